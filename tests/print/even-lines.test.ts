/** Tests that the lines of a text are evenly spaced, whatever is in them. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LAYOUTS } from '../../src/core/layouts.ts';
import { openPress, type Press, printHandout } from '../../src/print/index.ts';
import { readAndRender, renderHandout } from '../support/workbench.ts';
import { bodyLines, readBack } from './read-back.ts';
import { paperEdition, printBench } from './workbench.ts';

const { context } = printBench();
let press: Press;
beforeAll(() => {
  press = openPress({ jobs: 2, debug: false }, context);
});
afterAll(() => press.close());

const SOURCES = JSON.stringify([{ id: 'one', type: 'book', title: 'A source', issued: { raw: '2020' } }]);
const SENTENCE =
  'A sentence with a citation [@one], `code`, H<sub>2</sub>O, x<sup>2</sup>, a [link](https://example.org/page) and more words. ';

test.each([...LAYOUTS.keys()])('the lines of a paragraph are even: %s', async (layout) => {
  const made = await readAndRender({
    'set/publication.yaml': 'title: Lines\nversion: "1"\nreferences: references.json\n',
    'set/references.json': SOURCES,
    'set/one.md': `# Lines\n\nFirst.\n\n${SENTENCE.repeat(12)}\n`,
  });
  const { imposition: _sheets, ...edition } = paperEdition(`handouts-${layout}`);
  const { bytes } = await printHandout(await renderHandout(made, 0), edition, press, context);
  const { margins, type } = edition;
  const gaps = (await readBack(bytes)).flatMap((page) => {
    const lines = bodyLines(page, margins).filter(({ text }) =>
      /words|sentence|citation|code|link|org|H|x/.test(text),
    );
    return lines.slice(1).map(({ y }, index) => (lines[index]?.y ?? 0) - y);
  });
  // Sub- and superscripts are pieces of their own, so only gaps of about one line are counted.
  const oneLine = gaps.filter((gap) => gap > type.leading * 0.8 && gap < type.leading * 1.2);
  expect(oneLine.length).toBeGreaterThan(5);
  for (const gap of oneLine) expect(Math.abs(gap - type.leading)).toBeLessThan(0.3);
});
