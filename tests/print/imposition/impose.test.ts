/** Unfolds an imposed booklet and compares it with the pages. */
import { PDFArray, PDFDict, PDFDocument, PDFName, PDFNumber, type PDFPage } from '@cantoo/pdf-lib';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LAYOUTS } from '../../../src/core/layouts.ts';
import { impose } from '../../../src/print/imposition/impose.ts';
import { openPress, type Press } from '../../../src/print/index.ts';
import { printBench } from '../workbench.ts';

const layout = LAYOUTS.get('booklet');
const paper = layout?.imposition;
if (layout === undefined || paper === undefined) throw new Error('there is no booklet');
const { page } = layout;

const COUNT = 6;
let press: Press;
let pages: Uint8Array;
beforeAll(async () => {
  press = openPress({ jobs: 1, debug: false }, printBench().context);
  pages = await press.print(document(COUNT));
});
afterAll(() => press.close());

/** Pages with a heading, a table, a gradient (a pattern, anchored to the page) and a link to the page after the next. */
function document(count: number): string {
  const sections = Array.from({ length: count }, (_, index) => {
    const next = ((index + 2) % count) + 1;
    return `<section><h1 id="p${index + 1}">Leaf ${index + 1}</h1><p>Words of leaf ${index + 1}. <a href="#p${next}">To ${next}</a></p>
<table><caption>Table ${index + 1}</caption><tr><th scope="col">Head</th></tr><tr><td>Cell ${index + 1}</td></tr></table>
<div class="gradient"></div></section>`;
  });
  return `<!doctype html><html lang="en"><title>Leaves</title><style>@page{size:148mm 210mm;margin:15mm}section{break-after:page}
.gradient{height:30mm;background:linear-gradient(90deg,#000,#fff);print-color-adjust:exact}</style>${sections.join('')}</html>`;
}

interface Word {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

/** Returns the texts of each page of a file, with their positions in points. */
async function words(bytes: Uint8Array): Promise<readonly (readonly Word[])[]> {
  const task = getDocument({ data: Uint8Array.from(bytes), verbosity: 0 });
  const pdf = await task.promise;
  const found: Word[][] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const { items } = await (await pdf.getPage(number)).getTextContent();
    found.push(
      items.flatMap((item) =>
        'str' in item && item.str.trim() !== ''
          ? [{ text: item.str, x: item.transform[4], y: item.transform[5] }]
          : [],
      ),
    );
  }
  await task.destroy();
  return found;
}

const join = (found: readonly Word[]): string => found.map(({ text }) => text).join(' ');

/** Cuts each side in the middle and arranges the halves in the order in which a folded booklet shows them. */
async function unfold(bytes: Uint8Array): Promise<readonly (readonly Word[])[]> {
  const middle = ((paper?.sheet.height ?? 0) * 72) / 25.4 / 2;
  const sides = await words(bytes);
  const halves = sides.map((side) => ({
    left: side.filter(({ x }) => x < middle),
    right: side.filter(({ x }) => x >= middle).map((word) => ({ ...word, x: word.x - middle })),
  }));
  const sheets = Array.from({ length: sides.length / 2 }, (_, index) => ({
    front: halves[index * 2],
    back: halves[index * 2 + 1],
  }));
  const first = sheets.flatMap(({ front, back }) => [front?.right, back?.left]);
  const second = sheets.toReversed().flatMap(({ front, back }) => [back?.right, front?.left]);
  return [...first, ...second].map((half) => half ?? []);
}

