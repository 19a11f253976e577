/** A finished file shows what Chromium printed: its text is written in fewer operators, and its fonts are slimmer. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { builtInEditions } from '../../../src/core/editions.ts';
import { openPress, type Press, printHandout } from '../../../src/print/index.ts';
import { finishRequest } from '../../../src/print/tagging/request.ts';
import { finish } from '../../../src/print/tagging/tag-pdf.ts';
import { openReader } from '../../../src/proof/pdf-pages.ts';
import { discover, readPublication } from '../../../src/read/read-publication.ts';
import { handoutBook, renderPublication } from '../../../src/render/render-publication.ts';
import { paperEdition, printBench } from '../workbench.ts';
import { lastPrint } from './last-print.ts';

const bench = printBench();
let press: Press;
beforeAll(() => {
  press = openPress({ jobs: 1, debug: false }, bench.context);
});
afterAll(() => press.close());

/** Dots to a point: 300 to the inch. */
const SCALE = 300 / 72;

/** Of each handout: one page takes as long to paint as to print. */
const PAGES = 2;

async function paintedPages(bytes: Uint8Array): Promise<readonly Uint8Array[]> {
  const reader = await openReader();
  try {
    const pages = await reader.open(bytes);
    const painted: Uint8Array[] = [];
    for (const [index, { width, height }] of pages.sizes.slice(0, PAGES).entries()) {
      const size = { width: Math.round(width * SCALE), height: Math.round(height * SCALE) };
      painted.push(Uint8Array.from(await pages.paint(index + 1, size)));
    }
    pages.close();
    return painted;
  } finally {
    await reader.close();
  }
}

/** Of 256 between black and white, those that a dot may differ by: with fewer, a glyph is not a fifteenth of a dot beside its place. */
const SHADES = 16;

function farthest(before: Uint8Array, after: Uint8Array): number {
  if (before.length !== after.length) return 256;
  let most = 0;
  for (let at = 0; at < before.length; at += 1) {
    most = Math.max(most, Math.abs((before[at] ?? 0) - (after[at] ?? 0)));
  }
  return most;
}

/** Something dark is on it. */
const isPainted = (pixels: Uint8Array): boolean => pixels.some((value) => value < 100);

// Of large print, for PDFium paints outlines of it; smaller glyphs are pictures that it puts on a whole dot or the next.
it('dot by dot', async () => {
  const [target] = await discover(['content/ketamine-and-migraine'], bench.context);
  const publication = target && (await readPublication(target, builtInEditions, bench.context));
  const rendered = publication && (await renderPublication(publication, bench.context));
  if (publication === undefined || rendered === undefined) throw new Error('no publication');
  for (const chapter of publication.chapters.slice(0, 3)) {
    const book = await handoutBook(rendered, chapter);
    const { printed } = await lastPrint(
      printHandout,
      book,
      paperEdition('handouts-large-print-uk'),
      press,
      bench.context,
    );
    const [before, after] = [
      await paintedPages(printed),
      await paintedPages(await finish(printed, finishRequest(book))),
    ];
    expect(after.length).toBe(before.length);
    for (const [page, pixels] of before.entries()) {
      const name = `${chapter.id}, page ${page + 1}`;
      expect(isPainted(pixels), name).toBe(true);
      expect(farthest(pixels, after[page] ?? pixels.subarray(0, 0)), name).toBeLessThan(SHADES);
    }
  }
}, 120_000);
