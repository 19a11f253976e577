/** Collects the characters of a book by language, role (text, headings, code or formulas), weight and style. */

import type { Element, Root } from 'hast';
import { removePrivateUse } from '../../core/language.ts';
import type { Book } from '../../core/model/book.ts';
import { listClasses } from '../../lib/html/classes.ts';
import { CODE_ELEMENTS } from '../../lib/html/elements.ts';

/** The role for which a font family is chosen. */
export type FontRole = 'text' | 'headings' | 'code' | 'math';

/** Characters that are set in the same family and face. */
export interface CharacterUse {
  /** BCP 47. */
  readonly language: string;
  readonly role: FontRole;
  readonly weight: 400 | 700;
  readonly style: 'normal' | 'italic';
  readonly characters: Set<string>;
}

type Face = Omit<CharacterUse, 'characters'>;

const BODY_TEXT = { role: 'text', weight: 400, style: 'normal' } as const;
const BOLD = new Set(['b', 'strong', 'th', 'dt', 'summary']);
const BOLD_CLASSES = ['box-title', 'caption-label', 'draft-mark', 'publisher'];
const ITALIC = new Set(['em', 'i', 'cite', 'dfn', 'var', 'address']);

/** Collects the characters of the chapters and of the generated pages. */
export function collectUsedCharacters(book: Book): readonly CharacterUse[] {
  const found = new Map<string, CharacterUse>();
  const add = (face: Face, text: string): void => {
    const key = Object.values(face).join();
    const use = found.get(key) ?? { ...face, characters: new Set() };
    found.set(key, use);
    for (const character of text.normalize('NFC')) use.characters.add(character);
  };
  const { language: usual } = book.publication.metadata;
  for (const { body, language = usual } of book.sections) collectFrom(body, { ...BODY_TEXT, language }, add);
  const generated = collectGeneratedText(book);
  const face: Face = { ...BODY_TEXT, language: usual };
  for (const weight of [400, 700] as const) add({ ...face, weight }, generated);
  add({ ...face, role: 'headings', weight: 700 }, generated);
  return [...found.values()];
}

function collectGeneratedText({ terms, publication: { metadata } }: Book): string {
  const people = [...metadata.authors, ...metadata.reviewers, ...metadata.contributors];
  const texts = Object.values(metadata).filter((value) => typeof value === 'string');
  const named = people.flatMap(({ name, role }) => [name, role ?? '']);
  return [...Object.values(terms), ...texts, ...named, metadata.series?.title ?? '', '0123456789'].join(' ');
}

function collectFrom(parent: Root | Element, face: Face, add: (face: Face, text: string) => void): void {
  for (const child of parent.children) {
    if (child.type === 'text') add(face, child.value);
    if (child.type === 'element') collectFrom(child, applyElement(child, applyLanguage(child, face)), add);
  }
}

/** Applies an element's language if it is well-formed, because it becomes part of a style sheet. */
function applyLanguage({ properties: { lang } }: Element, face: Face): Face {
  const language = removePrivateUse(String(lang ?? ''));
  return /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/.test(language) ? { ...face, language } : face;
}

function applyElement(element: Element, face: Face): Face {
  const { tagName } = element;
  if (tagName === 'math') return { ...face, role: 'math', weight: 400, style: 'normal' };
  if (/^h[1-6]$/.test(tagName)) return { ...face, role: 'headings', weight: 700 };
  if (CODE_ELEMENTS.has(tagName)) return { ...face, role: 'code' };
  if (ITALIC.has(tagName)) return { ...face, style: 'italic' };
  const classes = listClasses(element);
  if (classes.includes('row-header')) return face;
  const isBold = BOLD.has(tagName) || BOLD_CLASSES.some((name) => classes.includes(name));
  return isBold ? { ...face, weight: 700 } : face;
}
