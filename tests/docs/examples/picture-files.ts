/** Compares the pictures of examples with the files in docs/pictures/examples. */
import { fileURLToPath } from 'node:url';
import { decode } from 'fast-png';
import type { Bitmap } from '../../../src/proof/bitmap.ts';

export const PICTURES = fileURLToPath(new URL('../../../docs/pictures/examples', import.meta.url));

/** Part of the pixels that may differ: fewer than those of a word. */
const MOST_OTHER = 0.0005;
/** Difference of a channel from which on a pixel is another one. */
const OTHER = 64;

/** Returns whether a PNG file of one or three channels shows the picture. */
export function isSamePicture(png: Uint8Array, { width, height, pixels }: Bitmap): boolean {
  const file = decode(png);
  if (file.width !== width || file.height !== height) return false;
  let others = 0;
  for (let index = 0; index < width * height; index += 1) {
    for (let channel = 0; channel < 3; channel += 1) {
      const shown = file.data[index * file.channels + (file.channels === 1 ? 0 : channel)] ?? 0;
      if (Math.abs(shown - (pixels[index * 3 + channel] ?? 0)) >= OTHER) {
        others += 1;
        break;
      }
    }
  }
  return others <= width * height * MOST_OTHER;
}
