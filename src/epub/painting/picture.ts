/** A page of PDF as a PNG with a palette, which takes a third of what full colors take. */
import { PDFiumLibrary } from '@hyzyla/pdfium';
import { encode } from 'fast-png';

export interface Size {
  readonly width: number;
  readonly height: number;
}

type Color = readonly [red: number, green: number, blue: number];

/** What a palette of four bits holds: paper, ink, and the shades at the edges of letters. */
const MOST_COLORS = 16;
const BITS = 4;
/** Of deflate. The next ones take twice as long for a twentieth less. */
const LEVEL = 4;

/** @param size pixels; an even width */
export async function pictureOf(pdf: Uint8Array, size: Size): Promise<Uint8Array> {
  const document = await (await library()).loadDocument(pdf);
  try {
    const { data } = await document.getPage(0).render(size);
    return pngOf(data, size);
  } finally {
    document.destroy();
  }
}

let opened: Promise<PDFiumLibrary> | undefined;

/** Opening it takes longer than painting does: once for a build of any number of e-books. */
export function library(): Promise<PDFiumLibrary> {
  opened ??= PDFiumLibrary.init();
  return opened;
}

/** @param pixels red, green, blue, and one that is the same everywhere */
function pngOf(pixels: Uint8Array, size: Size): Uint8Array {
  const runs = runsOf(pixels);
  const { palette, places } = paletteOf(countsOf(runs));
  const data = new Uint8Array((size.width * size.height) / 2);
  let start = 0;
  for (const { color, end } of runs) {
    fill(data, start, end, places.get(color) ?? 0);
    start = end;
  }
  return encode({ ...size, depth: BITS, channels: 1, palette, data }, { zlib: { level: LEVEL } });
}

/** Pixels of one color, one after the other. */
interface PixelRun {
  /** As one number, red in its lowest byte. */
  readonly color: number;
  /** Of the first pixel after it. */
  readonly end: number;
}

/** Most pixels have the color of the one before: a cover has some thousand runs, and millions of pixels. */
function runsOf(pixels: Uint8Array): readonly PixelRun[] {
  // A view of whole numbers has to begin at one; PDFium's memory may not.
  const aligned = pixels.byteOffset % 4 === 0 ? pixels : pixels.slice();
  const colors = new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length / 4);
  const runs: PixelRun[] = [];
  for (let start = 0, end = 0; start < colors.length; start = end) {
    const color = colors[start] ?? 0;
    while (end < colors.length && colors[end] === color) end += 1;
    runs.push({ color, end });
  }
  return runs;
}

function countsOf(runs: readonly PixelRun[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  let start = 0;
  for (const { color, end } of runs) {
    counts.set(color, (counts.get(color) ?? 0) + end - start);
    start = end;
  }
  return counts;
}

/** Two pixels share a byte: the first has its upper half. */
function fill(data: Uint8Array, start: number, end: number, place: number): void {
  const [first, last] = [Math.ceil(start / 2), Math.floor(end / 2)];
  if (start % 2 === 1) data[first - 1] = (data[first - 1] ?? 0) | place;
  if (first < last) data.fill((place << BITS) | place, first, last);
  if (end % 2 === 1) data[last] = place << BITS;
}

/** The colors that there are most of; others become the nearest of them. */
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

const colorOf = (key: number): Color => [key & 255, (key >> 8) & 255, (key >> 16) & 255];
