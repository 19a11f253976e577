/**
 * Tests that each edition contains the words of the source, all of them, in order, and nothing else except
 * what `source.ts` lists. Prints one book in every layout; to limit the time, the others in two, each handout in one layout, and
 * each layout with one handout.
 */
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { visit } from 'unist-util-visit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { builtInEditions } from '../../src/core/editions.ts';
import type { Book } from '../../src/core/model/book.ts';
import { isPaper, type PaperEdition } from '../../src/core/model/edition.ts';
import { packEpub } from '../../src/epub/write-epub.ts';
import { openPress, type Press, printBook, printHandout } from '../../src/print/index.ts';
import { assembleHandout } from '../../src/render/render-publication.ts';
import { nodeHost } from '../../src/runtime/node-host.ts';
import { writeWeb } from '../../src/web/write-web.ts';
import {
  formatDiagnostics,
  openWorkbench,
  readAndRenderAny,
  type Workbench,
  type WorkbenchBook,
} from '../support/workbench.ts';
import { eBookText } from './e-book.ts';
import { printedText } from './printed.ts';
import {
  bookFault,
  chapterFault,
  expectedChapters,
  handoutFault,
  missingTitles,
  readSources,
  type Sources,
} from './publication.ts';
import { taggedText, unknownLinkNames } from './tagged.ts';
import { readWebSections } from './web-pages.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const TORTURE = 'tests/books/torture';
const DIALECTS = 'tests/books/dialects';
const MDBOOK = 'tests/books/mdbook';
const PUBLICATIONS = [
  'content/ketamine-and-migraine',
  'content/migraine-diary.md',
  TORTURE,
  DIALECTS,
  MDBOOK,
];
const LAYOUTS = builtInEditions.find('all').filter(isPaper);
const of = (family: PaperEdition['family']): readonly PaperEdition[] =>
  LAYOUTS.filter((one) => one.family === family);

interface Prepared {
  readonly made: WorkbenchBook;
  readonly bench: Workbench;
  readonly sources: Sources;
}

const prepared = new Map<string, Prepared>();
let press: Press;

beforeAll(async () => {
  press = openPress({ jobs: 2, debug: false }, openWorkbench(nodeHost, PROJECT).context);
  for (const path of PUBLICATIONS) {
    const bench = openWorkbench(nodeHost, PROJECT);
    const { publication, rendered, book, diagnostics } = await readAndRenderAny(bench, path);
    if (!publication || !rendered || !book) throw new Error(`${path} cannot be rendered.`);
    const sources = await readSources(`${PROJECT}${path}`, PROJECT);
    prepared.set(path, { bench, made: { publication, rendered, book, diagnostics }, sources });
  }
});
afterAll(() => press.close());

function publicationAt(path: string): Prepared {
  const found = prepared.get(path);
  if (found === undefined) throw new Error(`${path} was not prepared.`);
  return found;
}

const books = of('book').map((edition) => [edition.id, edition] as const);
/**
 * The torture book is printed in every layout. For the others, which are read and rendered before there is a layout, a common one and the
 * largest letters are enough; a weekly job prints all in all (`WORDS_LAYOUTS=all`).
 */
const FEW_LAYOUTS: ReadonlySet<string> = new Set(['book-a5', 'book-giant']);
const booksOf = (path: string) =>
  books.filter(([id]) => path === TORTURE || process.env.WORDS_LAYOUTS === 'all' || FEW_LAYOUTS.has(id));

