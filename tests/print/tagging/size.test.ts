/** Compares the size of a tagged file, with outline and metadata, with that of Chromium's print without any of them. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtInEditions } from '../../../src/core/editions.ts';
import type { Book } from '../../../src/core/model/book.ts';
import type { Context } from '../../../src/core/model/context.ts';
import type { PaperEdition } from '../../../src/core/model/edition.ts';
import { openPress, type Press, printBook, printHandout } from '../../../src/print/index.ts';
import { buildTagRequest } from '../../../src/print/tagging/request.ts';
import { tagPdf } from '../../../src/print/tagging/tag-pdf.ts';
import { discover, readPublication } from '../../../src/read/read-publication.ts';
import { assembleBook, assembleHandout, renderPublication } from '../../../src/render/render-publication.ts';
import { longText } from '../../bench/long-text.ts';
import { withPublication } from '../../bench/publication.ts';
import { paperEdition, printBench } from '../workbench.ts';
import { lastPrint, type Print } from './last-print.ts';
import { openPlainPress, type PlainPress } from './plain-print.ts';

const bench = printBench();
let press: Press;
let plainPress: PlainPress;
beforeAll(async () => {
  press = openPress({ jobs: 1, debug: false }, bench.context);
  plainPress = await openPlainPress();
});
afterAll(() => Promise.all([press.close(), plainPress.close()]));

interface Sizes {
  readonly pages: number;
  readonly finished: number;
  readonly plain: number;
}

/** Returns the sizes for the last document that was printed for the file. */
async function sizesOf(print: Print, book: Book, edition: PaperEdition, context: Context): Promise<Sizes> {
  const { pages, html, printed } = await lastPrint(print, book, edition, press, context);
  const finished = await tagPdf(printed, buildTagRequest(book));
  return { pages, finished: finished.length, plain: (await plainPress.print(html)).length };
}

/** Returns the sizes for a publication of one chapter. */
const handoutOf = (text: string): Promise<Sizes> =>
  withPublication(
    {
      'publication.yaml':
        'title: A test\nlanguage: en-GB\nauthors: [{ name: A Writer }]\neditions: [handouts]\n',
      'only.md': text,
    },
    async ({ rendered, publication, context }) => {
      const [chapter] = publication.chapters;
      if (chapter === undefined) throw new Error('no chapter');
      return sizesOf(
        printHandout,
        await assembleHandout(rendered, chapter),
        paperEdition('handouts-a4'),
        context,
      );
    },
  );

const NOTE = `# Before you come

Please bring the list of all that you take, also what you buy without a prescription, and the diary of the last
four weeks if you kept one. Eat something light two hours earlier; water is fine at any time.

- Somebody should take you home: you must not drive on this day, nor ride a bicycle.
- Leave rings and watches where they are safe.
- Tell us at once if you may be pregnant, have a cold, or slept badly.

## Afterwards

Most people feel tired and a little unsteady for an hour or so. That passes by itself. Lie down, keep the room dark
and quiet, and put off whatever needs a clear head until tomorrow. **Call us** when a headache is unlike any you had
before, when your vision changes, or when you are worried for another reason.
`;
const ROWS = Array.from({ length: 40 }, (_, row) => `| Day ${row + 1} | a headache | ${row % 10} hours |`);
const TABLE = ['# A table', '', '| Day | What | How long |', '|---|---|---|', ...ROWS, ''].join('\n');

test('a note of one page is not larger than an untagged print', async () => {
  const { pages, finished, plain } = await handoutOf(NOTE);
  expect(pages).toBe(1);
  expect(finished).toBeLessThanOrEqual(plain);
});

// Each cell is an object with a number, a parent and a page, which takes more bytes than the few letters in it.
test('a table alone is at most a tenth larger than an untagged print', async () => {
  const { finished, plain } = await handoutOf(TABLE);
  expect(finished / plain).toBeLessThanOrEqual(1.1);
});

test('no handout of a publication is larger than an untagged print', async () => {
  const [target] = await discover(['content/ketamine-and-migraine'], bench.context);
  const publication = target && (await readPublication(target, builtInEditions, bench.context));
  const rendered = publication && (await renderPublication(publication, bench.context));
  if (publication === undefined || rendered === undefined) throw new Error('no publication');
  for (const chapter of publication.chapters) {
    const book = await assembleHandout(rendered, chapter);
    const { finished, plain } = await sizesOf(
      printHandout,
      book,
      paperEdition('handouts-letter'),
      bench.context,
    );
    expect(finished, chapter.id).toBeLessThanOrEqual(plain);
  }
}, 120_000);

test('a book is not larger than an untagged print', async () => {
  await withPublication(longText({ chapters: 4, parts: 3, paragraphs: 8 }), async ({ rendered, context }) => {
    const sizes = await sizesOf(printBook, await assembleBook(rendered), paperEdition('book-a4'), context);
    expect(sizes.pages).toBeGreaterThan(20);
    expect(sizes.finished).toBeLessThanOrEqual(sizes.plain);
  });
}, 120_000);
