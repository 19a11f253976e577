/** What the cover of a printed book shows. It is typographic; a picture of the publication's own takes the mark's place. */
import type { Book } from '../model.ts';
import { nameList } from '../wording.ts';
import { htmlOf, printImage } from './html.ts';

/** The room for a title in points, and what a bold letter takes of it at size 1, with a margin for wide ones. */
const ROOM = { width: 400, height: 200 };
const LETTER = { width: 0.6, height: 1.1 };
const SIZES = { largest: 40, smallest: 11, smallestForWord: 22 };

/** The data of `templates/print/cover.html`. */
export async function coverData({ publication: { metadata }, cover }: Book) {
  const { title, subtitle, publisher, language } = metadata;
  const authors = metadata.authors.map(({ name }) => name);
  return {
    titleSize: titleSize(title),
    subtitle,
    publisher,
    // The same name twice on a cover looks like a mistake.
    authors: authors.length === 1 && authors[0] === publisher ? '' : nameList(authors, language),
    picture: cover && htmlOf(await printImage(cover, '', 'cover-')),
  };
}

/** Points: the largest type at which the longest word fits on a line and the whole title into its room. */
export function titleSize(title: string): number {
  const longest = Math.max(1, ...title.split(/[\s-]+/).map((word) => word.length));
  // A word that is still too long then goes over two lines.
  const byWord = Math.max(SIZES.smallestForWord, ROOM.width / (longest * LETTER.width));
  const bySpace = Math.sqrt(
    (ROOM.width * ROOM.height) / (Math.max(1, title.length) * LETTER.width * LETTER.height),
  );
  return Math.max(SIZES.smallest, Math.min(SIZES.largest, Math.floor(Math.min(byWord, bySpace))));
}
