/** A handout of two pages, printed and finished, against Puppeteer alone printing the same HTML once. */
import { finalizePdf } from '../../src/print/finalize.ts';
import { printHandout } from '../../src/print/index.ts';
import { readPrintedFile } from '../../src/print/printed/printed-file.ts';
import { assembleHandout } from '../../src/render/render-publication.ts';
import { withPress } from './bench-press.ts';
import type { Bench, Comparison } from './comparison.ts';
import { longText } from './long-text.ts';
import { type PrintRuns, printCounts, printRuns } from './print-runs.ts';
import { paperEdition, withPublication } from './publication.ts';

const TEXT = { chapters: 1, parts: 1, paragraphs: 4 } as const;
const PAGES = 2;
const EDITION = paperEdition('handouts-a4');
/** It takes so little time that many runs cost nothing. */
const TIMES = 4;

export const handout: Bench = {
  name: 'handout',
  run: (runs, say) =>
    withPublication(longText(TEXT), async ({ rendered, publication, context }) => {
      const [chapter] = publication.chapters;
      if (chapter === undefined) throw new Error('The handout has no chapter.');
      const book = await assembleHandout(rendered, chapter);
      const measured = await withPress((bench) => {
        const work = {
          print: () => printHandout(book, EDITION, bench.press, context),
          finish: (bytes: Uint8Array) =>
            finalizePdf(readPrintedFile(bytes), book, EDITION, { path: 'bench.pdf' }, context),
        };
        return printRuns(bench, work, runs * TIMES, () => undefined);
      });
      const { pages } = measured;
      if (pages !== PAGES) say(`handout has ${pages} pages; it should have ${PAGES}`);
      return comparisons(measured);
    }),
};

function comparisons({ runs, pages }: PrintRuns): readonly Comparison[] {
  const floor = `Puppeteer prints the same ${pages} pages once`;
  return [
    {
      subject: 'finished',
      floor,
      pairs: runs.map((run) => ({ subject: run.finishing, floor: run.bare })),
      target: { most: 20 },
    },
    {
      subject: `printed and finished (${printCounts(runs)})`,
      floor,
      pairs: runs.map((run) => ({ subject: run.whole, floor: run.bare })),
    },
  ];
}
