/** Which characters of a book are set in what: by language, as text, headings, code or formulas, bold or italic. */
import type { Element, Root } from 'hast';
import type { Book } from '../../core/model/book.ts';

/** What a family is chosen for. */
export type Use = 'text' | 'headings' | 'code' | 'math';

/** Characters that are set in the same family and face. */
export interface Lettering {
  /** BCP 47. */
  readonly language: string;
  readonly use: Use;
  readonly weight: 400 | 700;
  readonly style: 'normal' | 'italic';
  readonly characters: Set<string>;
}

type Face = Omit<Lettering, 'characters'>;

const PLAIN = { use: 'text', weight: 400, style: 'normal' } as const;
/** What a tag has for the file's own use (BCP 47, 2.2.7) is no language. */
const PRIVATE = /-x-.*$/i;
const BOLD = new Set(['b', 'strong', 'th', 'dt', 'summary']);
const BOLD_CLASSES = ['box-title', 'caption-label', 'draft-mark', 'publisher'];
const ITALIC = new Set(['em', 'i', 'cite', 'dfn', 'var', 'address']);
const CODE = new Set(['code', 'kbd', 'pre', 'samp']);

/** With what stands on the pages of the book itself, which no chapter has. */
export function letteringsOf(book: Book): readonly Lettering[] {
  const found = new Map<string, Lettering>();
  const add = (face: Face, text: string): void => {
    const key = Object.values(face).join();
    const lettering = found.get(key) ?? { ...face, characters: new Set() };
    found.set(key, lettering);
    for (const character of text.normalize('NFC')) lettering.characters.add(character);
  };
  const { language: usual } = book.publication.metadata;
  for (const { body, language = usual } of book.sections) collect(body, { ...PLAIN, language }, add);
  const words = wordsAround(book);
  const around: Face = { ...PLAIN, language: usual };
  for (const weight of [400, 700] as const) add({ ...around, weight }, words);
  add({ ...around, use: 'headings', weight: 700 }, words);
  return [...found.values()];
}

function wordsAround({ terms, publication: { metadata } }: Book): string {
  const people = [...metadata.authors, ...metadata.reviewers, ...metadata.contributors];
  const said = Object.values(metadata).filter((value) => typeof value === 'string');
  const named = people.flatMap(({ name, role }) => [name, role ?? '']);
  return [...Object.values(terms), ...said, ...named, metadata.series?.title ?? '', '0123456789'].join(' ');
}

function collect(parent: Root | Element, around: Face, add: (face: Face, text: string) => void): void {
  for (const child of parent.children) {
    if (child.type === 'text') add(around, child.value);
    if (child.type === 'element') collect(child, faceOf(child, inLanguage(child, around)), add);
  }
}

/** What an author wrote may be no tag at all, and would not stay one in a style sheet. */
function inLanguage({ properties: { lang } }: Element, around: Face): Face {
  const language = String(lang ?? '').replace(PRIVATE, '');
  return /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/.test(language) ? { ...around, language } : around;
}

function faceOf({ tagName, properties }: Element, around: Face): Face {
  if (tagName === 'math') return { ...around, use: 'math', weight: 400, style: 'normal' };
  if (/^h[1-6]$/.test(tagName)) return { ...around, use: 'headings', weight: 700 };
  if (CODE.has(tagName)) return { ...around, use: 'code' };
  if (ITALIC.has(tagName)) return { ...around, style: 'italic' };
  const classes = Array.isArray(properties.className) ? properties.className : [];
  const isBold = BOLD.has(tagName) || BOLD_CLASSES.some((name) => classes.includes(name));
  return isBold ? { ...around, weight: 700 } : around;
}
