/** Makes the fences of listings longer where a line that is put in would end them. */
import type { SourceFile } from '../../core/source-location.ts';
import type { FoundMark } from './find-marks.ts';
import type { Fence } from './include-mark.ts';
import { measureFence } from './lines.ts';
import { generatePiece, type Piece } from './pieces.ts';

/** What is put in the place of a stretch of a text. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly pieces: readonly Piece[];
}

/** Returns the signs that the fences need. @param edits what is put in the places of the marks */
export function lengthenFences(
  source: SourceFile,
  marks: readonly FoundMark[],
  edits: readonly Edit[],
): readonly Edit[] {
  const lengths = new Map<Fence, number>();
  for (const [index, { line }] of marks.entries()) {
    if (line.place !== 'listing' || line.fence === undefined) continue;
    const text = edits[index]?.pieces.map((piece) => piece.text).join('') ?? '';
    const least = lengths.get(line.fence) ?? line.fence.length;
    lengths.set(line.fence, measureFence(text, line.fence.sign, least));
  }
  return [...lengths].flatMap(([{ sign, length, opening, closing }, needed]) =>
    needed === length
      ? []
      : [opening, ...(closing === undefined ? [] : [closing])].map((at) => ({
          ...{ start: at, end: at },
          pieces: [generatePiece(source, at, sign.repeat(needed - length))],
        })),
  );
}
