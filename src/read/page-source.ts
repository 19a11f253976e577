/** Finds the printed book whose page numbers the e-book contains. */
import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Context } from '../core/model/context.ts';
import type { Edition, PaperEdition } from '../core/model/edition.ts';
import { suggestName } from '../lib/text/nearest.ts';
import type { PublicationSettings } from './references/reference-files.ts';

/** The value of `pages-from` for an e-book without page numbers. */
const NO_PAGES = 'none';

/** The default, because most paper copies are printed from this edition. */
const DEFAULT_BOOK = 'book-a4';

/**
 * Returns the book that `pages-from` names, by its layout or its edition id. Without the key, returns the
 * publication's A4 book, or else its first book. Diagnostic: `pages-from-unknown`.
 */
export function findPageSource(
  { data, location }: PublicationSettings,
  editions: readonly Edition[],
  { report }: Context,
): PaperEdition | undefined {
  const books = editions.filter((edition): edition is PaperEdition => edition.family === 'book');
  const name = data['pages-from'];
  if (name === undefined) return books.find(({ id }) => id === DEFAULT_BOOK) ?? books[0];
  const named = books.find(({ id, layout }) => id === name || layout === name);
  if (named !== undefined || name === NO_PAGES) return named;
  const known = [...books.map(({ layout }) => layout), NO_PAGES];
  report(
    diagnostic(
      'pages-from-unknown',
      { edition: name, known, ...suggestName(name, known) },
      location('pages-from'),
    ),
  );
  return undefined;
}
