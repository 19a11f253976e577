/** Proofs of PDFs with known page content. */
import { PDFDocument, rgb } from '@cantoo/pdf-lib';
import { type DecodedPng, decode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import { builtInEditions } from '../../src/core/editions.ts';
import type { Artifact } from '../../src/core/model/artifact.ts';
import type { Edition } from '../../src/core/model/edition.ts';
import { arrangeSheets, type Cell, type Facing, NUMBER_HEIGHT } from '../../src/proof/arrange.ts';
import { createBitmap } from '../../src/proof/bitmap.ts';
import { drawLabel } from '../../src/proof/bitmap-digits.ts';
import { openPdfReader } from '../../src/proof/pdf-pages.ts';
import { openProofPress } from '../../src/proof/proof-press.ts';
import { printBench } from '../print/workbench.ts';
import { formatDiagnostics, memoryHost, openWorkbench } from '../support/workbench.ts';

const [WIDTH, HEIGHT] = [420, 595];

/** Creates a PDF with a page for each color: a square of it in the middle of white. */
async function pdfOf(colors: readonly (readonly [number, number, number])[]): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  for (const [red, green, blue] of colors) {
    const page = document.addPage([WIDTH, HEIGHT]);
    const color = rgb(red / 255, green / 255, blue / 255);
    page.drawRectangle({ x: WIDTH / 2 - 50, y: HEIGHT / 2 - 50, width: 100, height: 100, color });
  }
  return document.save();
}

const COLORS = Array.from({ length: 60 }, (_, index) => [(index * 37) % 256, index * 4, 128] as const);

function edition(name: string): Edition {
  const [found] = builtInEditions.find(name);
  if (found === undefined) throw new Error(`There is no edition ${name}.`);
  return found;
}

const pdf = (path: string, bytes: Uint8Array): Artifact => ({
  path,
  edition: 'book-a5',
  mediaType: 'application/pdf',
  bytes,
});

async function pull(artifacts: readonly Artifact[], name = 'book-a5', direction: 'ltr' | 'rtl' = 'ltr') {
  const { context, diagnostics } = printBench();
  const press = openProofPress(context);
  const proofs = await press.createProofs({ edition: edition(name), artifacts, direction });
  await press.close();
  return { proofs, diagnostics };
}

const pixel = ({ data, width, channels }: DecodedPng, x: number, y: number): readonly number[] =>
  [...data.subarray((y * width + x) * channels, (y * width + x) * channels + channels)].slice(0, 3);

/** Returns the pixels of the label under a page, below its frame. */
function below(png: DecodedPng, { x, y, width, height }: Cell): Buffer {
  const rows = Array.from({ length: NUMBER_HEIGHT - 1 }, (_, row) => {
    const start = ((y + height + 1 + row) * png.width + x) * 3;
    return png.data.subarray(start, start + width * 3);
  });
  return Buffer.concat(rows.map((row) => Buffer.from(row)));
}

/** Returns the expected label: the number in the middle of the background. */
function numbered({ page, width }: Cell): Buffer {
  const picture = createBitmap({ width, height: NUMBER_HEIGHT - 1 }, 0xcc);
  drawLabel(picture, String(page), width / 2, 4, 0x22);
  return Buffer.from(picture.pixels);
}

/** Expects of each cell: white corners, its color in the middle, a frame around it, and its number below. */
function expectPages(sheets: readonly Uint8Array[], facing: Facing, colors = COLORS): void {
  const pages = colors.map(() => ({ width: WIDTH, height: HEIGHT }));
  const arranged = arrangeSheets(pages, facing);
  expect(sheets).toHaveLength(arranged.length);
  for (const [index, { cells, width, height }] of arranged.entries()) {
    const png = decode(sheets[index] ?? new Uint8Array(), { checkCrc: true });
    expect(png).toMatchObject({ width, height, channels: 3 });
    for (const cell of cells) {
      const [right, bottom] = [cell.x + cell.width - 1, cell.y + cell.height - 1];
      const middle = [cell.x + Math.round(cell.width / 2), cell.y + Math.round(cell.height / 2)] as const;
      expect(pixel(png, ...middle), `page ${cell.page}`).toEqual(colors[cell.page - 1]);
      expect(pixel(png, cell.x, cell.y)).toEqual([255, 255, 255]);
      expect(pixel(png, right, bottom)).toEqual([255, 255, 255]);
      expect(pixel(png, cell.x - 1, cell.y - 1)).toEqual([0x66, 0x66, 0x66]);
      expect(pixel(png, right + 1, bottom + 1)).toEqual([0x66, 0x66, 0x66]);
      expect(below(png, cell), `number of page ${cell.page}`).toEqual(numbered(cell));
    }
  }
}

