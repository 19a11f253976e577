/** Tests that fonts and images that several parts of a book have are in its file once. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readFontName } from '../../../src/lib/pdf/font-name.ts';
import { listResources, visitResources } from '../../../src/lib/pdf/page-resources.ts';
import { PdfFile } from '../../../src/lib/pdf/pdf-file.ts';
import { openPress, type Press } from '../../../src/print/index.ts';
import { sampleAsset, sampleBook, samplePng, sampleSection } from '../../support/sample-book.ts';
import { BOOK, printBench } from '../workbench.ts';
import { divide, printParts } from './both-ways.ts';

const { context } = printBench();
let press: Press;
beforeAll(() => {
  press = openPress({ jobs: 2, debug: false }, context);
});
afterAll(() => press.close());

/** @returns the names of the fonts and the number of the images */
function countObjects(bytes: Uint8Array) {
  const file = PdfFile.read(bytes);
  const [fonts, images] = [new Map<unknown, string>(), new Set<unknown>()];
  visitResources(file, (resources) => {
    for (const font of listResources(file, resources, 'Font'))
      fonts.set(file.get(font), readFontName(file.dict(font)));
    for (const object of listResources(file, resources, 'XObject'))
      if (file.dict(object).get('Subtype') === '/Image') images.add(file.get(object));
  });
  return { fonts: [...fonts.values()].sort(), images: images.size };
}

test('a letter with an accent in one part and the letter alone in another are of one font, and an image is there once', async () => {
  // The font draws é with the outline of e, which the first part does not show by itself.
  const words = ['é É ö Å ñ', 'e E o A n', 'é e ö o'];
  const sections = words.map((text, index) =>
    sampleSection(`<h1 id="o${index}">${text}</h1><p>${text} <img alt="Square" src="square.png"></p>`),
  );
  const assets = new Map([['square.png', sampleAsset('square.png', 'image/png', samplePng(90))]]);
  const metadata = { title: '3', authors: [] };
  const book = sampleBook({ sections, assets, metadata, draftMark: null });
  const bytes = await printParts(book, BOOK, divide(3, 1), { job: press, context });
  const { fonts, images } = countObjects(bytes ?? new Uint8Array());
  expect(fonts.length).toBeGreaterThan(1);
  expect(fonts).toEqual([...new Set(fonts)]);
  expect(images).toBe(1);
});
