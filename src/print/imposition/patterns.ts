/** Moves patterns: a pattern is anchored to the page and does not move with the content (ISO 32000-1, 8.7.3.1). */
import { type Dict, type Reference, Stream, type Value } from '../../lib/pdf/objects.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';
import type { Placement } from './placement.ts';

/** Returns a copy of a pattern for content that has moved. */
export function movePattern(file: PdfFile, value: Value, placement: Pick<Placement, 'x' | 'y'>): Reference {
  const pattern = file.get(value);
  const own = pattern instanceof Stream ? pattern.dict : file.dict(value);
  const moved: Dict = new Map(own).set('Matrix', shiftMatrix(file.list(own.get('Matrix')), placement));
  return file.add(pattern instanceof Stream ? new Stream(moved, pattern.data) : moved);
}

function shiftMatrix(matrix: readonly Value[], { x, y }: Pick<Placement, 'x' | 'y'>): Value[] {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = matrix.map(Number);
  return [a, b, c, d, e + x, f + y];
}
