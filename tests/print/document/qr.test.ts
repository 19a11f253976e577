/** Tests QR codes by decoding the pixels of the printed page. */
import jsQR from 'jsqr';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createQrCode } from '../../../src/print/document/qr.ts';
import { openPress, type Press, printHandout } from '../../../src/print/index.ts';
import type { DocumentPages } from '../../../src/proof/page-reader.ts';
import { openPdfReader } from '../../../src/proof/pdf-pages.ts';
import { readAndRender, renderHandout } from '../../support/workbench.ts';
import { HANDOUTS, paperEdition, printBench } from '../workbench.ts';

const ADDRESSES = [
  'https://example.org/help/with-migraine',
  'tel:+1-555-0100',
  'https://example.org/search?with=a&query=that&is=long&and=needs&a=code&of=many&more=modules',
];
const TEXT = `# Codes\n\n${ADDRESSES.map((address, index) => `Read [text ${index}](<${address}>).`).join('\n\n')}\n`;

/** Pixels in a millimetre. */
const SCALE = 8;
const MM_PER_POINT = 25.4 / 72;

interface Picture {
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
}

async function paint(pages: DocumentPages, number: number): Promise<Picture> {
  const { width: across = 0, height: down = 0 } = pages.sizes[number - 1] ?? {};
  const [width, height] = [across, down].map((side) => Math.round(side * MM_PER_POINT * SCALE));
  if (!width || !height) throw new Error(`there is no page ${number}`);
  const pixels = new Uint8ClampedArray(await pages.render(number, { width, height }));
  return { pixels, width, height };
}

interface Found {
  readonly text: string;
  /** Of the code itself, without its quiet zone, in millimetres. */
  readonly width: number;
  /** Whether nothing dark stands in the quiet zone. */
  readonly quiet: boolean;
}

/** Higher than any line of text. Millimetres. */
const HIGH = 15;

/** Each stands in a row of its own, and one reader finds one code. */
function codesIn(picture: Picture): readonly Found[] {
  return bandsOf(picture).flatMap((band) => {
    const code = read(band);
    if (code === null) return [];
    const { topLeftCorner: from, bottomRightCorner: to } = code.location;
    const width = to.x - from.x;
    const module = width / (17 + 4 * code.version);
    const around = 3.5 * module;
    const square = { x: from.x - around, y: from.y - around, width: width + 2 * around };
    return [{ text: code.data, width: width / SCALE, quiet: !hasDark(band, square, module) }];
  });
}

/** Strips of the page with something high in them, and 5 mm of what is above and below. */
function bandsOf({ pixels, width, height }: Picture): readonly Picture[] {
  const bands: Picture[] = [];
  const isBlank = (y: number): boolean =>
    pixels
      .subarray(4 * y * width, 4 * (y + 1) * width)
      .every((value, index) => index % 4 === 3 || value > 127);
  let start = 0;
  for (let y = 0; y <= height; y += 1) {
    if (y < height && !isBlank(y)) continue;
    if (y - start > HIGH * SCALE) {
      const [from, to] = [Math.max(0, start - 5 * SCALE), Math.min(height, y + 5 * SCALE)];
      bands.push({ pixels: pixels.slice(4 * from * width, 4 * to * width), width, height: to - from });
    }
    start = y + 1;
  }
  return bands;
}

const read = ({ pixels, width, height }: Picture) =>
  jsQR.default(pixels, width, height, { inversionAttempts: 'dontInvert' });

interface Square {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** Whether there is ink in the frame of a square, as wide as three modules. */
function hasDark({ pixels, width }: Picture, square: Square, module: number): boolean {
  for (let y = Math.ceil(square.y); y < square.y + square.width; y += 1) {
    for (let x = Math.ceil(square.x); x < square.x + square.width; x += 1) {
      const [left, top] = [x - square.x, y - square.y];
      const depth = Math.min(left, top, square.width - left, square.width - top);
      if (depth < 3 * module && (pixels[4 * (y * width + x)] ?? 255) < 128) return true;
    }
  }
  return false;
}

const { context } = printBench();
let press: Press;
beforeAll(() => {
  press = openPress({ jobs: 1, debug: false }, context);
});
afterAll(() => press.close());

describe.each(['handouts-a4', 'handouts-large-print-uk'])('the QR codes of %s', (name) => {
  let found: Found[] = [];
  beforeAll(async () => {
    const book = await renderHandout(await readAndRender({ 'codes.md': TEXT }), 0);
    const { bytes } = await printHandout(book, { ...paperEdition(name), links: 'qr' }, press, context);
    const reader = await openPdfReader();
    const pages = await reader.open(bytes);
    found = [];
    for (let page = 1; page <= pages.sizes.length; page += 1)
      found.push(...codesIn(await paint(pages, page)));
    pages.close();
    reader.close();
  });

  test('printed QR codes contain the addresses', () => {
    expect(found.map(({ text }) => text).sort()).toEqual([...ADDRESSES].sort());
  });

  test('printed QR codes are at least 20 mm wide and have a quiet zone', () => {
    for (const { text, width, quiet } of found) {
      expect(width, text).toBeGreaterThan(19.8);
      expect(quiet, text).toBe(true);
    }
  });
});

describe('createQrCode', () => {
  test('a QR code is an image with an accessible name', () => {
    expect(createQrCode('https://example.org', 'A code')?.properties).toMatchObject({
      role: 'img',
      ariaLabel: 'A code',
    });
  });

  test('the same address gives the same QR code', () => {
    expect(createQrCode('https://example.org', '')).toEqual(createQrCode('https://example.org', ''));
  });

  test('an address that is too long gets no QR code', () => {
    expect(createQrCode(`https://example.org/${'x'.repeat(5000)}`, '')).toBeUndefined();
  });
});

test('an edition that prints addresses has no QR codes', async () => {
  const book = await renderHandout(await readAndRender({ 'codes.md': TEXT }), 0);
  const { bytes } = await printHandout(book, HANDOUTS, press, context);
  const reader = await openPdfReader();
  const pages = await reader.open(bytes);
  expect(codesIn(await paint(pages, 1))).toEqual([]);
  pages.close();
  reader.close();
});
