/** Computes how long printing a document may take. */
import type { Asset } from '../../core/model/asset.ts';

/** Milliseconds for every document; a short one takes a tenth of a second. */
const BASE_TIME = 8_000;
/** Milliseconds for each character of text, markup and styles: several times the measured time. */
const PER_CHARACTER = 1 / 10;
/** Milliseconds for each character of fonts and images embedded as `data:` URLs. */
const PER_CHARACTER_OF_DATA = 1 / 1000;
/** Milliseconds for a drawing of the maximum allowed cost: several times the measured time. */
const PER_DRAWING = 60_000;
/** Milliseconds for each pixel of an image: 81 million took 22 seconds. */
const PER_PIXEL = 1 / 1000;

/**
 * Returns the time limit in milliseconds, rounded up to whole seconds: about 12 seconds for a page or two, more for
 * longer documents. A second attempt has half of it.
 * @param html a complete document
 */
export function computePrintLimit(html: string): number {
  let data = 0;
  for (let at = html.indexOf('data:'); at >= 0; at = html.indexOf('data:', at + 5)) {
    data += measureData(html, at);
  }
  const needed = BASE_TIME + (html.length - data) * PER_CHARACTER + data * PER_CHARACTER_OF_DATA;
  return Math.ceil(needed / 1000) * 1000;
}

/** Returns the length of the `data:` URL at an offset. Other text that starts like one has no long run of base64. */
function measureData(html: string, from: number): number {
  DATA.lastIndex = from;
  return DATA.exec(html)?.[0].length ?? 0;
}

const DATA = /data:[\w/+.;=-]*,[A-Za-z0-9+/=]*/y;

/** Returns the milliseconds that images need in addition to the limit for the document's length. */
export function computeImageAllowance(
  images: readonly Pick<Asset, 'drawing' | 'width' | 'height'>[],
): number {
  const needed = images.map(({ drawing, width, height }) =>
    drawing === undefined ? width * height * PER_PIXEL : drawing.costShare * PER_DRAWING,
  );
  return Math.ceil(needed.reduce((sum, time) => sum + time, 0) / 1000) * 1000;
}
