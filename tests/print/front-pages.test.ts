/** Half title, title page and Roman numerals: the order of the first pages of a book, and every number that names them. */
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packEpub } from '../../src/epub/write-epub.ts';
import { openPress, type Press, printBook, readPrintedText } from '../../src/print/index.ts';
import { checkPdf } from '../conformance/pdf.ts';
import { type Files, readAndRender } from '../support/workbench.ts';
import { divide, printParts, readPrinted } from './parts/both-ways.ts';
import { type ReadPage, readBack } from './read-back.ts';
import { paperEdition, printBench } from './workbench.ts';

const { context } = printBench();
const A5 = paperEdition('book-a5');
let press: Press;
beforeAll(() => {
  press = openPress({ jobs: 2, debug: false }, context);
});
afterAll(() => press.close());

const TITLES = 'half-title: true\ntitle-page: true\n';
const ROMAN = 'front-folios: roman\n';

const words = (count: number): string => 'Words that fill the page, one after another. '.repeat(count);

/** A book with all that may be before its body. */
const files = (settings: string, more: Files = {}): Files => ({
  'b/publication.yaml': `title: The Book\nsubtitle: A part of it\nlanguage: en\nversion: "2"\nidentifier: urn:x:b\nauthors: [{ name: Ann Author }]\npublisher: The Press\ncontributors: [{ name: Tom Translator, role: translator }]\nchapters: [${[...Object.keys(more).map((name) => name.slice(2)), 'ded.md', 'epi.md', 'preface.md', 'one.md', 'two.md'].join(', ')}]\n${settings}`,
  'b/ded.md': '---\npart: dedication\n---\n\nFor the reader.\n',
  'b/epi.md': '---\npart: epigraph\n---\n\n> A gate is open.\n',
  'b/preface.md': `---\npart: preface\n---\n\n# Preface\n\n${words(300)}\n\n## Thanks {#sec-thanks}\n\nSee [two](two.md). An [oil lamp]{.index}.\n`,
  'b/one.md': `# One\n\nSee [thanks](preface.md#sec-thanks) and [the preface](preface.md).\n\nAn [oil lamp]{.index}.\n\n${words(300)}\n`,
  'b/two.md': `# Two\n\n${words(200)}\n\nAn [oil lamp]{.index}.\n\n::: {#index}\n:::\n`,
  ...more,
});

async function print(settings: string, more?: Files, edition = A5): Promise<readonly ReadPage[]> {
  const { book } = await readAndRender(files(settings, more));
  const { bytes } = await printBook(book, edition, press, context, () => undefined);
  expect(await checkPdf(bytes)).toEqual([]);
  return readBack(bytes);
}

/** The first line of each page, up to the first page of the body, without the cover. */
const firstLines = (pages: readonly ReadPage[]): readonly string[] => {
  const body = pages.findIndex(({ label }) => label === '1');
  return pages.slice(1, body).map(({ label, lines }) => `${label}: ${lines[0]?.text ?? ''}`);
};

describe('the first pages of a book', () => {
  test('with half title and title page are in the order of the Chicago Manual of Style', async () => {
    const pages = await print(TITLES);
    expect(firstLines(pages)).toEqual([
      'Cover: ',
      'i: The Book',
      'ii: ',
      'iii: The Book',
      'iv: About this publication',
      'v: For the reader.',
      'vi: A gate is open.',
      'vii: Contents',
      'viii: ',
    ]);
    expect(pages[2]?.text).toBe('The Book');
    const title = pages[4]?.text ?? '';
    expect(title.split('\n')).toEqual([
      'The Book',
      'A part of it',
      'Ann Author',
      'Translation: Tom Translator',
      'Version 2',
      'The Press',
    ]);
  });

  test.each([
    ['', ['ii: About this publication', 'iii: Contents', 'iv: ']],
    ['half-title: true\n', ['Cover: ', 'i: The Book', 'ii: About this publication', 'iii: Contents', 'iv: ']],
    [
      'title-page: true\n',
      [
        'Cover: ',
        'i: The Book',
        'ii: About this publication',
        'iii: For the reader.',
        'iv: A gate is open.',
        'v: Contents',
        'vi: ',
      ],
    ],
  ])('with the settings %j', async (settings, lines) => {
    expect(firstLines(await print(settings))).toEqual(lines);
  });

  test('have the copyright page of the author on the back of the title page', async () => {
    const more = { 'b/copy.md': '---\npart: copyright-page\n---\n\nAll rights are here.\n' };
    const pages = await print(TITLES, more, { ...A5, openers: 'recto' });
    expect(firstLines(pages)).toEqual([
      'Cover: About this publication',
      'i: The Book',
      'ii: ',
      'iii: The Book',
      'iv: All rights are here.',
      'v: For the reader.',
      'vi: ',
      'vii: A gate is open.',
      'viii: ',
      'ix: Contents',
      'x: ',
    ]);
  });

  test('have no head, foot and number where they have no heading', async () => {
    const pages = await print(TITLES + ROMAN);
    const bare = pages.filter(({ text }) => /^(?:For the reader|A gate is open)/.test(text));
    expect(bare.map(({ lines }) => lines.length)).toEqual([1, 1]);
    for (const { text } of pages.filter(({ lines }) => lines.length === 0)) expect(text).toBe('');
  });
});

