/** How a document is dressed: our styles, the rules of its pages, and the fonts that its text needs. */

import type { Book } from '../../core/model/book.ts';
import type { Context } from '../../core/model/context.ts';
import type { Typefaces } from '../../core/model/edition.ts';
import { type DocumentFonts, documentFonts } from '../fonts/font-faces.ts';
import type { Run } from '../fonts/text-runs.ts';
import { footLine, imprint } from '../imprint.ts';

/** Names the style sheets of every document. */
export const COMMON_STYLES = [
  'tokens.css',
  'type.css',
  'boxes.css',
  'tables.css',
  'figures.css',
  'math.css',
  'code.css',
  'qr.css',
  'scripts.css',
  'print.css',
];

export interface Dress {
  readonly typefaces: Typefaces;
  /** The style sheets of this kind of page, as `book.css`, and of the edition. */
  readonly sheets: readonly string[];
  /** CSS made for this document. */
  readonly rules: readonly string[];
}

/** The fonts, and all the CSS of a document in one piece. */
export interface Dressed extends Omit<DocumentFonts, 'css'> {
  readonly styles: string;
}

/**
 * What was made for the document comes last, so that it wins.
 * @param runs what is printed, besides what the book says of itself
 */
export async function dress(
  book: Book,
  runs: readonly Run[],
  { typefaces, sheets, rules }: Dress,
  context: Pick<Context, 'design' | 'root' | 'host'>,
): Promise<Dressed> {
  const { language } = book.publication.metadata;
  const [{ css, ...fonts }, ...styles] = await Promise.all([
    documentFonts([...runs, ...wordsOf(book)], language, typefaces, context),
    ...[...COMMON_STYLES, ...sheets].map((name) => context.design.style(name)),
  ]);
  return { ...fonts, styles: [css, ...styles, ...rules].join('\n') };
}

/** Numbers that counters write. */
const DIGITS = '0123456789';

/** Everything on a page that no chapter says: titles, names, dates as the language writes them, our own words. */
function wordsOf(book: Book): readonly Run[] {
  const { metadata } = book.publication;
  const facts = imprint(book).map(({ value }) => value);
  const words = [JSON.stringify(metadata), footLine(book), ...facts, ...Object.values(book.terms), DIGITS];
  return words.map((text) => ({ text, language: metadata.language, use: 'text' }));
}
