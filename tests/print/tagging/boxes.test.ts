/** Tests the tags of boxes and of items to tick, and the bookmark of an urgent box. */
import { PDFDict, PDFName } from '@cantoo/pdf-lib';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { expect, test } from 'vitest';
import { openPress, printHandout } from '../../../src/print/index.ts';
import { checkPdf } from '../../conformance/pdf.ts';
import { readAndRender, renderHandout } from '../../support/workbench.ts';
import { HANDOUTS, printBench } from '../workbench.ts';
import { allTags, load, nameIn, outlineOf, type Tag, tagsNamed, tagsOf, textIn } from './reader.ts';

const TEXT = `# Fever

:::key-points
Drink.
:::

## At home

### Tonight

::::urgent[Call *at once* if it is one of these]
Stiff neck.

:::note
Nested.
:::
::::

:::action[Do]
- [ ] Ask
- [x] Drink

  More.
:::

- [ ] Sleep
- Wake
`;

async function printFever(): Promise<Uint8Array> {
  const { context } = printBench();
  const press = openPress({ jobs: 1, debug: false }, context);
  try {
    const book = await renderHandout(await readAndRender({ 'text.md': TEXT }), 0);
    return (await printHandout(book, HANDOUTS, press, context)).bytes;
  } finally {
    await press.close();
  }
}

interface Bookmark {
  readonly title: string;
  readonly items: readonly Bookmark[];
}

const titlesOf = (items: readonly Bookmark[], level = 1): readonly string[] =>
  items.flatMap(({ title, items }) => [`${level} ${title}`, ...titlesOf(items, level + 1)]);

const headingsOf = (tags: Tag): readonly string[] =>
  allTags(tags).flatMap(({ type }) => (/^H\d$/.test(type) ? [type] : []));

test('boxes are sections with headings, checks are labels, and an urgent box has a bookmark', async () => {
  const bytes = await printFever();
  expect(await checkPdf(bytes)).toEqual([]);
  const tags = tagsOf(await load(bytes));
  const boxes = tagsNamed(tags, 'Sect').map(outlineOf);
  expect(boxes).toContain('Sect(H2 P)');
  expect(boxes).toContain('Sect(H4(Em) P Sect(H5 P))');
  expect(boxes).toContain('Sect(H4 L(LI(Lbl(Figure) LBody(P)) LI(Lbl(Figure) LBody(P P))))');
  // Fever, Key points, At home, Tonight, Call, Good to know, Do.
  expect(headingsOf(tags)).toEqual(['H1', 'H2', 'H2', 'H3', 'H4', 'H5', 'H4']);

  const checks = tagsNamed(tags, 'Lbl').filter(({ kids }) => kids.length > 0);
  expect(checks.map(({ kids }) => kids.map(({ dict }) => textIn(dict, 'Alt')))).toEqual([
    ['To do'],
    ['Done'],
    ['To do'],
  ]);
  const kinds = tagsNamed(tags, 'L').map(({ dict }) =>
    nameIn(dict.lookup(PDFName.of('A'), PDFDict), 'ListNumbering'),
  );
  expect(kinds).toEqual(['Square', 'Square']);

  const task = getDocument({ data: Uint8Array.from(bytes), verbosity: 0 });
  const outline = await (await task.promise).getOutline();
  await task.destroy();
  expect(titlesOf(outline as Bookmark[])).toEqual([
    '1 Fever',
    '2 At home',
    '3 Tonight',
    '4 Call at once if it is one of these',
  ]);
});
