/** Tests that words longer than a line break without losing letters. */
import { fromHtml } from 'hast-util-from-html';
import { toHtml } from 'hast-util-to-html';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PaperEdition } from '../../../src/core/model/edition.ts';
import { markLongWords } from '../../../src/print/document/long-words.ts';
import { openPress, type Press, printBook, printHandout } from '../../../src/print/index.ts';
import { readAndRender, renderHandout } from '../../support/workbench.ts';
import { paperEdition, printBench } from '../workbench.ts';

const WORD = 'Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(2);
const PLACES = 'title paragraph heading item cell caption box quotation term code note formula'.split(' ');
const TEXT = `# ${WORD}title

A ${WORD}paragraph.[^1] And \`${WORD}code\`.

## The ${WORD}heading

- An ${WORD}item

:::table[The ${WORD}caption]
| One | Two | Three |
|---|---|---|
| ${WORD}cell | short words | and some more words |
:::

:::note[The ${WORD}box]
> A ${WORD}quotation
:::

<dl><dt>${WORD}term</dt><dd>What it means.</dd></dl>

$$\\text{${WORD.slice(0, 40)}} = \\text{${WORD.slice(0, 40)}} + \\text{${WORD.slice(0, 40)}formula}$$

[^1]: A ${WORD}note.
`;

const { context } = printBench();
let press: Press;
beforeAll(() => {
  press = openPress({ jobs: 1, debug: false }, context);
});
afterAll(() => press.close());

async function print(edition: PaperEdition): Promise<Uint8Array> {
  const made = await readAndRender({ 'words.md': TEXT });
  if (edition.family === 'book') return (await printBook(made.book, edition, press, context)).bytes;
  return (await printHandout(await renderHandout(made, 0), edition, press, context)).bytes;
}

const MM_PER_POINT = 25.4 / 72;

/** What stands between head and foot: its text, without spaces, and its right end in millimetres. */
async function bodyOf(bytes: Uint8Array, { family, page, margins }: PaperEdition) {
  const task = getDocument({ data: Uint8Array.from(bytes), verbosity: 0 });
  const pdf = await task.promise;
  let [text, end] = ['', 0];
  // A cover has margins of its own.
  for (let number = family === 'book' ? 2 : 1; number <= pdf.numPages; number += 1) {
    for (const item of (await (await pdf.getPage(number)).getTextContent()).items) {
      if (!('str' in item) || item.str.trim() === '') continue;
      const [left = 0, bottom = 0] = item.transform.slice(4).map((points) => Number(points) * MM_PER_POINT);
      if (bottom < margins.bottom || bottom > page.height - margins.top) continue;
      text += item.str.replace(/\s+/g, '');
      end = Math.max(end, left + item.width * MM_PER_POINT);
    }
  }
  await task.destroy();
  return { text, end };
}

describe.each(['book-a4', 'book-a5', 'handouts-a4', 'handouts-large-print-uk'])(
  'words too long for %s',
  (name) => {
    let [text, end] = ['', 0];
    beforeAll(async () => {
      const edition = paperEdition(name);
      ({ text, end } = await bodyOf(await print(edition), edition));
    });

    test.each(PLACES)('a long word in a %s is complete', (place) => {
      expect(text).toContain((place === 'formula' ? WORD.slice(0, 40) : WORD) + place);
    });

    test('long words do not exceed the text block', () => {
      const edition = paperEdition(name);
      const inner = Math.min(edition.margins.inside, edition.margins.outside);
      expect(end).toBeLessThan(edition.page.width - inner + 1);
    });
  },
);

describe('markLongWords', () => {
  const marked = (html: string): string => {
    const tree = fromHtml(html, { fragment: true });
    markLongWords(tree);
    return toHtml(tree);
  };
  const long = 'x'.repeat(24);

  test('markLongWords marks only long words', () => {
    const shorter = 'x'.repeat(23);
    expect(marked(`<p>A ${long}, <b>${shorter}</b> ${shorter}</p>`)).toBe(
      `<p>A <span class="long-word">${long},</span> <b>${shorter}</b> ${shorter}</p>`,
    );
  });

  test.each(['pre', 'math', 'svg'])('markLongWords does not change %s', (name) => {
    expect(marked(`<${name}>${long}</${name}>`)).toBe(`<${name}>${long}</${name}>`);
  });
});
