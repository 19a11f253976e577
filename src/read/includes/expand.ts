/** Puts included files into a text before it is parsed. */
import { posix } from 'node:path';
import type { Context } from '../../core/model/context.ts';
import type { SourceFile } from '../../core/source-location.ts';
import { locationAt } from '../../core/source-location.ts';
import { indentPieces, wrapListing } from './content.ts';
import { type Edit, lengthenFences } from './fences.ts';
import { type FoundMark, findIncludeMarks } from './find-marks.ts';
import { type Expansion, type Included, readIncluded } from './include-file.ts';
import type { IncludedFile } from './include-mark.ts';
import { cutPieces, generatePiece, joinPieces, type Piece } from './pieces.ts';

/**
 * Returns the text of a chapter with the files that it includes. Leaves out marks of files that cannot be included; in
 * listings, these stay.
 * Diagnostics: `include-missing`, `include-unreadable`, `include-part-missing`, `include-circular`, `includes-too-many`,
 * `file-withheld`.
 * @param project the folder that contains all files that may be included, relative to the root
 */
export async function expandIncludes(
  source: SourceFile,
  project: string,
  context: Context,
): Promise<SourceFile> {
  const state: Expansion = {
    ...{ chapter: source.path, project, context, files: new Map(), withOwnLinks: new Set<string>() },
    ...(source.featuresOff && { featuresOff: source.featuresOff }),
    ...{ count: 0, length: 0 },
  };
  const expanded = await expand(source, [source.path], state);
  if (state.withOwnLinks.size === 0) return expanded;
  return { ...expanded, withOwnLinks: state.withOwnLinks };
}

/** @param chain the paths of the files that include each other, down to this one */
async function expand(source: SourceFile, chain: readonly string[], state: Expansion): Promise<SourceFile> {
  const marks = await findIncludeMarks(source);
  if (marks.length === 0) return source;
  const edits: Edit[] = [];
  for (const mark of marks) {
    edits.push({ start: mark.start, end: mark.end, pieces: await fill(mark, source, chain, state) });
  }
  const all = [...edits, ...lengthenFences(source, marks, edits)];
  const pieces: Piece[] = [];
  let done = 0;
  for (const edit of all.sort((one, other) => one.start - other.start || one.end - other.end)) {
    pieces.push(...cutPieces(source, done, edit.start));
    for (const piece of edit.pieces) pieces.push(piece);
    done = edit.end;
  }
  pieces.push(...cutPieces(source, done, source.text.length));
  return {
    ...joinPieces(source.path, pieces),
    ...(source.featuresOff && { featuresOff: source.featuresOff }),
  };
}

/** Returns what is put in the place of a mark. */
async function fill(
  mark: FoundMark,
  source: SourceFile,
  chain: readonly string[],
  state: Expansion,
): Promise<readonly Piece[]> {
  const { start, end, files, words, line, isBlock } = mark;
  const generate = (text: string): Piece => generatePiece(source, start, text);
  if (files.length === 0) return words ? [generate(words)] : [];
  const parts: (readonly Piece[])[] = [];
  for (const file of files) {
    const included = await readIncluded(file, locationAt(source, start), chain, state);
    if (included === 'kept') return cutPieces(source, start, end);
    if (included !== undefined) parts.push(await finish(included, file, generate, chain, state));
  }
  if (parts.length === 0) return line.place === 'listing' ? cutPieces(source, start, end) : [];
  const between = generate(files[0]?.as === 'lines' ? '\n' : '\n\n');
  const pieces = parts.flatMap((part, index) => (index === 0 ? part : [between, ...part]));
  const block = isBlock ? [generate('\n'), ...pieces, generate('\n')] : pieces;
  return indentPieces(block, prefixOf(mark, source), generate);
}

/** Returns what is before a mark that is alone in its line, or before the line that it ends: spaces, and the signs of a quotation. */
function prefixOf({ start, end, line }: FoundMark, { text }: SourceFile): string {
  if (start === end) return readLinePrefix(text.slice(line.start, start));
  const after = text.slice(end, end + 1);
  const before = text.slice(line.start, start);
  return after === '' || after === '\n' ? (/^[ \t>]*$/.exec(before)?.[0] ?? '') : '';
}

/** Returns the spaces and the signs of quotations before a line, with spaces in the place of the mark of a list item. */
function readLinePrefix(line: string): string {
  const [, signs = '', item = ''] = /^([ \t>]*)((?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?)/.exec(line) ?? [];
  return `${signs}${' '.repeat(item.length)}`;
}

/** Expands Markdown, and puts a listing between fences. */
async function finish(
  { path, content }: Included,
  file: IncludedFile,
  generate: (text: string) => Piece,
  chain: readonly string[],
  state: Expansion,
): Promise<readonly Piece[]> {
  if (file.as === 'lines') return content;
  // A drawing is a picture, whose elements are checked as those of other pictures.
  if (file.as === 'markdown' && /\.svg$/i.test(path)) {
    return [generate(`![](<${posix.relative(posix.dirname(state.chapter), path)}>)`)];
  }
  if (file.as === 'markdown') {
    const joined = {
      ...joinPieces(path, content),
      ...(state.featuresOff && { featuresOff: state.featuresOff }),
    };
    const expanded = await expand(joined, [...chain, path], state);
    return cutPieces(expanded, 0, expanded.text.length);
  }
  const caption = file.caption === undefined ? [] : [generate(`${file.caption}\n\n`)];
  return [...caption, ...wrapListing(content, file, generate)];
}
