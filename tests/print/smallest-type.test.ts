/** Tests that no text of any edition is smaller than the edition allows, measured in the printed file. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LAYOUTS } from '../../src/core/layouts.ts';
import { openPress, type Press, printBook, printHandout } from '../../src/print/index.ts';
import { readAndRender, renderHandout, type WorkbenchBook } from '../support/workbench.ts';
import { readPieces } from './text-pieces.ts';
import { paperEdition, printBench } from './workbench.ts';

/** A drawing 640 units wide whose smallest words are 22.5 units high, and one half as high again as wide. */
const drawing = (height: number): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 ${height}"><rect width="640" height="${height}" fill="#eee"/><text x="20" y="60" font-size="22.5">Words</text></svg>`;

const TEXT = `# How small is it?

Text with a citation [@one], \`code\`, H<sub>2</sub>O, x<sup>2</sup>, <small>small <sub>words</sub></small>, a [link](https://example.org/page) and a note.[^1]

![Flat.](flat.svg "A caption with a citation.")

:::table[A table with a citation [@one]]
| Head | Other |
|---|---|
| cell [@one] | \`code\` <sup>2</sup> |
:::

![High.](high.svg)

${'More words, so that the handout has several pages and is set closer. '.repeat(60)}

[^1]: A note with \`code\`, <sup>3</sup> and a citation [@one].
`;

const SOURCES = JSON.stringify([
  { id: 'one', type: 'book', title: 'A source', author: [{ family: 'Author' }], issued: { raw: '2020' } },
]);

const { context, diagnostics } = printBench();
let press: Press;
let made: WorkbenchBook;
beforeAll(async () => {
  press = openPress({ jobs: 2, debug: false }, context);
  made = await readAndRender({
    'set/publication.yaml': 'title: Small type\nversion: "1"\nreferences: references.json\n',
    'set/references.json': SOURCES,
    'set/one.md': TEXT,
    'set/flat.svg': drawing(360),
    'set/high.svg': drawing(420),
  });
});
afterAll(() => press.close());

const EDITIONS = [...LAYOUTS.keys()].flatMap((layout) => [`book-${layout}`, `handouts-${layout}`]);

test.each(EDITIONS)('no text is smaller than the edition allows: %s', async (name) => {
  const { imposition: _sheets, ...edition } = paperEdition(name);
  const printed =
    edition.family === 'book'
      ? await printBook(made.book, edition, press, context)
      : await printHandout(await renderHandout(made, 0), edition, press, context);
  const pieces = (await readPieces(printed.bytes)).flatMap(({ pieces }) => pieces);
  const small = pieces.filter(({ size }) => size < edition.type.smallest - 0.1);
  expect(small.map(({ text, size }) => [text, size])).toEqual([]);
  expect(pieces.filter(({ text }) => text === 'Words')).toHaveLength(2);
  expect(diagnostics.map(({ code }) => code)).not.toContain('figure-text-small');
});
