/** Prints pictures of every kind and size, and checks that they are upright, in their own proportion and colors, and not too large. */
import { crc32, deflateSync } from 'node:zlib';
import { PDFDocument, PDFName, PDFRawStream } from '@cantoo/pdf-lib';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packEpub } from '../../src/epub/write-epub.ts';
import { openPress, type Press, printHandout } from '../../src/print/index.ts';
import type { PageReader } from '../../src/proof/page-reader.ts';
import { openPdfReader } from '../../src/proof/pdf-pages.ts';
import { HANDOUTS, printBench } from '../print/workbench.ts';
import { type Color, gif, type JpegOptions, jpeg, png, type Squares, webp } from '../support/pictures.ts';
import { collectDiagnostics, readAndRender, renderHandout } from '../support/workbench.ts';

const RED: Color = [200, 30, 30];
const GREEN: Color = [20, 150, 40];
const BLUE: Color = [30, 60, 200];
const YELLOW: Color = [240, 210, 60];
/** Six squares wide, four high; another color in every corner. */
const SQUARES: Squares = [
  [RED, RED, RED, GREEN, GREEN, GREEN],
  [RED, RED, RED, GREEN, GREEN, GREEN],
  [BLUE, BLUE, BLUE, YELLOW, YELLOW, YELLOW],
  [BLUE, BLUE, BLUE, YELLOW, YELLOW, YELLOW],
];

const { context } = printBench();
let press: Press;
let reader: PageReader;
beforeAll(async () => {
  press = openPress({ jobs: 2, debug: false }, context);
  reader = await openPdfReader();
});
afterAll(async () => {
  reader.close();
  await press.close();
});

const TEXT = '# Below\n\n![A picture](picture "Its caption.")\n\nText after it.\n';

async function printed(picture: Uint8Array): Promise<Uint8Array> {
  const made = await readAndRender({ 't.md': TEXT, picture });
  return (await printHandout(await renderHandout(made, 0), HANDOUTS, press, context)).bytes;
}

interface Shown {
  /** Pixels at 144 dots per inch. */
  readonly width: number;
  readonly height: number;
  /** Of its corners: top left, top right, bottom left, bottom right. */
  readonly corners: readonly (Color | undefined)[];
}

/** Finds the area of a page that has a color, which text does not have. */
async function shownOn(pdf: Uint8Array): Promise<Shown> {
  const pages = await reader.open(pdf);
  const size = { width: 1190, height: 1684 };
  const pixels = await pages.render(1, size);
  pages.close();
  const at = (x: number, y: number): Color => {
    const [red = 0, green = 0, blue = 0] = pixels.subarray((y * size.width + x) * 4);
    return [red, green, blue];
  };
  const colored: [number, number][] = [];
  // Below the title, which has a color, too.
  for (let y = 200; y < size.height; y += 1) {
    for (let x = 0; x < size.width; x += 1) {
      const color = at(x, y);
      if (Math.max(...color) - Math.min(...color) > 60) colored.push([x, y]);
    }
  }
  const [xs, ys] = [colored.map(([x]) => x), colored.map(([, y]) => y)];
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const corners = [
    at(left + 4, top + 4),
    at(right - 4, top + 4),
    at(left + 4, bottom - 4),
    at(right - 4, bottom - 4),
  ];
  return { width: right - left + 1, height: bottom - top + 1, corners: corners.map(nearest) };
}

const nearest = (color: Color): Color | undefined =>
  [RED, GREEN, BLUE, YELLOW].find((known) =>
    known.every((value, index) => Math.abs(value - (color[index] ?? 0)) < 12),
  );

/** Exif 2.32, 4.6.4: the corners after turning, for a picture whose corners are red, green, blue, yellow. */
const TURNED: readonly (readonly [orientation: number, corners: readonly Color[]])[] = [
  [1, [RED, GREEN, BLUE, YELLOW]],
  [2, [GREEN, RED, YELLOW, BLUE]],
  [3, [YELLOW, BLUE, GREEN, RED]],
  [4, [BLUE, YELLOW, RED, GREEN]],
  [5, [RED, BLUE, GREEN, YELLOW]],
  [6, [BLUE, RED, YELLOW, GREEN]],
  [7, [YELLOW, GREEN, BLUE, RED]],
  [8, [GREEN, YELLOW, RED, BLUE]],
];

