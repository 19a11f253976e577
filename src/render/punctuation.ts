/** Typewriter punctuation → printed punctuation, by language: quotation marks, apostrophes, dashes, ellipses. */
import type { Element, Root, Text } from 'hast';
import type { Metadata } from '../model.ts';

interface Quotes {
  readonly double: readonly [open: string, close: string];
  readonly single: readonly [open: string, close: string];
}

const NARROW_NO_BREAK = '\u202F';
const ENGLISH: Quotes = { double: ['“', '”'], single: ['‘', '’'] };
const GERMAN: Quotes = { double: ['„', '“'], single: ['‚', '‘'] };
const ANGLED: Quotes = { double: ['«', '»'], single: ['“', '”'] };
const LOW: Quotes = { double: ['„', '”'], single: ['‚', '’'] };
const NORDIC: Quotes = { double: ['”', '”'], single: ['’', '’'] };

/** Unicode CLDR, delimiters (quotationStart …); French with its thin no-break spaces. */
const BY_LANGUAGE: Readonly<Record<string, Quotes>> = {
  cs: GERMAN,
  da: NORDIC,
  de: GERMAN,
  el: ANGLED,
  en: ENGLISH,
  es: ANGLED,
  fi: NORDIC,
  fr: { double: [`«${NARROW_NO_BREAK}`, `${NARROW_NO_BREAK}»`], single: ['“', '”'] },
  hu: LOW,
  it: ANGLED,
  nb: { double: ['«', '»'], single: ['‘', '’'] },
  pl: LOW,
  pt: ENGLISH,
  ro: LOW,
  ru: { double: ['«', '»'], single: ['„', '“'] },
  sk: GERMAN,
  sl: GERMAN,
  sv: NORDIC,
  uk: { double: ['«', '»'], single: ['„', '“'] },
};

/** Text in these is data, not prose. */
const LITERAL = new Set(['code', 'pre', 'kbd', 'samp', 'var', 'svg', 'math', 'script', 'style']);

/** A word does not run on from one of these into the next. */
const INLINE = new Set(
  'a abbr b bdi bdo cite del dfn em i ins mark q s small span strong sub sup time u'.split(' '),
);

/** Changes the text of a chapter in place. Element by element `lang` decides which marks. */
export function setPunctuation(tree: Root, language: string): void {
  setChildren(tree, quotesOf(language), { before: '' });
}

interface Preceding {
  /** The last character set, across the borders of inline elements; empty at the start of a block. */
  before: string;
}

function setChildren(parent: Root | Element, quotes: Quotes, preceding: Preceding): void {
  for (const child of parent.children) {
    if (child.type === 'text') setText(child, quotes, preceding);
    if (child.type !== 'element') continue;
    if (LITERAL.has(child.tagName) || child.tagName === 'img') {
      preceding.before = 'x';
      continue;
    }
    const inline = INLINE.has(child.tagName);
    const own = child.properties.lang === undefined ? quotes : quotesOf(String(child.properties.lang));
    setChildren(child, own, inline ? preceding : { before: '' });
    if (!inline) preceding.before = '';
  }
}

function setText(node: Text, quotes: Quotes, preceding: Preceding): void {
  const { before } = preceding;
  preceding.before = node.value.at(-1) ?? before;
  if (/["'.-]/.test(node.value)) node.value = punctuate(node.value, quotes, before);
}

/** The words of a publication about itself, set as its text is. */
export function punctuateMetadata(metadata: Metadata): Metadata {
  const quotes = quotesOf(metadata.language);
  const set = (text: string): string => punctuate(text, quotes);
  const { title, subtitle, description, rights } = metadata;
  return {
    ...metadata,
    title: set(title),
    ...(subtitle !== undefined && { subtitle: set(subtitle) }),
    ...(description !== undefined && { description: set(description) }),
    ...(rights !== undefined && { rights: set(rights) }),
  };
}

/** @param before the character that precedes the text, or nothing at the start of a block */
export function punctuate(text: string, quotes: Quotes, before = ''): string {
  return text
    .replace(/\.{3}/g, '…')
    .replace(/(?<!-)---(?!-)/g, '—')
    .replace(/(?<!-)--(?!-)/g, '–')
    .replace(/["']/g, (mark, index: number, whole: string) => {
      const previous = index === 0 ? before : (whole[index - 1] ?? '');
      const next = whole[index + 1] ?? '';
      return quote(mark, previous, next, quotes);
    });
}

function quote(mark: string, previous: string, next: string, quotes: Quotes): string {
  const opens =
    previous === '' ||
    /[\s([{«„“‘‚–—/\u00A0]/u.test(previous) ||
    (/["']/.test(previous) && !/\s|^$/.test(next));
  if (mark === '"') return quotes.double[opens && !/^\s/.test(next) ? 0 : 1];
  // ’90s, and every apostrophe inside or after a word: all languages here write it alike.
  if (!opens || /\d/.test(next) || /^\s?$/.test(next))
    return /[\p{L}\p{N}]/u.test(previous) ? '’' : opens ? '’' : quotes.single[1];
  return quotes.single[0];
}

/** The marks of a language (BCP 47); English ones where it is not listed. */
export function quotesOf(language: string): Quotes {
  const [primary = ''] = language.toLowerCase().split('-');
  if (language.toLowerCase() === 'de-ch') return { double: ['«', '»'], single: ['‹', '›'] };
  return BY_LANGUAGE[primary] ?? ENGLISH;
}
