/** How a document is dressed: our styles, the rules of its pages, and the fonts that its text needs. */
import type { Book, Design } from '../model.ts';
import { type FontStack, fontFaces, fontNeeds } from './fonts.ts';
import { footLine, imprint } from './imprint.ts';

const COMMON_STYLES = ['tokens.css', 'type.css', 'boxes.css', 'tables.css', 'figures.css', 'print.css'];

export interface Dress {
  readonly stacks: readonly FontStack[];
  /** The style sheets of this kind of page, as `book.css`, and of the edition. */
  readonly sheets: readonly string[];
  /** CSS made for this document. */
  readonly rules: readonly string[];
}

/**
 * All the CSS of a document in one piece. What was made for the document comes last, so that it wins.
 * @param texts what is printed, besides what the book says of itself
 */
export async function dress(
  book: Book,
  texts: readonly string[],
  { stacks, sheets, rules }: Dress,
  design: Design,
): Promise<string> {
  const text = [...texts, ...wordsOf(book)].join('');
  const [fonts, ...styles] = await Promise.all([
    fontNeeds(text, stacks).then(({ subsets }) => fontFaces(subsets)),
    ...[...COMMON_STYLES, ...sheets].map((name) => design.style(name)),
  ]);
  return [fonts, ...styles, ...rules].join('\n');
}

/** Everything on a page that no chapter says: titles, names, dates as the language writes them, our own words. */
function wordsOf(book: Book): readonly string[] {
  const facts = imprint(book).map(({ value }) => value);
  return [JSON.stringify(book.publication.metadata), footLine(book), ...facts, ...Object.values(book.terms)];
}
