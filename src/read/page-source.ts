/** The printed book whose page numbers the e-book has. */
import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Context } from '../core/model/context.ts';
import type { Edition, PaperEdition } from '../core/model/edition.ts';
import { near } from '../lib/text/nearest.ts';
import type { Head } from './referenced-files.ts';

/** For an e-book without page numbers. */
const NONE = 'none';

/** Most copies on paper are of this one. */
const USUAL = 'book-a4';

/**
 * The book that `pages-from` names, by its layout or in full; without the key, of the publication's books the one on A4,
 * else the first. Never one that the publication does not have. Diagnostic: `pages-from-unknown`.
 */
export function pagesFrom(
  { data, place }: Head,
  editions: readonly Edition[],
  { report }: Context,
): PaperEdition | undefined {
  const books = editions.filter((edition): edition is PaperEdition => edition.family === 'book');
  const name = data['pages-from'];
  if (name === undefined) return books.find(({ id }) => id === USUAL) ?? books[0];
  const named = books.find(({ id, layout }) => id === name || layout === name);
  if (named !== undefined || name === NONE) return named;
  const known = [...books.map(({ layout }) => layout), NONE];
  report(
    diagnostic('pages-from-unknown', { edition: name, known, ...near(name, known) }, place('pages-from')),
  );
  return undefined;
}
