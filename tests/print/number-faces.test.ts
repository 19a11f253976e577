/** Tests that numbers of a book beside its serif have the serif's zero, and not the slashed one of the sans. */
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPress, type Press, printBook } from '../../src/print/index.ts';
import { readAndRender } from '../support/workbench.ts';
import { BOOK, printBench } from './workbench.ts';

const { context } = printBench();
let press: Press;
beforeAll(() => {
  press = openPress({ jobs: 1, debug: false }, context);
});
afterAll(() => press.close());

/** The pieces of text of a file that have a zero, each with the name of its font. */
async function zerosWithFonts(bytes: Uint8Array): Promise<readonly string[]> {
  const task = getDocument({ data: Uint8Array.from(bytes), verbosity: 0, fontExtraProperties: true });
  const pdf = await task.promise;
  const found: string[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    await page.getOperatorList();
    const { items } = await page.getTextContent();
    for (const item of items) {
      if (!('str' in item) || !item.str.includes('0')) continue;
      const font = page.commonObjs.get(item.fontName) as { readonly name?: string };
      found.push(`${item.str.trim()} ${(font.name ?? '').replace(/^.*\+/, '').replace(/-.*$/, '')}`);
    }
  }
  await task.destroy();
  return found;
}

test('folios, versions, list numbers and page numbers of the contents have the zero of the text', async () => {
  const chapters = Array.from({ length: 11 }, (_chapter, index) => [
    `b/${index + 1}-chapter-${'abcdefghijk'[index]}.md`,
    `# Chapter ${'abcdefghijk'[index]}\n\n${index === 0 ? '10. an item' : 'Words.'}\n`,
  ]);
  const { book } = await readAndRender({
    'b/publication.yaml': 'title: Zeros\nversion: "0.1"\n',
    ...Object.fromEntries(chapters),
  });
  const zeros = await zerosWithFonts((await printBook(book, BOOK, press, context)).bytes);
  expect(zeros.filter((zero) => zero.includes('0.1')).length).toBeGreaterThan(10);
  // The list number, the folio, and the line of the contents.
  expect(zeros.filter((zero) => /^10\.? /.test(zero))).toHaveLength(3);
  expect(zeros.filter((zero) => !/SourceSerif/.test(zero))).toEqual([]);
});