describe('Roman numerals before the body', () => {
  let pages: readonly ReadPage[] = [];
  beforeAll(async () => {
    pages = await print(TITLES + ROMAN);
  });

  test('are printed, and are the labels of the pages', () => {
    const labelled = pages.filter(({ lines }) =>
      /^(?:[ivx]+|\d+)$/.test(lines.at(-1)?.text.split(' ').at(-1) ?? ''),
    );
    expect(labelled.length).toBeGreaterThan(10);
    expect(pages.find(({ text }) => text.includes('Preface\nWords'))?.label).toMatch(/^(?:ix|viii)$/);
    const one = pages.find(({ text }) => text.startsWith('One\n'));
    expect([one?.label, (one?.number ?? 0) % 2]).toEqual(['1', 1]);
    for (const { lines, label } of labelled) {
      const last = lines.at(-1)?.text ?? '';
      expect([last.split(' ')[0], last.split(' ').at(-1)]).toContain(label);
    }
  });

  test('are in the contents, in references and in the index', () => {
    const [preface, thanks] = ['Preface\nWords', 'Thanks\n'].map(
      (text) => pages.find((page) => page.text.includes(text))?.label,
    );
    const contents = pages.find(({ text }) => text.startsWith('Contents'))?.text ?? '';
    expect(contents).toMatch(new RegExp(`Preface.* ${preface}$`, 'm'));
    expect(contents).toMatch(new RegExp(`Thanks.* ${thanks}$`, 'm'));
    const one = pages.find(({ text }) => text.startsWith('One\n'))?.text ?? '';
    expect(one).toContain(`(page ${thanks})`);
    const last = pages.at(-1);
    expect(last?.text).toContain(`oil lamp, ${thanks}, 1, ${last?.label}`);
  });
});

const FOREWORD = `---\npart: foreword\n---\n\n# Foreword\n\n${words(500)}\n\nSee [thanks](preface.md#sec-thanks).\n`;

test.each([
  ['that begin with the body', {}, 3],
  ['with front matter and body in one', {}, 4],
  ['that begin within the front matter', { 'b/foreword.md': FOREWORD }, 1],
  ['that begin with front matter on a left page', { 'b/foreword.md': FOREWORD }, 2],
])('a book in parts %s has the same pages, labels and numbers', async (_name, more, size) => {
  const { book } = await readAndRender(files(TITLES + ROMAN, more));
  const whole = await printBook(book, A5, press, context);
  const parts = await printParts(book, A5, divide(book.sections.length, size), { job: press, context });
  const [read, expected] = [await readPrinted(parts ?? new Uint8Array()), await readPrinted(whole.bytes)];
  expect(read.labels).toEqual(expected.labels);
  expect(read.pages.map(({ text }) => text)).toEqual(expected.pages.map(({ text }) => text));
  expect(read.outline).toEqual(expected.outline);
});

test('a book in parts has the same bytes from one tab and from two', async () => {
  const { book } = await readAndRender(files(TITLES + ROMAN));
  const ranges = divide(book.sections.length, 3);
  const alone = openPress({ jobs: 1, debug: false }, context);
  try {
    const [one, two] = await Promise.all(
      [alone, press].map((job) => printParts(book, A5, ranges, { job, context })),
    );
    expect(one).toBeDefined();
    expect(Buffer.from(two ?? []).equals(one ?? Buffer.alloc(0))).toBe(true);
  } finally {
    await alone.close();
  }
});

test('the e-book lists the pages in Roman numerals, in its own order', async () => {
  const { book } = await readAndRender(files(TITLES + ROMAN));
  const printed = await printBook(book, A5, press, context);
  const text = readPrintedText(printed, book.sections.length);
  const pages = { text, sections: book.sections, source: 'urn:x:print', edition: 'book-a5' };
  const entries = unzipSync((await packEpub(book, context, pages)).bytes);
  const read = (name: string): string => new TextDecoder().decode(entries[`OEBPS/${name}`]);
  const list = /<nav epub:type="page-list".*?<\/nav>/s.exec(read('toc.xhtml'))?.[0] ?? '';
  const labels = [...list.matchAll(/>([ivx]+|\d+)<\/a>/g)].map(([, label]) => label);
  expect(labels.slice(0, 5)).toEqual(['v', 'vi', 'vii', 'viii', 'ix']);
  expect(labels.indexOf('1')).toBeGreaterThan(4);
  const spine = /<spine.*?<\/spine>/s.exec(read('content.opf'))?.[0] ?? '';
  const order = [...spine.matchAll(/idref="([^"]+)"/g)].map(([, id]) => id);
  expect(order.slice(0, 6)).toEqual([
    'cover',
    'title-page',
    'section-1',
    'section-2',
    'contents',
    'section-3',
  ]);
});