describe('impose', () => {
  test('an unfolded booklet has the pages in order, and blank pages after them', async () => {
    const { bytes, labels } = await impose(pages, page, paper, 'ltr');
    const flat = (await words(pages)).map(join);
    const unfolded = (await unfold(bytes)).map(join);
    expect(unfolded).toEqual([...flat, '', '']);
    expect(labels).toEqual(['– | 1', '2 | –', '6 | 3', '4 | 5']);
  });

  test('pages are neither scaled nor cut on their half of the sheet', async () => {
    const { bytes } = await impose(pages, page, paper, 'ltr');
    const before = (await words(pages))[0] ?? [];
    const after = (await unfold(bytes))[0] ?? [];
    for (const [index, word] of before.entries()) expect(after[index]?.x).toBeCloseTo(word.x, 1);
    const pdf = await PDFDocument.load(bytes);
    for (const sheet of pdf.getPages()) {
      expect(sheet.getWidth()).toBeCloseTo((297 * 72) / 25.4, 1);
      expect(sheet.getHeight()).toBeCloseTo((210 * 72) / 25.4, 1);
    }
  });

  test('the file tells the printer over which edge to flip, and backs are rotated accordingly', async () => {
    const rotations = async (duplex: 'long' | 'short') => {
      const { bytes } = await impose(pages, page, { ...paper, duplex }, 'ltr');
      const pdf = await PDFDocument.load(bytes);
      const preferences = pdf.catalog.lookup(PDFName.of('ViewerPreferences'), PDFDict);
      return [
        pdf.getPages().map((sheet) => sheet.getRotation().angle),
        String(preferences.get(PDFName.of('Duplex'))),
      ];
    };
    expect(await rotations('short')).toEqual([[0, 0, 0, 0], '/DuplexFlipShortEdge']);
    expect(await rotations('long')).toEqual([[0, 180, 0, 180], '/DuplexFlipLongEdge']);
  });

  test('the reading order is that of the pages', async () => {
    const { bytes } = await impose(pages, page, paper, 'ltr');
    const headings = (await readAloud(bytes)).filter((text) => text.startsWith('Leaf'));
    expect(headings).toEqual(Array.from({ length: COUNT }, (_, index) => `Leaf ${index + 1}`));
  });

  test('links lie on their text and lead to the correct half of a sheet', async () => {
    const { bytes } = await impose(pages, page, paper, 'ltr');
    const pdf = await PDFDocument.load(bytes);
    const sheets = pdf.getPages();
    const texts = await words(bytes);
    let links = 0;
    for (const [index, sheet] of sheets.entries()) {
      for (const { rect, target } of linksOf(pdf, sheet)) {
        const on = (texts[index] ?? []).find(
          ({ x, y }) =>
            x >= rect.x - 1 && x <= rect.x + rect.width && y >= rect.y - 1 && y <= rect.y + rect.height,
        );
        const number = /To (\d)/.exec(on?.text ?? '')?.[1];
        const goal = (texts[target.page] ?? []).find(
          ({ text, x, y }) =>
            text.startsWith('Leaf') && x >= target.x - 2 && x < target.x + 100 && y <= target.y + 2,
        );
        expect(goal?.text).toBe(`Leaf ${number}`);
        links += 1;
      }
    }
    expect(links).toBe(COUNT);
  });

  test('patterns move with their page', async () => {
    const matrices = async (bytes: Uint8Array) => {
      const pdf = await PDFDocument.load(bytes);
      return pdf.getPages().flatMap((sheet) => {
        const patterns = sheet.node.Resources()?.lookupMaybe(PDFName.of('Pattern'), PDFDict);
        return (patterns?.keys() ?? []).map((key) => {
          const pattern = patterns?.lookup(key);
          const dict = pattern instanceof PDFDict ? pattern : (pattern as unknown as { dict: PDFDict }).dict;
          return dict.lookup(PDFName.of('Matrix'), PDFArray).lookup(4, PDFNumber).asNumber();
        });
      });
    };
    const { bytes } = await impose(pages, page, paper, 'ltr');
    const [before = 0] = await matrices(pages);
    const after = await matrices(bytes);
    const half = (148 * 72) / 25.4;
    expect(after).toHaveLength(COUNT);
    for (const x of after) {
      const moved = x - before;
      expect(Math.min(Math.abs(moved - 421 + half), Math.abs(moved - 421))).toBeLessThan(1.5);
    }
  });

  test('one page gives one sheet, and the same pages give the same bytes', async () => {
    const single = await press.print(document(1));
    const once = await impose(single, page, paper, 'ltr');
    expect(once.labels).toEqual(['– | 1', '– | –']);
    expect(await impose(single, page, paper, 'ltr')).toEqual(once);
  });
});

interface FoundLink {
  readonly rect: { x: number; y: number; width: number; height: number };
  readonly target: { page: number; x: number; y: number };
}

function linksOf(pdf: PDFDocument, sheet: PDFPage): readonly FoundLink[] {
  const annotations = sheet.node.Annots();
  if (annotations === undefined) return [];
  const refs = pdf.getPages().map(({ ref }) => ref);
  return annotations.asArray().map((_, index) => {
    const annotation = annotations.lookup(index, PDFDict);
    const rect = annotation.lookup(PDFName.of('Rect'), PDFArray).asRectangle();
    const named = annotation.get(PDFName.of('Dest'));
    const dests = pdf.catalog.lookup(PDFName.of('Dests'), PDFDict);
    const goal =
      named instanceof PDFName
        ? dests.lookup(named, PDFArray)
        : annotation.lookup(PDFName.of('Dest'), PDFArray);
    return {
      rect,
      target: {
        page: refs.findIndex(({ objectNumber }) => goal.get(0)?.toString().startsWith(`${objectNumber} `)),
        x: goal.lookup(2, PDFNumber).asNumber(),
        y: goal.lookup(3, PDFNumber).asNumber(),
      },
    };
  });
}

/** Returns the texts of the marked content in the order of the tags. */
async function readAloud(bytes: Uint8Array): Promise<readonly string[]> {
  const task = getDocument({ data: Uint8Array.from(bytes), verbosity: 0 });
  const pdf = await task.promise;
  const found = new Map<string, string>();
  const order: string[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const sheet = await pdf.getPage(number);
    let id = '';
    for (const item of (await sheet.getTextContent({ includeMarkedContent: true })).items) {
      if ('str' in item) found.set(id, `${found.get(id) ?? ''}${item.str}`);
      else if ('id' in item && item.id) id = item.id;
    }
  }
  const root = await PDFDocument.load(bytes);
  const refs = root.getPages().map(({ ref }) => ref);
  walk(root.catalog.lookup(PDFName.of('StructTreeRoot'), PDFDict), undefined);
  await task.destroy();
  return order.map((id) => found.get(id) ?? '');

  function walk(element: PDFDict, inherited: unknown): void {
    const home = element.get(PDFName.of('Pg')) ?? inherited;
    for (const kid of kidsOf(element)) {
      if (kid instanceof PDFNumber) note(home, kid.asNumber());
      else if (kid instanceof PDFDict && kid.has(PDFName.of('MCID'))) {
        note(kid.get(PDFName.of('Pg')) ?? home, kid.lookup(PDFName.of('MCID'), PDFNumber).asNumber());
      } else if (kid instanceof PDFDict && kid.has(PDFName.of('S'))) walk(kid, home);
    }
  }

  function note(page: unknown, mark: number): void {
    const ref = refs.find((one) => one === page);
    order.push(`p${ref?.objectNumber}R_mc${mark}`);
  }
}

function kidsOf(element: PDFDict): readonly unknown[] {
  const kids = element.lookup(PDFName.of('K'));
  return kids instanceof PDFArray ? kids.asArray().map((_, at) => kids.lookup(at)) : [kids];
}
