/** Reports what an imported Word document has lost, with the lines in the Markdown where it was. */
import { diagnostic, type Report } from '../core/diagnostics/diagnostic.ts';
import { locationAt, type SourceLocation } from '../core/source-location.ts';
import type { Surroundings, WordText } from './docx/convert.ts';

/** A Markdown file that was written; its path is relative to the root. */
export interface WrittenChapter {
  readonly path: string;
  readonly text: string;
}

/** A comment of `writeLoss`. Those of the author are escaped. */
const COMMENT = /(?<!\\)<!-- Here was ([a-z ]+?)(?:: (.*?))? -->/g;
const WORDLESS = /!\[Picture \d+\]\(/g;
/** A bold line that is a paragraph of its own, without a full stop. */
const BOLD_LINE = /^\*\*((?:[^*\\.\n]|\\.){2,80}[^*\\.:;,!?\n])\*\*$/gm;

interface Found {
  readonly place: SourceLocation;
  readonly name: string;
  readonly detail: string;
}

/** Reports `word-part-lost`, `word-alt-missing` and `word-heading-unmarked` for what is marked in the texts. */
export function reportMarked(chapters: readonly WrittenChapter[], report: Report): void {
  const lost = find(chapters, COMMENT);
  for (const same of Map.groupBy(lost, ({ name }) => name).values()) {
    const [first] = same;
    if (first === undefined) continue;
    const details = [...new Set(same.map(({ detail }) => detail).filter((detail) => detail !== ''))];
    report(
      diagnostic('word-part-lost', { name: first.name, ...countPlaces(same, first), details }, first.place),
    );
  }
  const pictures = find(chapters, WORDLESS);
  const [picture] = pictures;
  if (picture) report(diagnostic('word-alt-missing', countPlaces(pictures, picture), picture.place));
  const lines = find(chapters, BOLD_LINE);
  const [line] = lines;
  if (line) {
    report(
      diagnostic('word-heading-unmarked', { words: line.name, ...countPlaces(lines, line) }, line.place),
    );
  }
}

/** Finds the places of a pattern. */
function find(chapters: readonly WrittenChapter[], pattern: RegExp): readonly Found[] {
  return chapters.flatMap((chapter) =>
    [...chapter.text.matchAll(pattern)].map(({ index, 1: name = '', 2: detail = '' }) => ({
      place: locationAt(chapter, index),
      name,
      detail,
    })),
  );
}

/** Counts the places, and lists the lines of those in the first file. */
const countPlaces = (all: readonly Found[], first: Found): { count: number; lines: readonly number[] } => ({
  count: all.length,
  lines: [...new Set(all.flatMap(({ place: { file, line } }) => (file === first.place.file ? [line] : [])))],
});

/** Reports `word-text-left-out` and `word-changed` for what has no place in the text. @param file of the document */
export function reportChanges(
  text: WordText,
  surroundings: Surroundings,
  file: string,
  { boxes, links }: { readonly boxes: number; readonly links: number },
  report: Report,
): void {
  const place = { file, line: 1, column: 1 };
  const { counts } = text;
  const { runningTexts, comments } = surroundings;
  if (runningTexts.length > 0) report(diagnostic('word-header-lost', { words: runningTexts }, place));
  if (text.symbols > 0) report(diagnostic('word-symbol-lost', { count: text.symbols }, place));
  const changes = [
    [counts.insertions, 'tracked insertion', 'tracked insertions', 'accepted'],
    [counts.deletions, 'tracked deletion', 'tracked deletions', 'left out'],
    [comments, 'comment', 'comments', 'left out'],
    [counts.textBoxes, 'text box', 'text boxes', 'put after their paragraphs'],
    [boxes, 'table of one cell', 'tables of one cell', 'written as quotations'],
    [links, 'link to a file', 'links to files', 'written as words'],
    [counts.colored, 'colored text', 'colored texts', 'printed in the color of the page'],
    [counts.smallCaps, 'text in small capitals', 'texts in small capitals', 'printed in ordinary letters'],
    [counts.contents, 'table of contents', 'tables of contents', 'left out, because a book gets its own'],
  ] as const;
  const made = changes.flatMap(([count, one, many, fate]) =>
    count > 0 ? [{ count, name: count === 1 ? one : many, fate }] : [],
  );
  if (made.length > 0) report(diagnostic('word-changed', { changes: made }, place));
}