describe('photographs that their camera turned', () => {
  test.each(TURNED)('prints a photograph of Exif orientation %i upright', async (orientation, corners) => {
    const shown = await shownOn(await printed(jpeg(SQUARES, { orientation })));
    expect(shown.corners).toEqual(corners);
    const proportion = orientation >= 5 ? 4 / 6 : 6 / 4;
    expect(shown.width / shown.height).toBeCloseTo(proportion, 1);
  });

  test('gives a turned photograph its turned size in the book, and no size in the e-book', async () => {
    const picture = jpeg(SQUARES, { orientation: 6 });
    const { book } = await readAndRender({ 't.md': TEXT, picture });
    expect(book.assets.get('picture')).toMatchObject({ width: 32, height: 48 });
    const { bytes } = await packEpub(book, context);
    const document = Object.entries(unzipSync(bytes)).find(([name]) => name.endsWith('/t.xhtml'))?.[1];
    // The reading system turns the file's own picture.
    expect(/<img[^>]*>/.exec(strFromU8(document ?? new Uint8Array()))?.[0]).toMatch(
      /^<img src="[^"]*" alt="A picture" ?\/>$/,
    );
  });
});

describe('colors', () => {
  const jpegOf = (options: JpegOptions): Uint8Array => jpeg(SQUARES, options);
  test.each([
    ['PNG', png(SQUARES)],
    ['GIF', gif(SQUARES)],
    ['JPEG', jpegOf({})],
    ['JPEG in four inks', jpegOf({ cmyk: true })],
  ])('%s', async (_, picture) => {
    const shown = await shownOn(await printed(picture));
    expect(shown.corners).toEqual([RED, GREEN, BLUE, YELLOW]);
  });

  test('prints a WebP image in its own colors', async () => {
    expect((await shownOn(await printed(webp(48, 32, GREEN)))).corners).toEqual([GREEN, GREEN, GREEN, GREEN]);
  });

  test('converts CMYK images to RGB, because PDF/A allows no CMYK without an output intent', async () => {
    const pdf = await PDFDocument.load(await printed(jpegOf({ cmyk: true })));
    const spaces = pdf.context
      .enumerateIndirectObjects()
      .map(([, object]) => object)
      .filter((object) => object instanceof PDFRawStream)
      .filter(({ dict }) => dict.get(PDFName.of('Subtype')) === PDFName.of('Image'))
      .map(({ dict }) => String(dict.lookup(PDFName.of('ColorSpace'))));
    expect(spaces.length).toBeGreaterThan(0);
    expect(spaces.join()).not.toContain('CMYK');
  });
});

/** PNG, third edition: one bit a pixel, all black. */
function plainPng(width: number, height: number): Uint8Array {
  const row = Buffer.alloc(1 + Math.ceil(width / 8));
  const data = deflateSync(Buffer.alloc(row.length * height));
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', Buffer.concat([number(width), number(height), Buffer.from([1, 0, 0, 0, 0])])),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  return Buffer.concat([number(data.length), named, number(crc32(named))]);
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

describe('sizes', () => {
  test.each([
    ['one pixel', 1, 1],
    ['20,000 pixels wide', 20_000, 20],
    ['20,000 pixels high', 20, 20_000],
  ])('%s', async (_, width, height) => {
    const pdf = await PDFDocument.load(await printed(plainPng(width, height)));
    // Nothing is cut off, and nothing pushes the text to another page.
    expect(pdf.getPageCount()).toBe(1);
  });

  test.each([
    ['at the limit', 10_000, 10_000, []],
    ['above it', 20_000, 20_000, ['image-too-large t.md:3:1']],
    ['above it, one row', 100_000_001, 1, ['image-too-large t.md:3:1']],
  ])('%s', async (_name, width, height, expected) => {
    expect(await collectDiagnostics({ 't.md': TEXT, picture: plainPng(width, height) })).toEqual(expected);
  });
});