describe.each(PUBLICATIONS)('%s contains the words of its source', (path) => {
  test.concurrent.each(booksOf(path))('contains all words in edition %s', async (_id, edition) => {
    const { bench, made, sources } = publicationAt(path);
    const { bytes } = await printBook(made.book, edition, press, bench.context);
    const expected = await expectedChapters(sources, 'print');
    expect(bookFault(await printedText(bytes), expected, sources)).toBeUndefined();
    const tagged = taggedText(bytes);
    expect(bookFault(tagged, expected, sources, 'exact')).toBeUndefined();
    expect(unknownLinkNames(bytes, tagged, String(sources.terms.sourceNumber))).toEqual([]);
  });

  test('contains all words in handouts', async () => {
    const { bench, made, sources } = publicationAt(path);
    const expected = await expectedChapters(sources, 'print', 'alone');
    const editions = of('handouts');
    const turns = Math.max(editions.length, sources.chapters.length);
    const faults: string[] = [];
    for (let turn = 0; turn < turns; turn += 1) {
      const number = turn % sources.chapters.length;
      const [chapter, edition] = [made.publication.chapters[number], editions[turn % editions.length]];
      const pieces = expected[number];
      if (!chapter || !edition || !pieces) throw new Error('There is no such chapter.');
      const book = await assembleHandout(made.rendered, chapter);
      const { bytes } = await printHandout(book, edition, press, bench.context);
      const fault =
        handoutFault(await printedText(bytes), pieces, sources) ??
        handoutFault(taggedText(bytes), pieces, sources, 'exact');
      if (fault !== undefined) faults.push(`${edition.id}, ${chapter.id}: ${fault}`);
    }
    expect(faults).toEqual([]);
  });

  test('contains all words in the e-book', async () => {
    const { bench, made, sources } = publicationAt(path);
    const { bytes } = await packEpub(made.book, bench.context);
    const { chapters, sources: list } = eBookText(bytes);
    const expected = await expectedChapters(sources, 'epub');
    expect(chapters).toHaveLength(expected.length);
    const faults = chapters.flatMap((text, index) => {
      const pieces = expected[index];
      const fault = pieces === undefined ? 'nothing was expected' : chapterFault(text, pieces);
      return fault === undefined ? [] : [`${sources.chapters[index]?.file}: ${fault}`];
    });
    expect(faults).toEqual([]);
    const cited = new Set(expected.flatMap((chapter) => [...chapter.cited]));
    expect(list === undefined ? cited.size : missingTitles(list, cited, sources)).toBe(
      list === undefined ? 0 : undefined,
    );
  });

  test.each(['site', 'file'] as const)('contains all words in the web pages: %s', async (form) => {
    const { bench, made, sources } = publicationAt(path);
    const edition = { id: 'web', family: 'web', form, styles: [] } as const;
    const found = readWebSections(await writeWeb(made.book, edition, bench.context));
    const chapters = found.filter(({ role }) => role !== 'doc-bibliography');
    const list = found.find(({ role }) => role === 'doc-bibliography')?.text;
    const expected = await expectedChapters(sources, 'epub');
    const faults = chapters.flatMap(({ text }, index) => {
      const pieces = expected[index];
      const fault = pieces === undefined ? 'nothing was expected' : chapterFault(text, pieces);
      return fault === undefined ? [] : [`${sources.chapters[index]?.file}: ${fault}`];
    });
    expect(faults).toEqual([]);
    expect(chapters).toHaveLength(expected.length);
    const cited = new Set(expected.flatMap((chapter) => [...chapter.cited]));
    expect(list === undefined ? cited.size : missingTitles(list, cited, sources)).toBe(
      list === undefined ? 0 : undefined,
    );
  });
});

test('builds the torture publication without diagnostics', () => {
  expect(formatDiagnostics(publicationAt(TORTURE).bench.diagnostics)).toEqual([]);
});

test('reports of the dialects what is left out, and nothing else', () => {
  const lines = formatDiagnostics(publicationAt(DIALECTS).bench.diagnostics);
  expect(lines.map((line) => line.replace(`${DIALECTS}/`, ''))).toEqual([
    'markup-left-out 03-listings.md:9:1',
    'markup-left-out 04-words.md:48:48',
    'markup-literal 07-templates.md:11:47',
    'keys-unused 07-templates.md:3:1',
    'markup-left-out 08-components.mdx:1:1',
    'markup-left-out 11-latex.md:20:1',
    'markup-left-out 11-latex.md:22:1',
    'keys-unused 13-toml.md:3:1',
  ]);
});

describe('removed words', () => {
  const [edition] = of('handouts');
  const without = (word: string, book: Book): Book => ({
    ...book,
    sections: book.sections.map((section) => {
      const body = structuredClone(section.body);
      visit(body, 'text', (text) => {
        text.value = text.value.replace(word, '');
      });
      return { ...section, body };
    }),
  });

  test.each([
    ['Sheets', 1, 'in a definition'],
    ['linen', 3, 'in a list in a note'],
    ['חורף', 7, 'in a table that is written from right to left'],
    ['धूप', 11, 'in Devanagari'],
    ['光', 8, 'in Japanese'],
  ])('detects a removed word: %s, in chapter %i, %s', async (word, number) => {
    const { bench, made, sources } = publicationAt(TORTURE);
    const chapter = made.publication.chapters[number];
    const inPrint = (await expectedChapters(sources, 'print', 'alone'))[number];
    const inEBook = (await expectedChapters(sources, 'epub'))[number];
    if (!edition || !chapter || !inPrint || !inEBook) throw new Error('There is no such chapter.');
    expect(chapter.source.text).toContain(word);
    const handout = without(word, await assembleHandout(made.rendered, chapter));
    const printed = await printHandout(handout, edition, press, bench.context);
    expect(handoutFault(await printedText(printed.bytes), inPrint, sources)).toContain(word);
    const packed = await packEpub(without(word, made.book), bench.context);
    const text = eBookText(packed.bytes).chapters[number];
    expect(text && chapterFault(text, inEBook)).toContain(word);
  });
});
