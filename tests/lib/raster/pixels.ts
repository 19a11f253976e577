/** Lists the pixels of a canvas, which keeps runs of them. */
import type { Canvas } from '../../../src/lib/raster/canvas.ts';

/** Returns the color index of each pixel, row by row. */
export const pixelsOf = ({ rows }: Canvas): readonly number[] =>
  rows.flatMap((row) => {
    const ends = row.filter((_value, index) => index % 2 === 1);
    return ends.flatMap((end, index) =>
      Array.from({ length: end - (ends[index - 1] ?? 0) }, () => row[index * 2] ?? 0),
    );
  });
