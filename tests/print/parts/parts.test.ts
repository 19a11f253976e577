/** Prints books in one piece and in parts: nobody must be able to tell them apart. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { builtInEditions } from '../../../src/core/editions.ts';
import type { Book } from '../../../src/core/model/book.ts';
import { openPress, type Press, printBook } from '../../../src/print/index.ts';
import { discover, readPublication } from '../../../src/read/read-publication.ts';
import { assembleBook, renderPublication } from '../../../src/render/render-publication.ts';
import { checkPdf } from '../../conformance/pdf.ts';
import { sampleBook, sampleSection } from '../../support/sample-book.ts';
import { readAndRender } from '../../support/workbench.ts';
import { BOOK, paperEdition, printBench } from '../workbench.ts';
import { divide, measureMoves, type PrintedBook, printParts, readPrinted } from './both-ways.ts';

const { context, diagnostics } = printBench();
let press: Press;
beforeAll(() => {
  press = openPress({ jobs: 2, debug: false }, context);
});
afterAll(() => press.close());

/** How far a word may move: Chromium rounds places far down in a long document. Points. */
const TOLERANCE = 0.05;

/**
 * How far a link may be: where a page number has fewer digits than were kept free for it, the text after it moves, but the
 * areas of the links do not. Points.
 */
const A_DIGIT = 12.5;

function expectSame(parts: PrintedBook, whole: PrintedBook): void {
  expect(parts.pages.map(({ text }) => text)).toEqual(whole.pages.map(({ text }) => text));
  expect(parts.labels).toEqual(whole.labels);
  expect(parts.outline).toEqual(whole.outline);
  for (const [index, page] of parts.pages.entries()) {
    const there = whole.pages[index];
    const isSplitAlike = page.lines.length === there?.lines.length;
    // Where more fonts are united, the library reads longer pieces of text.
    if (isSplitAlike)
      expect(measureMoves(page.lines, there.lines), `page ${index + 1}`).toBeLessThan(TOLERANCE);
    expect(measureMoves(page.links, there?.links ?? []), `links of page ${index + 1}`).toBeLessThan(A_DIGIT);
    expect(page.tags, `tags of page ${index + 1}`).toBe(there?.tags);
  }
}

async function readBook(input: string): Promise<Book> {
  const [target] = await discover([input], context);
  const publication = target && (await readPublication(target, builtInEditions, context));
  const rendered = publication && (await renderPublication(publication, context));
  if (rendered === undefined) throw new Error(`${input} cannot be read: ${JSON.stringify(diagnostics)}`);
  return assembleBook(rendered);
}

async function compare(book: Book, layout: string, sections: number): Promise<void> {
  const edition = paperEdition(layout);
  const [whole, parts] = await Promise.all([
    printBook(book, edition, press, context),
    printParts(book, edition, divide(book.sections.length, sections), { job: press, context }),
  ]);
  if (parts === undefined) throw new Error('it was not printed in parts');
  expectSame(await readPrinted(parts), await readPrinted(whole.unimposed ?? whole.bytes));
  expect(await checkPdf(parts)).toEqual([]);
}

const ARABIC = 'ماء كتاب مدينة طريق حديقة نافذة صباح مساء جبل نهر سؤال جواب. ';

/** A book that is read from right to left, with links between chapters, notes and a table on a page of its own. */
const arabicFiles = Object.fromEntries([
  [
    'b/publication.yaml',
    'title: كتاب\nidentifier: urn:x:rtl\nlanguage: ar\nauthors: [{ name: كاتب }]\neditions: [book]\n',
  ],
  ...[1, 2, 3, 4, 5].map((chapter) => {
    const row = `|${' ماء كتاب مدينة طريق |'.repeat(12)}`;
    const table = chapter === 2 ? `\n\n${row}\n|${'---|'.repeat(12)}\n${`${row}\n`.repeat(9)}` : '';
    const text = `# فصل ${chapter}\n\n${ARABIC.repeat(30)}\n\n## سؤال ${chapter}\n\nانظر [ما يلي](c${(chapter % 5) + 1}.md) هنا.[^1]\n\n${ARABIC.repeat(40 * chapter)}${table}\n\n[^1]: ${ARABIC}\n`;
    return [`b/c${chapter}.md`, text];
  }),
]);

