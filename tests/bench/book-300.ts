/** A book of 300 pages, printed and finished, against Puppeteer alone printing the same HTML once. */
import { complete } from '../../src/pdf/complete.ts';
import { printBook } from '../../src/pdf/index.ts';
import { readPrinted } from '../../src/pdf/printed.ts';
import { wholeBook } from '../../src/render/index.ts';
import { withPress } from './bench-press.ts';
import type { Bench, Comparison, Pair } from './comparison.ts';
import { longText } from './long-text.ts';
import { type PrintRun, type PrintRuns, printCounts, printRuns } from './print-runs.ts';
import { paperEdition, withPublication } from './publication.ts';

/** 80 headings each. The more chapters there are, the sooner a page is wrong on which one should open. */
const TEXTS = [
  { chapters: 10, parts: 7, paragraphs: 15 },
  { chapters: 40, parts: 1, paragraphs: 24 },
] as const;
const [FEWEST, MOST] = [270, 330];
const EDITION = paperEdition('book-a4');

export const book300: Bench = {
  name: 'book-300',
  run: async (runs, say) => {
    const measured: PrintRuns[] = [];
    for (const text of TEXTS) measured.push(await measure(longText(text), runs, say));
    return comparisons(measured);
  },
};

const measure = (
  files: Readonly<Record<string, string>>,
  count: number,
  say: (text: string) => void,
): Promise<PrintRuns> =>
  withPublication(files, async ({ rendered, context }) => {
    const book = await wholeBook(rendered);
    const chapters = `book-300, ${book.publication.chapters.length} chapters`;
    const measured = await withPress((bench) => {
      const work = {
        print: () => printBook(book, EDITION, bench.press, context),
        finish: (bytes: Uint8Array) =>
          complete(readPrinted(bytes), book, EDITION, 'bench.pdf', context.report),
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
  const foreseen = runs.filter(({ prints }) => prints === 1);
  const others = runs.filter(({ prints }) => prints !== 1);
  return [
    {
      subject: 'printed and finished, numbers foreseen (1 print)',
      ...{ floor, pairs: whole(foreseen), target: { ratio: 1.3 } },
    },
    {
      subject: `printed and finished, numbers not foreseen (${printCounts(others)})`,
      ...{ floor, pairs: whole(others), target: { ratio: 2.4 } },
    },
    {
      subject: 'finished',
      floor,
      pairs: runs.map((run) => ({ subject: run.finishing, floor: run.bare })),
      target: { ratio: 0.25 },
    },
  ];
}
