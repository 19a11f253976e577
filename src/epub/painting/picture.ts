/** A page of PDF as a PNG with a palette, which takes a third of what full colors take. */
import { PDFiumLibrary } from '@hyzyla/pdfium';
import { encode } from 'fast-png';

export interface Size {
  readonly width: number;
  readonly height: number;
}

type Color = readonly [red: number, green: number, blue: number];

/** What a palette holds. */
const MOST_COLORS = 256;
/** Of deflate. The next ones take twice as long for a twentieth less. */
const LEVEL = 4;

/** @param size pixels */
export async function pictureOf(pdf: Uint8Array, size: Size): Promise<Uint8Array> {
  const library = await PDFiumLibrary.init();
  try {
    const document = await library.loadDocument(pdf);
    try {
      const { data } = await document.getPage(0).render(size);
      return pngOf(data, size);
    } finally {
      document.destroy();
    }
  } finally {
    library.destroy();
  }
}

/** @param pixels red, green, blue, and one that is not looked at */
function pngOf(pixels: Uint8Array, size: Size): Uint8Array {
  const keys = keysOf(pixels);
  const { palette, places } = paletteOf(countsOf(keys));
  const data = new Uint8Array(keys.length);
  let [known, place] = [-1, 0];
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index] ?? 0;
    if (key !== known) place = places.get(key) ?? 0;
    known = key;
    data[index] = place;
  }
  return encode({ ...size, depth: 8, channels: 1, palette, data }, { zlib: { level: LEVEL } });
}

/** Each color as one number. */
function keysOf(pixels: Uint8Array): Uint32Array {
  const keys = new Uint32Array(pixels.length / 4);
  for (let index = 0; index < keys.length; index += 1) {
    const at = index * 4;
    keys[index] = ((pixels[at] ?? 0) << 16) | ((pixels[at + 1] ?? 0) << 8) | (pixels[at + 2] ?? 0);
  }
  return keys;
}

/** Most pixels have the color of the one before: runs are counted, and not each. */
function countsOf(keys: Uint32Array): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (let start = 0, end = 0; start < keys.length; start = end) {
    const key = keys[start] ?? 0;
    while (end < keys.length && keys[end] === key) end += 1;
    counts.set(key, (counts.get(key) ?? 0) + end - start);
  }
  return counts;
}

/** The colors that there are most of; others, shades at the edge of letters, become the nearest of them. */
function paletteOf(counts: ReadonlyMap<number, number>) {
  const sorted = [...counts].sort(([one, many], [other, more]) => more - many || one - other);
  const kept = sorted.slice(0, MOST_COLORS).map(([key]) => key);
  const places = new Map(kept.map((key, place) => [key, place]));
  for (const [key] of sorted.slice(MOST_COLORS)) places.set(key, kept.indexOf(nearest(key, kept)));
  return { palette: kept.map((key) => [...colorOf(key)]), places };
}

function nearest(key: number, kept: readonly number[]): number {
  const color = colorOf(key);
  const distance = (other: number): number =>
    colorOf(other).reduce((sum, channel, index) => sum + (channel - (color[index] ?? 0)) ** 2, 0);
  return kept.reduce((best, other) => (distance(other) < distance(best) ? other : best));
}

const colorOf = (key: number): Color => [key >> 16, (key >> 8) & 255, key & 255];
