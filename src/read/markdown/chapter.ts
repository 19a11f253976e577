/** One Markdown file → a Chapter. */

import type { Root } from 'mdast';
import type { Part } from '../../core/book-parts.ts';
import type { Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { ChapterMetadata } from '../../core/model/metadata.ts';
import type { Chapter } from '../../core/model/publication.ts';
import type { Source } from '../../core/source-location.ts';
import { idOf } from '../source/file-id.ts';
import type { YamlText } from '../source/yaml.ts';
import { settleHeadings } from './headings.ts';
import { parseMarkdown } from './parse.ts';

/** More text in one file than any chapter has; parsing takes more than linear time. Characters. */
export const MOST_TEXT = 5_000_000;
/** A paragraph's inline marks are matched with each other, which takes quadratic time. Characters. */
export const LONGEST_PARAGRAPH = 200_000;

export interface Parsed {
  readonly tree: Root;
  readonly frontMatter?: YamlText;
}

/** @returns `undefined` after a diagnostic: `file-too-large`, `paragraph-too-long`, those of {@link parseMarkdown} */
export function parseChapter(source: Source, report: Report): Parsed | undefined {
  if (!bearable(source, report)) return undefined;
  const tree = parseMarkdown(source, report);
  return tree && withFrontMatter(tree, source);
}

/** @param tree of the source */
export function withFrontMatter(tree: Root, source: Source): Parsed {
  const [first] = tree.children;
  if (first?.type !== 'yaml') return { tree };
  return { tree, frontMatter: { file: source.path, text: first.value, linesAbove: 1 } };
}

function bearable(source: Source, report: Report): boolean {
  const size = source.text.length;
  if (size > MOST_TEXT) {
    report(
      diagnostic('file-too-large', { size, limit: MOST_TEXT }, { file: source.path, line: 1, column: 1 }),
    );
    return false;
  }
  const paragraph = longParagraph(source.text);
  if (paragraph === undefined) return true;
  const place = { file: source.path, line: paragraph.line, column: 1 };
  report(diagnostic('paragraph-too-long', { size: paragraph.size, limit: LONGEST_PARAGRAPH }, place));
  return false;
}

/** The first text without an empty line in it that is too long: where it begins, and how long it is. */
function longParagraph(text: string): { line: number; size: number } | undefined {
  let [begin, size, line] = [1, 0, 0];
  for (const row of [...text.split('\n'), '']) {
    line += 1;
    if (row.trim() !== '') size += row.length + 1;
    else if (size > LONGEST_PARAGRAPH) return { line: begin, size };
    else [begin, size] = [line + 1, 0];
  }
  return undefined;
}

/** What a chapter's front matter says, whatever schema it was read by. */
export type ChapterFacts = {
  readonly id?: string | undefined;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly language?: string | undefined;
  readonly part?: Part | undefined;
  readonly sheets?: 1 | 2 | undefined;
};

/**
 * Understands a parsed file as a chapter.
 * @returns `undefined` after a diagnostic: `chapter-empty`, `title-missing`; others are reported on the way
 */
export function understandChapter(
  source: Source,
  tree: Root,
  facts: ChapterFacts,
  report: Report,
): Chapter | undefined {
  if (tree.children.every(({ type }) => type === 'yaml')) {
    report(diagnostic('chapter-empty', {}, { file: source.path, line: 1, column: 1 }));
    return undefined;
  }
  const title = settleHeadings(tree, source, facts.title, report);
  if (title === undefined) return undefined;
  const { description, language, part, sheets } = facts;
  const metadata: ChapterMetadata = {
    title,
    ...(description !== undefined && { description }),
    ...(language !== undefined && { language }),
    ...(part !== undefined && { part }),
    ...(sheets !== undefined && { sheets }),
  };
  return { id: facts.id ?? idOf(source.path), source, metadata, body: tree };
}
