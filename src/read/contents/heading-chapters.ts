/** Decides whether the headings of a single file make the chapters of a book, and which headings do. */
import type { Root, Text } from 'mdast';
import type { EditionIndex } from '../../core/editions.ts';
import type { ChapterMetadata } from '../../core/model/metadata.ts';
import type { HeadingChapters } from '../../core/model/publication.ts';
import { visit } from '../../lib/html/visit.ts';
import { readHeadingText } from '../markdown/heading-levels.ts';
import { findHtmlTitle } from '../markdown/html-title.ts';
import type { FileData } from '../settings/publication-schema.ts';

/**
 * A file is long from this number of words. Of 639 public books and stories in one Markdown file each, 441 have three headings or
 * more of the level of chapters, and 400 of these are longer. Three guides and a change log of software had 4,000 to 14,000 words.
 */
const LONG_FILE_WORDS = 20_000;
/** A file with fewer is no book, unless `chapter-level` is a number. */
const MIN_CHAPTERS = 2;
/** A long file has at least this number of chapters, of this number of words on average. */
const LONG_FILE_CHAPTERS = 3;
const LONG_CHAPTER_WORDS = 500;
/** More words on average after each `#` are those of a part, if there are more `##` than `#`. */
const MAX_CHAPTER_WORDS = 12_000;
/** Characters of scripts that write no spaces between words; two are counted as a word. */
const DENSE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu;

/**
 * Finds the headings that make chapters. The file is a book if its front matter has `chapter-level` or an edition of a book,
 * or if it is long. Otherwise only a printed book, which the command asks for, has these chapters.
 * @param settings those of its front matter
 * @returns `undefined` if there are too few such headings, and for `chapter-level: none`
 */
export function findHeadingChapters(
  { title }: Pick<ChapterMetadata, 'title'>,
  tree: Root,
  settings: Pick<FileData, 'chapter-level' | 'editions'>,
  editions: EditionIndex,
): HeadingChapters | undefined {
  const asked = settings['chapter-level'];
  if (asked === 'none') return undefined;
  const headings = listChapterHeadings(tree, title);
  const words = countWords(tree);
  const level = typeof asked === 'number' ? asked : chooseLevel(headings, words);
  const count = headings.counts[level - 1] ?? 0;
  if (count < (typeof asked === 'number' ? 1 : MIN_CHAPTERS)) return undefined;
  const isAsked = asked !== undefined || hasBook(settings.editions ?? [], editions);
  const isLong =
    words >= LONG_FILE_WORDS && count >= LONG_FILE_CHAPTERS && words / count >= LONG_CHAPTER_WORDS;
  return {
    level,
    count,
    ...(headings.hasTitle && { hasTitle: true }),
    ...((isAsked || isLong) && { isBook: true }),
    ...(!isAsked && isLong && { words }),
  };
}

const hasBook = (names: readonly string[], editions: EditionIndex): boolean =>
  names.some((name) => editions.find(name).some(({ family }) => family === 'book'));

/** The headings that can begin chapters. */
interface ChapterHeadings {
  /** The number of those of level one and of level two, without the title. */
  readonly counts: readonly [number, number];
  /** Whether the first one of level one is only the title. */
  readonly hasTitle: boolean;
}

/** Finds the headings that are in nothing else, such as a quotation. */
function listChapterHeadings(tree: Root, title: string): ChapterHeadings {
  const counts: [number, number] = [0, 0];
  const html = findHtmlTitle(tree);
  let first = html;
  for (const node of tree.children) {
    if (node.type !== 'heading' || node.depth > 2) continue;
    if (node.depth === 1) first ??= readHeadingText(node);
    counts[node.depth - 1] = (counts[node.depth - 1] ?? 0) + 1;
  }
  const hasTitle = first === title;
  if (hasTitle && html === undefined) counts[0] -= 1;
  return { counts, hasTitle };
}

/** Chooses `#`, unless there is only the title, or so much text after each `#` that it is a part. */
function chooseLevel({ counts: [parts, chapters] }: ChapterHeadings, words: number): 1 | 2 {
  if (parts < MIN_CHAPTERS && chapters > 1) return 2;
  return chapters > parts && words / parts > MAX_CHAPTER_WORDS ? 2 : 1;
}

/** Returns the number of words in the text, without code. */
function countWords(tree: Root): number {
  let words = 0;
  visit(tree, 'text', ({ value }: Text) => {
    const dense = value.match(DENSE)?.length ?? 0;
    const spaced = dense === 0 ? value : value.replace(DENSE, ' ');
    words += dense / 2 + (spaced.match(/\S+/g)?.length ?? 0);
  });
  return Math.round(words);
}
