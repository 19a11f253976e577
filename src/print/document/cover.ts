/** Builds the data of a printed book's cover: typographic, with the publication's picture or the default mark. */
import type { Book } from '../../core/model/book.ts';
import type { PaperEdition } from '../../core/model/edition.ts';
import { formatNameList } from '../../core/wording.ts';
import { serializeHtml } from '../../lib/html/serialize.ts';
import type { FontSheet } from './drawings/image.ts';
import { buildPrintImage } from './html.ts';
import type { CoverData } from './template-data.ts';

/** Room for a title on A4, in points, and the size of a bold letter as a multiple of the type size, with a margin. */
const ROOM = { width: 400, height: 200 };
const LETTER = { width: 0.6, height: 1.1 };
const A4_WIDTH = 210;
const SIZES = { largest: 40, smallest: 11, smallestForWord: 22 };

/** Returns the data of `templates/print/cover.html`. */
export async function buildCoverData(
  { publication: { metadata }, cover }: Book,
  { page }: PaperEdition,
  fontSheet: FontSheet,
): Promise<CoverData> {
  const { title, subtitle, publisher, language } = metadata;
  const authors = metadata.authors.map(({ name }) => name);
  return {
    titleSize: computeTitleSize(title, page.width / A4_WIDTH),
    subtitle,
    publisher,
    // An author who is also the publisher is named once.
    authors: authors.length === 1 && authors[0] === publisher ? '' : formatNameList(authors, language),
    picture: cover && serializeHtml(await buildPrintImage(cover, '', { prefix: 'cover-', fontSheet })),
  };
}

/**
 * Returns the largest type size in points at which the longest word fits on a line and the title fits into its room.
 * @param scale width of the page, relative to A4
 */
export function computeTitleSize(title: string, scale = 1): number {
  const room = { width: ROOM.width * scale, height: ROOM.height * scale };
  const longest = Math.max(1, ...title.split(/[\s-]+/).map((word) => word.length));
  // A word that does not fit at this size is broken.
  const byWord = Math.max(SIZES.smallestForWord * scale, room.width / (longest * LETTER.width));
  const bySpace = Math.sqrt(
    (room.width * room.height) / (Math.max(1, title.length) * LETTER.width * LETTER.height),
  );
  return Math.max(SIZES.smallest, Math.floor(Math.min(SIZES.largest * scale, byWord, bySpace)));
}
