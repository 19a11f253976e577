import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collectPages } from '../../../src/lib/pdf/page-tree.ts';
import { PdfFile } from '../../../src/lib/pdf/pdf-file.ts';
import { openPress, type Press } from '../../../src/print/index.ts';
import { readPageMap } from '../../../src/print/printed/page-map.ts';
import { printBench } from '../workbench.ts';

const IDS = ['plain', 'a b', 'é(ü)', 'ключ', '100%', '%41', 'x/y#z', "q'uote", '[b]', 'a--b', '頭'];

/** Returns the page of each link's destination, as another library reads it. */
async function pagesOfLinks(bytes: Uint8Array): Promise<readonly number[]> {
  const task = getDocument({ data: Uint8Array.from(bytes), verbosity: 0 });
  const pdf = await task.promise;
  const pages: number[] = [];
  for (const { dest } of await (await pdf.getPage(1)).getAnnotations()) {
    const explicit = typeof dest === 'string' ? await pdf.getDestination(dest) : dest;
    pages.push((await pdf.getPageIndex(explicit[0])) + 1);
  }
  await task.destroy();
  return pages;
}

describe('readPageMap', () => {
  let press: Press;
  beforeAll(() => {
    press = openPress({ jobs: 1, debug: false }, printBench().context);
  });
  afterAll(() => press.close());

  test('the page map agrees with another PDF reader on every destination, for ids of any characters', async () => {
    const links = IDS.map((id) => `<p><a href="#${encodeURIComponent(id)}">to</a></p>`).join('');
    const blocks = IDS.map((id) => `<p style="break-before: page" id="${id}">x</p>`).join('');
    const bytes = await press.print(`<!doctype html><html lang="en"><title>T</title>${links}${blocks}`);
    const file = PdfFile.read(bytes);
    const map = readPageMap(file);
    expect(IDS.map((id) => map.get(id))).toEqual(IDS.map((_id, index) => index + 2));
    expect(await pagesOfLinks(bytes)).toEqual(IDS.map((id) => map.get(id)));
    expect(collectPages(file)).toHaveLength(IDS.length + 1);
  });

  test('reads page trees with more than one level', async () => {
    const pages = Array.from(
      { length: 70 },
      (_, index) => `<p style="break-after: page" id="p${index + 1}">x</p>`,
    );
    const bytes = await press.print(`<!doctype html><title>T</title>${pages.join('')}<a href="#p70">70</a>`);
    const file = PdfFile.read(bytes);
    expect(collectPages(file)).toHaveLength(71);
    expect(readPageMap(file).get('p70')).toBe(70);
  });

  test('the page map is empty without links', async () => {
    expect(readPageMap(PdfFile.read(await press.print('<!doctype html><p id="a">a')))).toEqual(new Map());
  });
});
