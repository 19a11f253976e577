/** Prints handouts with Chromium and reads the files back. */
import { PDFDocument } from '@cantoo/pdf-lib';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Book } from '../../src/core/model/book.ts';
import { openPress, type Press, printHandout } from '../../src/print/index.ts';
import { checkPdf, pageTexts } from '../conformance/pdf.ts';
import { sampleHandout, sampleSection } from '../support/sample-book.ts';
import { allTags, tagsOf } from './tagging/reader.ts';
import { HANDOUTS, LETTER, paperEdition, printBench } from './workbench.ts';

const bench = printBench();
let press: Press;
beforeAll(() => {
  press = openPress({ jobs: 2, debug: false }, bench.context);
});
afterAll(() => press.close());

const print = (book: Book, edition: Parameters<typeof printHandout>[1] = HANDOUTS) =>
  printHandout(book, edition, press, bench.context);

describe('a handout', () => {
  test('a printed handout is a complete and accessible file', async () => {
    const { bytes, pages } = await print(sampleHandout());
    expect(await checkPdf(bytes)).toEqual([]);
    expect(pages).toBe((await pageTexts(bytes)).length);
  });

  test('a handout has the name of its chapter, or of its single file', async () => {
    expect(await print(sampleHandout())).toMatchObject({ path: 'sample/handouts-a4/what-is-migraine.pdf' });
    expect(await print(sampleHandout({ form: 'file' }), LETTER)).toMatchObject({
      path: 'sample/sample-letter.pdf',
      edition: 'handouts-letter',
    });
  });

  test('a font that only the margins use is embedded, and no font of the system', async () => {
    const typefaces = { text: 'Source Serif 4', headings: 'Arimo' };
    const handout = sampleHandout({ sections: [sampleSection('<h1 id="a">A</h1><p>Words.</p>')] });
    const { bytes } = await print(handout, { ...HANDOUTS, typefaces });
    const objects = (await PDFDocument.load(bytes)).context.enumerateIndirectObjects();
    const names = objects.flatMap(
      ([, object]) => /\/BaseFont \/[A-Z]{6}\+(\S+)/.exec(String(object))?.[1] ?? [],
    );
    expect(names).toContain('Arimo-Regular');
    expect(names.filter((name) => !/^(?:Arimo|SourceSerif4|Atkinson)/.test(name))).toEqual([]);
  });

  test('a handout has the page size of its edition', async () => {
    const letter = await print(sampleHandout(), LETTER);
    const [page] = (await PDFDocument.load(letter.bytes)).getPages();
    expect(page?.getWidth()).toBeCloseTo(612, 0);
    expect(page?.getHeight()).toBeCloseTo(792, 0);
  });

  test('a handout has its title and the count of pages on each page', async () => {
    const { bytes } = await print(sampleHandout());
    const texts = await pageTexts(bytes);
    for (const [index, text] of texts.entries()) {
      expect(text).toContain('Draft: not clinically reviewed');
      expect(text.replaceAll('\u00A0', ' ')).toContain(
        'Migraine & you: "what <we> know" · Version 1.2 · Review due May 22, 2027',
      );
      expect(text).toContain(`${index + 1} / ${texts.length}`);
    }
    expect(texts.at(-1)).toMatch(
      /Sources[\s\S]*Schwenk[\s\S]*Written by[\s\S]*No clinician has reviewed it yet/,
    );
  });

  test('a handout has one title, and the heading of its sources is one level lower', async () => {
    const pdf = await PDFDocument.load((await print(sampleHandout())).bytes);
    const headings = allTags(tagsOf(pdf)).flatMap(({ type }) => (/^H[1-6]$/.test(type) ? [type] : []));
    expect(headings.filter((tag) => tag === 'H1')).toHaveLength(1);
    expect(headings[0]).toBe('H1');
  });
});