/** Counts the white runs in a row of pixels, which is the number of pages beside each other. */
function whiteRuns(png: DecodedPng, y: number): number {
  const white = Array.from({ length: png.width }, (_, x) => pixel(png, x, y).every((value) => value === 255));
  return white.filter((is, x) => is && !white[x - 1]).length;
}

describe('a proof', () => {
  test('a proof shows every page of a book at its position, and continues on a second sheet', async () => {
    const { proofs, diagnostics } = await pull([pdf('b/b-book-a5.pdf', await pdfOf(COLORS))]);
    expect(diagnostics).toEqual([]);
    expect(proofs.map(({ path }) => path)).toEqual(['b/b-book-a5.proof.png', 'b/b-book-a5.proof-2.png']);
    expect(proofs.every((proof) => proof.edition === 'book-a5' && proof.mediaType === 'image/png')).toBe(
      true,
    );
    expectPages(
      proofs.map(({ bytes }) => bytes),
      'ltr',
    );
  });

  test.each([
    ['book-a5', 'rtl', 'rtl'],
    ['handouts-a5', 'ltr', 'none'],
    ['book-booklet', 'ltr', 'none'],
  ] as const)('the proof of %s with direction %s has facing %s', async (name, direction, facing) => {
    const few = COLORS.slice(0, 12);
    const { proofs } = await pull([pdf('b/b.pdf', await pdfOf(few))], name, direction);
    expectPages(
      proofs.map(({ bytes }) => bytes),
      facing,
      few,
    );
  });

  test('a proof has as many cells as the file has pages, counted on the picture', async () => {
    const { proofs } = await pull([pdf('b/b.pdf', await pdfOf(COLORS.slice(0, 4)))]);
    const png = decode(proofs[0]?.bytes ?? new Uint8Array());
    // Page 1; pages 2 and 3; page 4.
    expect(whiteRuns(png, 60)).toBe(4);
  });

  test('two proof presses create the same bytes', async () => {
    const artifacts = [
      pdf('b/b.pdf', await pdfOf(COLORS.slice(0, 9))),
      pdf('b/c.pdf', await pdfOf(COLORS.slice(3, 7))),
    ];
    const [one, two] = [await pull(artifacts), await pull(artifacts.toReversed())];
    expect(one.proofs).toHaveLength(2);
    for (const { path, bytes } of one.proofs) {
      const again = two.proofs.find((proof) => proof.path === path);
      expect(Buffer.from(bytes).equals(again?.bytes ?? new Uint8Array()), path).toBe(true);
    }
  });
});

describe('files without a proof', () => {
  test('a file that cannot be read gets a warning, and the next one its proof', async () => {
    const whole = await pdfOf(COLORS.slice(0, 2));
    const artifacts = [pdf('b/one.pdf', whole.slice(0, 200)), pdf('b/two.pdf', whole)];
    const { proofs, diagnostics } = await pull(artifacts, 'handouts-a5');
    expect(proofs.map(({ path }) => path)).toEqual(['b/two.proof.png']);
    expect(formatDiagnostics(diagnostics)).toEqual(['proof-failed']);
    expect(diagnostics[0]?.severity).toBe('warning');
    expect(diagnostics[0]?.message).toContain('`b/one.pdf`');
  });

  test('PDFium is started again for the next file after it failed to start', async () => {
    let starts = 0;
    const { context, diagnostics } = openWorkbench(memoryHost({}));
    const start = async () => {
      starts += 1;
      if (starts === 1) throw new Error('no memory');
      return openPdfReader();
    };
    const press = openProofPress(context, {}, { 'application/pdf': start, 'application/epub+zip': start });
    const artifacts = [
      pdf('b/one.pdf', await pdfOf(COLORS.slice(0, 1))),
      pdf('b/two.pdf', await pdfOf(COLORS.slice(1, 2))),
    ];
    const proofs = await press.createProofs({ edition: edition('handouts-a5'), artifacts, direction: 'ltr' });
    await press.close();
    expect(proofs.map(({ path }) => path)).toEqual(['b/two.proof.png']);
    expect(diagnostics).toMatchObject([{ code: 'proof-failed' }]);
  });

  test('createProofs rejects without a diagnostic after an abort', async () => {
    const controller = new AbortController();
    const { context, diagnostics } = printBench(controller.signal);
    const press = openProofPress(context);
    const artifacts = [pdf('b/b.pdf', await pdfOf(COLORS))];
    const pulling = press.createProofs({ edition: edition('book-a5'), artifacts, direction: 'ltr' });
    setTimeout(() => controller.abort(), 1);
    await expect(pulling).rejects.toMatchObject({ name: 'AbortError' });
    await press.close();
    expect(diagnostics).toEqual([]);
  });
});
