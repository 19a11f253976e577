/** Makes the text that an include puts in the place of its mark. */
import { posix } from 'node:path';
import type { SourceFile } from '../../core/source-location.ts';
import { isMarkdownFile } from '../../lib/text/markdown-file.ts';
import { findFrontMatterBlock } from '../source/front-matter-block.ts';
import type { IncludedFile, Stretch } from './include-mark.ts';
import { measureFence, splitLines } from './lines.ts';
import { cutPieces, generatePiece, type Piece } from './pieces.ts';
import { readHeadingLevel } from './select-note.ts';
import { selectPart } from './select-part.ts';

/** Returns the lines of a file that are meant, without its front matter; `undefined` if there is no such part. */
export function selectContent(source: SourceFile, file: IncludedFile): readonly Stretch[] | undefined {
  const { text } = source;
  const selected = selectPart(text, file.part);
  if (selected === undefined) return undefined;
  const isText = file.as === 'markdown' && isMarkdownFile(source.path);
  const head = (isText && findFrontMatterBlock(text)?.end) || 0;
  return trimLines(
    text,
    selected.filter(({ start, end }) => start >= head && !file.leavesOut?.test(text.slice(start, end))),
  );
}

/** Cuts the lines out of a file, with their headings and margins as the include has them. */
export function cutContent(
  source: SourceFile,
  lines: readonly Stretch[],
  file: IncludedFile,
): readonly Piece[] {
  const margin = measureMargin(source.text, lines, file.dedent);
  const shift = measureShift(source.text, lines, file);
  return lines.flatMap(({ start, end }, index) => [
    ...(shift.headings.has(start) ? shiftHeading(source, { start, end }, shift.levels) : []),
    ...cutPieces(source, Math.min(start + margin, end), end),
    ...(index < lines.length - 1 ? cutPieces(source, end, end + 1) : []),
  ]);
}

/** How many levels are added to headings, and the offsets of these. */
interface HeadingShift {
  readonly levels: number;
  readonly headings: ReadonlySet<number>;
}

const NO_SHIFT: HeadingShift = { levels: 0, headings: new Set() };

/** Lines of listings, `# comment`, are no headings. */
function measureShift(
  text: string,
  lines: readonly Stretch[],
  { headingOffset = 0, headingsBelow }: IncludedFile,
): HeadingShift {
  if (headingOffset === 0 && headingsBelow === undefined) return NO_SHIFT;
  const chosen = new Set(lines.map(({ start }) => start));
  const all = splitLines(text).filter(({ start }) => chosen.has(start));
  const headings = new Map(
    all.flatMap((line) => {
      const level = readHeadingLevel(line);
      return level === undefined ? [] : [[line.start, level] as const];
    }),
  );
  const top = [...headings.values()].reduce((least, level) => Math.min(least, level), 6);
  const levels = headingsBelow === undefined ? headingOffset : Math.max(0, headingsBelow + 1 - top);
  return { levels, headings: new Set(levels > 0 ? headings.keys() : []) };
}

/** Leaves out empty lines at the end. */
function trimLines(text: string, lines: readonly Stretch[]): readonly Stretch[] {
  const last = lines.findLastIndex(({ start, end }) => text.slice(start, end).trim() !== '');
  return lines.slice(0, last + 1);
}

function measureMargin(text: string, lines: readonly Stretch[], dedent: IncludedFile['dedent']): number {
  if (dedent !== 'common') return dedent ?? 0;
  const margins = lines.flatMap(({ start, end }) => {
    const line = text.slice(start, end);
    return line.trim() === '' ? [] : [line.length - line.trimStart().length];
  });
  return margins.reduce((least, margin) => Math.min(least, margin), margins[0] ?? 0);
}

function shiftHeading(source: SourceFile, { start, end }: Stretch, offset: number): readonly Piece[] {
  const [, signs] = /^(#{1,6})(?=[ \t]|$)/.exec(source.text.slice(start, end)) ?? [];
  if (signs === undefined) return [];
  return [generatePiece(source, start, '#'.repeat(Math.min(offset, 6 - signs.length)))];
}

/** Puts fences around a listing, which no line of it closes. */
export function wrapListing(
  pieces: readonly Piece[],
  file: IncludedFile,
  generate: (text: string) => Piece,
): readonly Piece[] {
  const text = pieces.map((piece) => piece.text).join('');
  const signs = '`'.repeat(measureFence(text, '`', 3));
  const language = file.language ?? posix.extname(file.path).slice(1).toLowerCase();
  return [generate(`${signs}${language.replace(/[\s`]/g, '')}\n`), ...pieces, generate(`\n${signs}`)];
}

/** Puts the indentation of the mark, or the signs of its quotation, before each line but the first. */
export function indentPieces(
  pieces: readonly Piece[],
  prefix: string,
  generate: (text: string) => Piece,
): readonly Piece[] {
  if (prefix === '') return pieces;
  return pieces.flatMap((piece) => {
    if (!piece.text.includes('\n')) return [piece];
    const lines = piece.text.split(/(?<=\n)/);
    let offset = piece.isGenerated ? 0 : piece.offset;
    return lines.flatMap((text) => {
      const line = { ...piece, text, offset: piece.isGenerated ? piece.offset : offset };
      offset += text.length;
      return text.endsWith('\n') ? [line, generate(prefix)] : [line];
    });
  });
}
