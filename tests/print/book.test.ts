/** Prints books with Chromium and reads the files back. */
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Artifact } from '../../src/core/model/artifact.ts';
import type { Book } from '../../src/core/model/book.ts';
import { openPress, type Press, printBook } from '../../src/print/index.ts';
import { checkPdf, pageTexts } from '../conformance/pdf.ts';
import { sampleBook, sampleSection } from '../support/sample-book.ts';
import { BOOK, printBench } from './workbench.ts';

const { context, diagnostics } = printBench();
let press: Press;
beforeAll(() => {
  press = openPress({ jobs: 2, debug: false }, context);
});
afterAll(() => press.close());

const print = (book: Book) => printBook(book, BOOK, press, context);
const onOneLine = (text: string) => text.replace(/\s+/g, ' ');

/** Chapters of very different lengths, so that a wrong number shows. */
function longBook(): Book {
  const lengths = [3, 90, 1, 40, 12];
  const sections = lengths.map((paragraphs, index) => {
    const id = `part-${index + 1}`;
    const text = '<p>Words that fill the page, one after another, until there is no more room for them.</p>';
    const body = `${text.repeat(paragraphs)}<h2 id="${id}--end">End of ${id}</h2>${text}`;
    return sampleSection(`<h1 id="${id}">Chapter ${id}</h1>${body}`);
  });
  return sampleBook({ sections, metadata: { title: 'Long', subtitle: 'Short', version: 'one' } });
}

describe('a printed book', () => {
  let sample: Artifact;
  let texts: readonly string[] = [];
  beforeAll(async () => {
    sample = await print(sampleBook());
    texts = await pageTexts(sample.bytes);
  });

  test('a printed book is a complete and accessible file with the expected name', async () => {
    expect(sample).toMatchObject({
      path: 'sample/sample-book-a4.pdf',
      edition: 'book-a4',
      mediaType: 'application/pdf',
      pages: texts.length,
    });
    expect(await checkPdf(sample.bytes)).toEqual([]);
  });

  test('a draft of a book has the draft mark on every page and on the cover', () => {
    const printed = texts.filter((text) => text.trim() !== '');
    // Only the back of the contents is blank.
    expect(printed).toHaveLength(texts.length - 1);
    for (const text of printed) expect(text).toContain('Draft: not clinically reviewed');
  });

  test('a published book has no draft mark', async () => {
    const published = await print(sampleBook({ draftMark: null, metadata: { status: 'published' } }));
    expect((await pageTexts(published.bytes)).join()).not.toMatch(/draft/i);
  });

  test('a book prints special characters of titles unchanged in the head, the foot and on the cover', () => {
    const title = 'Migraine & you: "what <we> know"';
    expect(onOneLine(texts[0] ?? '')).toContain(title);
    expect(texts[5]?.split(title)).toHaveLength(3);
  });

  test('a book has a running head on every page of a chapter except its first page', async () => {
    const pages = await pageTexts((await print(longBook())).bytes);
    const first = pages.findIndex((text) => text.includes('Chapter part-2') && !text.includes('Contents'));
    expect(pages[first]?.split('Chapter part-2')).toHaveLength(2);
    const heads = pages.slice(first + 1, first + 5).map((text) => /Chapter part-2/.test(text));
    const books = pages.slice(first + 1, first + 5).map((text) => text.split('Long').length - 1);
    // The chapter's title on the right, the book's on the left; the foot has the book's title on both.
    expect(new Set([heads.join(), books.join()])).toEqual(
      new Set(first % 2 === 0 ? ['false,true,false,true', '2,1,2,1'] : ['true,false,true,false', '1,2,1,2']),
    );
  });

  test('a printed book keeps the reading order, ligatures and quotation marks', () => {
    const chapter = onOneLine(texts.slice(4).join(' '));
    const order = [
      'Key points',
      'Migraine is more than “just a headache.”',
      'An efficient office workflow may be difficult then; the affliction passes',
      'Cell A',
      'Figure 1. How the gate is thought to close.',
      'Signs, one by one',
      'Get urgent help',
      'Sources',
    ].map((words) => chapter.indexOf(words));
    expect(order).not.toContain(-1);
    expect(order).toEqual([...order].sort((one, other) => one - other));
  });

  test('a book names its authors and states that no one has reviewed it', () => {
    const imprint = onOneLine(texts[1] ?? '');
    for (const words of [
      'Bo Åkesson',
      'no one yet',
      'November 22, 2026',
      'May 22, 2027',
      'CC BY 4.0',
      'urn:uuid:7f3c',
    ]) {
      expect(imprint).toContain(words);
    }
    expect(imprint).toContain('No clinician has reviewed it yet');
  });

  test('a printed book has a glyph for every character', () => {
    expect(diagnostics).toEqual([]);
  });
});

describe('the contents', () => {
  test('the outline of a book has the entries and the levels of its contents', async () => {
    const task = getDocument({ data: Uint8Array.from((await print(longBook())).bytes), verbosity: 0 });
    const outline = await (await task.promise).getOutline();
    expect(outline.map(({ title, items }) => [title, items.length])).toEqual([
      ['About this publication', 0],
      ['Contents', 0],
      ['Chapter part-1', 1],
      ['Chapter part-2', 1],
      ['Chapter part-3', 1],
      ['Chapter part-4', 1],
      ['Chapter part-5', 1],
    ]);
    await task.destroy();
  });
});

describe('the same book', () => {
  test('printing a book again gives the same bytes', async () => {
    const one = await print(sampleBook());
    const again = await print(sampleBook());
    expect(Buffer.compare(one.bytes, again.bytes)).toBe(0);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const fresh = openPress({ jobs: 1, debug: false }, context);
    const other = await printBook(sampleBook(), BOOK, fresh, context);
    await fresh.close();
    expect(Buffer.compare(one.bytes, other.bytes)).toBe(0);
  });
});
