/** Puts texts together from pieces of files, and remembers where each piece comes from. */
import { findLast, type Origin, type SourceFile } from '../../core/source-location.ts';

/** A piece of a text: of a file that includes nothing, or generated for a place of one. */
export interface Piece extends Omit<Origin, 'start'> {
  readonly text: string;
}

/** Cuts a stretch out of a text. */
export function cutPieces(source: SourceFile, start: number, end: number): readonly Piece[] {
  if (start >= end) return [];
  if (source.origins === undefined) {
    return [{ text: source.text.slice(start, end), source, offset: start }];
  }
  const { origins } = source;
  const pieces: Piece[] = [];
  for (let index = findLast(origins, (origin) => origin.start <= start); index < origins.length; index += 1) {
    const origin = origins[index];
    if (origin === undefined || origin.start >= end) break;
    const from = Math.max(start, origin.start);
    const text = source.text.slice(from, Math.min(end, origins[index + 1]?.start ?? end));
    const { start: begin, offset, ...rest } = origin;
    pieces.push({ ...rest, text, offset: offset + (origin.isGenerated ? 0 : from - begin) });
  }
  return pieces;
}

/** Returns a piece that no file contains. @param offset its place in the text */
export function generatePiece(source: SourceFile, offset: number, text: string): Piece {
  const at = Math.min(offset, source.text.length - 1);
  const [place] = cutPieces(source, at, at + 1);
  return { text, source: place?.source ?? source, offset: place?.offset ?? 0, isGenerated: true };
}

/** Joins pieces into the text of a file. */
export function joinPieces(path: string, pieces: readonly Piece[]): SourceFile {
  const origins: Origin[] = [];
  let start = 0;
  let last: { readonly source: SourceFile; readonly end: number } | undefined;
  for (const { text, source, offset, isGenerated } of pieces) {
    if (text === '') continue;
    const continues = !isGenerated && last?.source === source && last.end === offset;
    if (!continues) origins.push({ start, source, offset, ...(isGenerated && { isGenerated }) });
    last = isGenerated ? undefined : { source, end: offset + text.length };
    start += text.length;
  }
  return { path, text: pieces.map(({ text }) => text).join(''), origins };
}
