/** Tests that tall letters of a page's first line are not printed at the foot of the page before, too. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPress, type Press, printHandout } from '../../src/print/index.ts';
import { memoryHost, openWorkbench, readAndRenderAny, renderHandout } from '../support/workbench.ts';
import { readPieces } from './text-pieces.ts';
import { paperEdition, printBench } from './workbench.ts';

const { context } = printBench();
let press: Press;
beforeAll(() => {
  press = openPress({ jobs: 2, debug: false }, context);
});
afterAll(() => press.close());

const SENTENCES: Readonly<Record<string, string>> = {
  ar: 'مرضٌ عصبيٌّ شائعٌ يُسبِّب نوباتٍ من الألم الشديد في الرأس، وقد يستمرُّ من أربع ساعاتٍ إلى ثلاثة أيام. ',
  fa: 'میگرن یک بیماری شایع است که سردردهای شدید ایجاد می‌کند و گاهی سه روز طول می‌کشد. ',
};

test.each([
  ['ar', 'handouts-a4'],
  ['ar', 'handouts-a5'],
  ['ar', 'handouts-large-print-uk'],
  ['fa', 'handouts-a4'],
])('each line is printed on one page: %s, %s', async (language, name) => {
  const sentence = SENTENCES[language] ?? '';
  const paragraphs = Array.from({ length: 14 }, (_, n) => sentence.repeat(2 + (n % 4)));
  const text = `---\ntitle: T\nlanguage: ${language}\n---\n\n# T\n\n${paragraphs.join('\n\n')}\n\n- ${sentence.repeat(4)}\n- ${sentence.repeat(4)}\n`;
  // Whether there are terms for the language does not matter here.
  const { publication, rendered, book, ...others } = await readAndRenderAny(
    openWorkbench(memoryHost({ 'note.md': text })),
  );
  if (!publication || !rendered || !book) throw new Error('nothing to print');
  const made = { publication, rendered, book, ...others };
  const { imposition: _sheets, ...edition } = paperEdition(name);
  const { bytes } = await printHandout(await renderHandout(made, 0), edition, press, context);
  const pages = await readPieces(bytes);
  expect(pages.length).toBeGreaterThan(2);
  const bottom = (edition.margins.bottom * 72) / 25.4;
  for (const { pieces } of pages) {
    // Between the text area and the foot, which is in the middle of the margin, there is nothing.
    const below = pieces.filter(({ y }) => y < bottom - 1 && y > bottom * 0.7);
    expect(below.map(({ text }) => text)).toEqual([]);
  }
});
