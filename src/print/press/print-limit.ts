/** How long printing a document may take. */
import type { Asset } from '../../core/model/asset.ts';

/** Milliseconds that every document has: a short one takes a tenth of a second. */
const BASE = 8_000;
/** Milliseconds for each character of text, markup and styles, several times what was measured. */
const PER_CHARACTER = 1 / 10;
/** Milliseconds for each character of fonts and images that stand in the document (`data:`). */
const PER_CHARACTER_OF_DATA = 1 / 1000;
/** Milliseconds for a drawing that costs as much as one may, several times what was measured. */
const DRAWING = 60_000;
/** Milliseconds for each pixel of an image: 81 million took 22 seconds. */
const PER_PIXEL = 1 / 1000;

/**
 * Returns milliseconds, whole seconds of them: about 12 seconds for a page or two, more for what is longer. A second attempt has half of it.
 * @param html a whole document
 */
export function printLimit(html: string): number {
  let data = 0;
  for (let at = html.indexOf('data:'); at >= 0; at = html.indexOf('data:', at + 5)) {
    data += lengthOfData(html, at);
  }
  const needed = BASE + (html.length - data) * PER_CHARACTER + data * PER_CHARACTER_OF_DATA;
  return Math.ceil(needed / 1000) * 1000;
}

/** Addresses of data are in base64; other text that begins like one has no long stretch of its letters. */
function lengthOfData(html: string, from: number): number {
  DATA.lastIndex = from;
  return DATA.exec(html)?.[0].length ?? 0;
}

const DATA = /data:[\w/+.;=-]*,[A-Za-z0-9+/=]*/y;

/**
 * Returns what images need beyond what their length in the document says.
 * @returns milliseconds
 */
export function imageAllowance(images: readonly Pick<Asset, 'drawing' | 'width' | 'height'>[]): number {
  const needed = images.map(({ drawing, width, height }) =>
    drawing === undefined ? width * height * PER_PIXEL : drawing.share * DRAWING,
  );
  return Math.ceil(needed.reduce((sum, time) => sum + time, 0) / 1000) * 1000;
}
