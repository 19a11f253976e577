/** What the cover of a printed book shows. It is typographic; a picture of the publication's own takes the mark's place. */
import type { Book } from '../../core/model/book.ts';
import type { PaperEdition } from '../../core/model/edition.ts';
import { nameList } from '../../core/wording.ts';
import { htmlOf, printImage } from './html.ts';

/** The room for a title in points on A4, and what a bold letter takes of it at size 1, with a margin for wide ones. */
const ROOM = { width: 400, height: 200 };
const LETTER = { width: 0.6, height: 1.1 };
const A4_WIDTH = 210;
const SIZES = { largest: 40, smallest: 11, smallestForWord: 22 };

/** The data of `templates/print/cover.html`. */
export async function coverData({ publication: { metadata }, cover }: Book, { page }: PaperEdition) {
  const { title, subtitle, publisher, language } = metadata;
  const authors = metadata.authors.map(({ name }) => name);
  return {
    titleSize: titleSize(title, page.width / A4_WIDTH),
    subtitle,
    publisher,
    // The same name twice on a cover looks like a mistake.
    authors: authors.length === 1 && authors[0] === publisher ? '' : nameList(authors, language),
    picture: cover && htmlOf(await printImage(cover, '', 'cover-')),
  };
}

/**
 * Points: the largest type at which the longest word fits on a line and the whole title into its room.
 * @param scale of the page, beside A4
 */
export function titleSize(title: string, scale = 1): number {
  const room = { width: ROOM.width * scale, height: ROOM.height * scale };
  const longest = Math.max(1, ...title.split(/[\s-]+/).map((word) => word.length));
  // A word that is still too long then goes over two lines.
  const byWord = Math.max(SIZES.smallestForWord * scale, room.width / (longest * LETTER.width));
  const bySpace = Math.sqrt(
    (room.width * room.height) / (Math.max(1, title.length) * LETTER.width * LETTER.height),
  );
  return Math.max(SIZES.smallest, Math.floor(Math.min(SIZES.largest * scale, byWord, bySpace)));
}