describe('the space in a handout', () => {
  const words = (paragraphs: number) =>
    sampleHandout({ sections: [sampleSection(`<h1 id="a">A</h1>${'<p>Words.</p>'.repeat(paragraphs)}`)] });

  test('a handout gets close spacing only if this saves a page', async () => {
    const distances = async (paragraphs: number) => {
      const { bytes, pages } = await print(words(paragraphs));
      const task = getDocument({ data: Uint8Array.from(bytes), verbosity: 0 });
      const { items } = await (await (await task.promise).getPage(1)).getTextContent();
      const heights = items.flatMap((item) =>
        'str' in item && item.str === 'Words.' ? [item.transform[5]] : [],
      );
      await task.destroy();
      return { pages, distance: heights[0] - heights[1] };
    };
    const seen = await Promise.all([20, 22, 24, 26, 27, 28, 29, 30, 32].map(distances));
    const roomy = Math.max(...seen.map(({ distance }) => distance));
    expect(seen.map(({ pages }) => pages)).toContain(1);
    expect(seen.map(({ pages }) => pages)).toContain(2);
    const close = seen.filter(({ distance }) => distance < roomy - 1);
    expect(close.length).toBeGreaterThan(0);
    expect(new Set(close.map(({ pages }) => pages))).toEqual(new Set([1]));
  });

  test('close spacing is tried on small pages, and never in large print', async () => {
    const prints = async (name: string, paragraphs: number) => {
      const seen = new Set<string>();
      const looking: Press = {
        ...press,
        print: (html) =>
          press.print(html).finally(() => seen.add(/class="handout (\w+)"/.exec(html)?.[1] ?? '')),
      };
      const { pages } = await printHandout(words(paragraphs), paperEdition(name), looking, bench.context);
      return { pages, spacings: [...seen] };
    };
    const small = await Promise.all([14, 15, 16, 17, 18, 19].map((count) => prints('handouts-a5', count)));
    expect(small.some(({ pages, spacings }) => pages === 1 && spacings.includes('close'))).toBe(true);
    const large = await Promise.all([11, 12, 13].map((count) => prints('handouts-large-print-uk', count)));
    expect(large.some(({ pages }) => (pages ?? 0) > 1)).toBe(true);
    expect(large.flatMap(({ spacings }) => spacings)).not.toContain('close');
  });

  test('close spacing is tried only if it may save a page', async () => {
    const prints = async (book: Book) => {
      let count = 0;
      const counting: Press = { ...press, print: (html) => press.print(html).finally(() => (count += 1)) };
      const { pages } = await printHandout(book, HANDOUTS, counting, bench.context);
      return { pages, prints: count };
    };
    expect(await prints(words(10))).toEqual({ pages: 1, prints: 1 });
    expect(await prints(words(34))).toEqual({ pages: 2, prints: 2 });
    expect(await prints(words(50))).toEqual({ pages: 2, prints: 1 });
    // A page has room at its foot where what comes next keeps together.
    const kept = `<section class="box box-action"><ol>${'<li><p>Words.</p></li>'.repeat(12)}</ol></section>`;
    const book = sampleHandout({
      sections: [sampleSection(`<h1 id="a">A</h1>${'<p>Words.</p>'.repeat(23)}${kept}`)],
    });
    expect(await prints(book)).toEqual({ pages: 2, prints: 2 });
  });
});

describe('the length of a handout', () => {
  const long = (paragraphs: number) =>
    sampleHandout({
      sections: [sampleSection(`<h1 id="long">Long</h1>${'<p>Words.</p>'.repeat(paragraphs)}`)],
    });
  const complaints = () => bench.diagnostics.filter(({ code }) => code === 'handout-too-long');

  test('a handout that fits on its sheets is not reported', async () => {
    const { pages } = await print(long(40));
    expect(pages).toBe(2);
    expect(complaints()).toEqual([]);
  });

  test('a handout that needs another sheet is reported at its chapter', async () => {
    const { bytes, pages = 0 } = await print(long(90));
    expect(pages).toBeGreaterThan(2);
    const [complaint] = complaints();
    expect(complaint?.place).toEqual({ file: 'content/sample/01-long.md', line: 1, column: 1 });
    const start = `\`handouts-a4\`: the handout takes ${pages} pages; one sheet has 2. `;
    expect(complaint?.message.startsWith(start)).toBe(true);
    const lines = (await pageTexts(bytes)).slice(2).join('\n').split('\n');
    const told = Number(/It is (\d+) lines over/.exec(complaint?.message ?? '')?.[1]);
    // The foot and the head of each page are lines of the page, and none of the text.
    expect(told).toBeGreaterThan(lines.length * 0.8);
    expect(told).toBeLessThanOrEqual(lines.length);
  });
});
