/** Compares the pixels of a tagged file with those of Chromium's print: operators and fonts differ, the look must not. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtInEditions } from '../../../src/core/editions.ts';
import { openPress, type Press, printHandout } from '../../../src/print/index.ts';
import { buildTagRequest } from '../../../src/print/tagging/request.ts';
import { tagPdf } from '../../../src/print/tagging/tag-pdf.ts';
import { openPdfReader } from '../../../src/proof/pdf-pages.ts';
import { discover, readPublication } from '../../../src/read/read-publication.ts';
import { assembleHandout, renderPublication } from '../../../src/render/render-publication.ts';
import { paperEdition, printBench } from '../workbench.ts';
import { lastPrint } from './last-print.ts';

const bench = printBench();
let press: Press;
beforeAll(() => {
  press = openPress({ jobs: 1, debug: false }, bench.context);
});
afterAll(() => press.close());

/** Pixels per point: 300 per inch. */
const SCALE = 300 / 72;

/** Pages of each handout that are compared, because painting a page takes as long as printing it. */
const PAGES = 2;

async function paintedPages(bytes: Uint8Array): Promise<readonly Uint8Array[]> {
  const reader = await openPdfReader();
  try {
    const pages = await reader.open(bytes);
    const painted: Uint8Array[] = [];
    for (const [index, { width, height }] of pages.sizes.slice(0, PAGES).entries()) {
      const size = { width: Math.round(width * SCALE), height: Math.round(height * SCALE) };
      painted.push(Uint8Array.from(await pages.render(index + 1, size)));
    }
    pages.close();
    return painted;
  } finally {
    await reader.close();
  }
}

/** Greatest difference of a pixel, of 256 shades: below it, a glyph is displaced by less than a fifteenth of a pixel. */
const SHADES = 16;

function farthest(before: Uint8Array, after: Uint8Array): number {
  if (before.length !== after.length) return 256;
  let most = 0;
  for (let at = 0; at < before.length; at += 1) {
    most = Math.max(most, Math.abs((before[at] ?? 0) - (after[at] ?? 0)));
  }
  return most;
}

/** Returns whether a page has dark pixels. */
const isPainted = (pixels: Uint8Array): boolean => pixels.some((value) => value < 100);

// In large print, because PDFium paints its outlines; smaller glyphs are bitmaps that it moves to whole pixels.
test('tagging changes no pixel of a page', async () => {
  const [target] = await discover(['content/ketamine-and-migraine'], bench.context);
  const publication = target && (await readPublication(target, builtInEditions, bench.context));
  const rendered = publication && (await renderPublication(publication, bench.context));
  if (publication === undefined || rendered === undefined) throw new Error('no publication');
  for (const chapter of publication.chapters.slice(0, 3)) {
    const book = await assembleHandout(rendered, chapter);
    const { printed } = await lastPrint(
      printHandout,
      book,
      paperEdition('handouts-large-print-uk'),
      press,
      bench.context,
    );
    const [before, after] = [
      await paintedPages(printed),
      await paintedPages(await tagPdf(printed, buildTagRequest(book))),
    ];
    expect(after.length).toBe(before.length);
    for (const [page, pixels] of before.entries()) {
      const name = `${chapter.id}, page ${page + 1}`;
      expect(isPainted(pixels), name).toBe(true);
      expect(farthest(pixels, after[page] ?? pixels.subarray(0, 0)), name).toBeLessThan(SHADES);
    }
  }
}, 120_000);
