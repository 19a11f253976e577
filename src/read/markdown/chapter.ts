/** Turns one Markdown file into a {@link Chapter}. */

import type { Root } from 'mdast';
import { type BookPart, isInContents } from '../../core/book-parts.ts';
import type { Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { ChapterMetadata } from '../../core/model/metadata.ts';
import type { Chapter } from '../../core/model/publication.ts';
import type { Origin, SourceFile } from '../../core/source-location.ts';
import { findLast, startOfLine } from '../../core/source-location.ts';
import { deriveId } from '../source/file-id.ts';
import type { YamlText } from '../source/yaml.ts';
import { loadDialects } from './dialects/dialects.ts';
import { resolveTitle, type TitleSettings } from './headings.ts';
import { parseMarkdown } from './parse.ts';

/** Limit for the text of one file, in UTF-16 code units, because parsing takes more than linear time. */
export const MAX_TEXT_LENGTH = 5_000_000;
/**
 * Limit for text without an empty line, in UTF-16 code units, because matching its inline delimiters takes
 * quadratic time.
 */
export const MAX_PARAGRAPH_LENGTH = 200_000;

/** The syntax tree of a file, and the text of its front matter. */
export interface ParsedChapter {
  readonly tree: Root;
  readonly frontMatter?: YamlText;
}

/**
 * Parses a file that is within the limits.
 * @returns `undefined` after a diagnostic: `file-too-large`, `paragraph-too-long`, those of {@link
 * parseMarkdown}
 */
export async function parseChapter(source: SourceFile, report: Report): Promise<ParsedChapter | undefined> {
  if (!isWithinLimits(source, report)) return undefined;
  const tree = parseMarkdown(source, report, await loadDialects(source.text, source.featuresOff));
  if (tree && source.withOwnLinks) (await import('./included-links.ts')).relinkIncluded(tree, source);
  return tree && extractFrontMatter(tree, source);
}

/** Returns the tree with its front matter, if the tree begins with one. @param tree the parsed source */
export function extractFrontMatter(tree: Root, source: SourceFile): ParsedChapter {
  const [first] = tree.children;
  if (first?.type !== 'yaml') return { tree };
  const { linesAbove = 1 } = first.data ?? {};
  return { tree, frontMatter: { file: source.path, text: first.value, linesAbove } };
}

function isWithinLimits(source: SourceFile, report: Report): boolean {
  const size = source.text.length;
  if (size > MAX_TEXT_LENGTH) {
    report(
      diagnostic(
        'file-too-large',
        { size, limit: MAX_TEXT_LENGTH },
        { file: source.path, line: 1, column: 1 },
      ),
    );
    return false;
  }
  const paragraph = findLongParagraph(source);
  if (paragraph === undefined) return true;
  const location = startOfLine(source, paragraph.line);
  report(diagnostic('paragraph-too-long', { size: paragraph.size, limit: MAX_PARAGRAPH_LENGTH }, location));
  return false;
}

/**
 * Finds the first text without an empty line that is too long: its first line, and its length. The rows of a file of data are no
 * such text, because nothing in them is parsed; tables have a limit of their own.
 */
function findLongParagraph({ text, origins = [] }: SourceFile): { line: number; size: number } | undefined {
  const hasData = origins.some(isData);
  let [begin, size, line, offset] = [1, 0, 0, 0];
  for (const row of [...text.split('\n'), '']) {
    line += 1;
    const origin = hasData ? origins[findLast(origins, ({ start }) => start <= offset)] : undefined;
    offset += row.length + 1;
    if (origin !== undefined && isData(origin)) continue;
    if (row.trim() !== '') size += row.length + 1;
    else if (size > MAX_PARAGRAPH_LENGTH) return { line: begin, size };
    else [begin, size] = [line + 1, 0];
  }
  return undefined;
}

const isData = ({ source: { path }, isGenerated }: Origin): boolean =>
  isGenerated !== true && /\.(?:csv|tsv|tab)$/i.test(path);

/** The settings in a chapter's front matter, whichever schema read them. */
export type ChapterFrontMatter = {
  readonly id?: string | undefined;
  readonly title?: string | undefined;
  readonly 'short-title'?: string | undefined;
  readonly description?: string | undefined;
  readonly language?: string | undefined;
  readonly part?: BookPart | undefined;
  readonly sheets?: 1 | 2 | undefined;
};

/**
 * Builds a chapter from a parsed file.
 * @returns `undefined` for a file without content. Reports the diagnostics of {@link resolveTitle}.
 */
export function buildChapter(
  source: SourceFile,
  tree: Root,
  { isLenient, ...frontMatter }: ChapterFrontMatter & Pick<TitleSettings, 'isLenient'>,
  report: Report,
): Chapter | undefined {
  if (tree.children.every(({ type }) => type === 'yaml')) return undefined;
  const { 'short-title': shortTitle, description, language, part, sheets } = frontMatter;
  const isOptional = part !== undefined && !isInContents(part);
  const title = resolveTitle(tree, source, { given: frontMatter.title, isLenient, isOptional }, report);
  const metadata: ChapterMetadata = {
    title,
    ...(shortTitle !== undefined && { shortTitle }),
    ...(description !== undefined && { description }),
    ...(language !== undefined && { language }),
    ...(part !== undefined && { part }),
    ...(sheets !== undefined && { sheets }),
  };
  return { id: frontMatter.id ?? deriveId(source.path), source, metadata, body: { read: async () => tree } };
}
