/** Tests that a printed page and an e-book have the words of a novel as they are written. */
import { EpubCheck } from '@likecoin/epubcheck-ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPress, type Press, printBook } from '../../src/print/index.ts';
import { pack } from '../epub/packed.ts';
import { readAndRender } from '../support/workbench.ts';
import { readBack } from './read-back.ts';
import { contentsOf, load } from './tagging/reader.ts';
import { BOOK, printBench } from './workbench.ts';

const { context } = printBench();
let press: Press;
beforeAll(() => {
  press = openPress({ jobs: 1, debug: false }, context);
});
afterAll(() => press.close());

const FILES = {
  'b/publication.yaml':
    'title: The gate\nversion: "1"\nparagraphs: indented\ndrop-caps: true\nscene-break: asterism\n',
  'b/0-for.md': '---\npart: dedication\n---\n\nFor Ada\n',
  'b/1-one.md':
    '# One\n\n::: epigraph\nOpen, or not.\n\n— An example\n:::\n\nThe gate was [Open Now]{.smallcaps}.\n\n“Yes.”\n\n***\n\n' +
    '::: verse\nA line\n  and another\n:::\n\n::: dialogue\nAda: Words.\n:::\n\n:::: letter\n::: signature\nYours,\nAda\n:::\n::::\n',
};

test('a printed page has the words of a novel, and the letters under small capitals', async () => {
  const { book } = await readAndRender(FILES);
  const { bytes } = await printBook(book, BOOK, press, context);
  const page = (await readBack(bytes)).find(({ text }) => text.includes('Open, or not'));
  const words = page?.text.replace(/\s+/g, ' ') ?? '';
  for (const expected of ['he gate was', 'OPEN NOW', '“Yes.”', 'A line', 'and another', 'Ada: Words.'])
    expect(words).toContain(expected);
  // Nothing else is on the page of the dedication, neither in the margins.
  expect((await readBack(bytes)).map(({ text }) => text.trim())).toContain('For Ada');
  // Small capitals are capitals of another size; who copies or hears them gets the letters that are written.
  const content = contentsOf(await load(bytes)).map(({ text }) => text);
  expect(content.join('')).toMatch(/ActualText \(p\).*ActualText \(e\).*ActualText \(n\)/s);
});

test('a page does not end with the address of a letter or its salutation', async () => {
  const letter = '\n\n:::: letter\n::: address\n1 Field Road\n:::\n\nDear Ben,\n\nThe gate is open.\n::::\n';
  const chapters = Array.from({ length: 24 }, (_, index) => [
    `b/${index}.md`,
    `# Chapter ${index}\n${'\n\nWords.'.repeat(12 + index)}${letter}`,
  ]);
  const { book } = await readAndRender({
    'b/publication.yaml': 'title: Letters\nversion: "1"\nparagraphs: indented\n',
    ...Object.fromEntries(chapters),
  });
  const { bytes } = await printBook(book, BOOK, press, context);
  const pages = (await readBack(bytes)).map(({ text }) => text).filter((text) => text.includes('Field Road'));
  expect(pages).toHaveLength(chapters.length);
  for (const page of pages) expect(page).toContain('The gate is open.');
});

test('the e-book is a valid EPUB 3.3 with the epigraph as one', async () => {
  const { book } = await readAndRender(FILES);
  const { bytes, text } = await pack(book);
  const { messages } = await EpubCheck.validate(bytes);
  expect(messages.filter(({ severity }) => severity !== 'usage' && severity !== 'info')).toEqual([]);
  expect(text('one.xhtml')).toContain('epub:type="epigraph"');
  expect(text('for.xhtml')).toMatch(/<title>Dedication<.* role="doc-dedication" aria-label="Dedication"/s);
});
