/** Compares printing a book of 300 pages in parts and finishing it with Puppeteer alone, which prints it once in one piece. */
import { buildBookDocument } from '../../src/print/document/document.ts';
import { finalizePdf } from '../../src/print/finalize.ts';
import { printBook } from '../../src/print/index.ts';
import { planFirstPrint } from '../../src/print/print-plan.ts';
import { readPrintedFile } from '../../src/print/printed/printed-file.ts';
import { assembleBook } from '../../src/render/render-publication.ts';
import { withPress } from './bench-press.ts';
import type { Bench, Comparison, Pair } from './comparison.ts';
import { longText } from './long-text.ts';
import { type PrintRun, type PrintRuns, printCounts, printRuns } from './print-runs.ts';
import { paperEdition, withPublication } from './publication.ts';

/** 80 headings each. Chapters of A5 open on the right. */
const BOOKS = [
  { edition: paperEdition('book-a4'), size: { chapters: 10, parts: 7, paragraphs: 15 } },
  { edition: paperEdition('book-a4'), size: { chapters: 40, parts: 1, paragraphs: 24 } },
  { edition: paperEdition('book-a5'), size: { chapters: 16, parts: 4, paragraphs: 9 } },
] as const;
const [FEWEST, MOST] = [270, 330];

export const book300: Bench = {
  name: 'book-300',
  run: async (runs, say) => {
    const measured: PrintRuns[] = [];
    for (const book of BOOKS) measured.push(await measure(book, runs, say));
    return comparisons(measured);
  },
};

const measure = (
  { edition, size }: (typeof BOOKS)[number],
  count: number,
  say: (text: string) => void,
): Promise<PrintRuns> =>
  withPublication(longText(size), async ({ rendered, context }) => {
    const book = await assembleBook(rendered);
    const chapters = `book-300, ${size.chapters} chapters, ${edition.layout}`;
    const measured = await withPress((bench) => {
      const work = {
        print: () => printBook(book, edition, bench.press, context),
        finish: (bytes: Uint8Array) =>
          finalizePdf(readPrintedFile(bytes), book, edition, { path: 'bench.pdf' }, context),
        document: async () => {
          const document = await buildBookDocument(book, edition, context);
          const { texts, blanks, moves } = planFirstPrint(document, edition);
          return document.html(texts, blanks, moves);
        },
      };
      return printRuns(bench, work, count, (run) => say(`${chapters}: ${run} of ${count}`));
    });
    const { pages } = measured;
    if (pages < FEWEST || pages > MOST) say(`${chapters}: ${pages} pages; it should have about 300`);
    return measured;
  });

function comparisons(measured: readonly PrintRuns[]): readonly Comparison[] {
  const runs = measured.flatMap((one) => one.runs);
  const counts = measured.map(({ pages }) => pages).join(' or ');
  const floor = `Puppeteer prints the same ${counts} pages once`;
  const whole = (chosen: readonly PrintRun[]): readonly Pair[] =>
    chosen.map((run) => ({ subject: run.whole, floor: run.bare }));
  return [
    {
      subject: `printed and finished (${printCounts(runs)})`,
      ...{ floor, pairs: whole(runs), target: { ratio: 1.3 } },
    },
    {
      subject: 'the same with its HTML made',
      ...{ floor, pairs: runs.map((run) => ({ subject: run.made, floor: run.bare })) },
    },
    {
      subject: 'finished',
      floor,
      pairs: runs.map((run) => ({ subject: run.finishing, floor: run.bare })),
      target: { ratio: 0.25 },
    },
  ];
}