describe('a book in parts has the words, places, tags, links and bookmarks of the same book in one piece', () => {
  test.each([
    ['book-a4', 3],
    ['book-large-print-uk', 5],
    ['book-booklet', 4],
  ])('the torture book as %s', async (layout, sections) => {
    await compare(await readBook('tests/books/torture'), layout, sections);
  });

  test.each(['book-a4', 'book-booklet'])('a book that is read from right to left as %s', async (layout) => {
    const { book } = await readAndRender(arabicFiles);
    await compare(book, layout, 2);
  });

  test('chapters that open on the recto', async () => {
    const text = '<p>Words that fill the page, one after another, until there is no more room.</p>';
    const sections = [30, 5, 42, 3, 61, 8].map((count, index) =>
      sampleSection(`<h1 id="p${index}">Chapter ${index}</h1>${text.repeat(count)}`),
    );
    const book = sampleBook({ sections });
    const edition = { ...BOOK, openers: 'recto' } as const;
    const whole = await printBook(book, edition, press, context);
    const parts = await printParts(book, edition, divide(6, 1), { job: press, context });
    expectSame(await readPrinted(parts ?? new Uint8Array()), await readPrinted(whole.bytes));
    const { pages } = await readPrinted(whole.bytes);
    expect(pages.filter((page) => page.text === '').length).toBeGreaterThan(1);
  });
});

describe('printing in parts', () => {
  /** Chapters that point to each other. */
  const linkedBook = (paragraphs: number): Book =>
    sampleBook({
      sections: Array.from({ length: 6 }, (_section, index) => {
        const text = '<p>Words that fill the page, one after another, until there is no more room.</p>';
        // So many that all digits occur.
        const link = `<p>${`See <a href="#p${(index + 5) % 6}">there</a>. `.repeat(4)}</p>`;
        return sampleSection(`<h1 id="p${index}">Chapter ${index}</h1>${link}${text.repeat(paragraphs)}`, {
          id: `p${index}`,
        });
      }),
    });

  test('the same bytes come from one tab, two and eight, and from any order of finishing', async () => {
    const book = linkedBook(30);
    const ranges = divide(6, 2);
    const late: typeof press.print = async (html, options) => {
      const bytes = await press.print(html, options);
      // The first part is the last to be ready.
      if (html.includes('id="_contents"')) await new Promise((resolve) => setTimeout(resolve, 400));
      return bytes;
    };
    const [alone, many] = [1, 8].map((jobs) => openPress({ jobs, debug: false }, context));
    try {
      const jobs = [alone, press, many, { print: late }].filter((job) => job !== undefined);
      const [one, ...others] = await Promise.all(
        jobs.map((job) => printParts(book, BOOK, ranges, { job, context })),
      );
      expect(one).toBeDefined();
      expect(others.map((bytes) => Buffer.from(bytes ?? []).equals(one ?? Buffer.alloc(0)))).toEqual([
        true,
        true,
        true,
      ]);
    } finally {
      await alone?.close();
      await many?.close();
    }
  });

  test('a part is printed again only if a number in its text gets more digits', async () => {
    const printed: string[] = [];
    const print: typeof press.print = (html, options) => {
      printed.push(html);
      return press.print(html, options);
    };
    // The estimate counts letters: these paragraphs are much higher than it knows.
    const tall = linkedBook(4);
    for (const { body } of tall.sections.slice(0, 3)) {
      for (const node of body.children) {
        if (node.type === 'element' && node.tagName === 'p')
          node.properties.style = 'margin-block-end: 180mm';
      }
    }
    // Large print has no other spacing to try.
    const edition = paperEdition('book-large-print-uk');
    const parts = await printParts(tall, edition, divide(6, 1), { job: { print }, context });
    expect(parts).toBeDefined();
    const frames = printed.filter((html) => html.includes('class="frame"'));
    // The first chapter leads to the last, and the last two to those before them.
    expect({ frames: frames.length, parts: printed.length - frames.length }).toEqual({
      frames: 6,
      parts: 6 + 3,
    });
  });

  test('a book with something wider than the page is printed in one piece, because the whole of it is shrunk', async () => {
    const sections = [1, 2].map((index) =>
      sampleSection(`<h1 id="w${index}">Wide</h1><p style="inline-size: ${index * 200}mm">Words</p>`),
    );
    const parts = await printParts(sampleBook({ sections }), BOOK, divide(2, 1), { job: press, context });
    expect(parts).toBeUndefined();
  });
});
