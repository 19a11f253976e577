/** Notes are looked up in lists that find them at once, and mean what GFM says they mean. */
import { expect, test } from 'vitest';
import { IndexedList } from '../../../src/lib/text/indexed-list.ts';
import { indexFootnoteLabels } from '../../../src/read/markdown/footnote-index.ts';
import { renderMarkdown } from '../../support/workbench.ts';

test('the indexed list behaves like an array', () => {
  const [list, array] = [new IndexedList(), [] as string[]];
  for (const texts of [['a'], ['b', 'a'], [], ['c', 'c', 'd']]) {
    expect(list.push(...texts)).toBe(array.push(...texts));
  }
  expect([...list]).toEqual(array);
  for (const text of ['a', 'b', 'c', 'd', 'e']) {
    expect(list.includes(text)).toBe(array.includes(text));
    expect(list.indexOf(text)).toBe(array.indexOf(text));
  }
});

test('gives the parser an indexed list before GFM creates its own', () => {
  const [construct] = [Object.values(indexFootnoteLabels().document ?? {})[0]].flat();
  const parser: { gfmFootnotes?: string[] } = {};
  construct?.tokenize.call({ parser } as never, {} as never, (() => {}) as never, (() => {}) as never);
  expect(parser.gfmFootnotes).toBeInstanceOf(IndexedList);
});

test('numbers notes by their first use, however their labels are written', async () => {
  const html = await renderMarkdown('One[^b], two[^A], again[^B].\n\n[^a]: A.\n\n> [^b]: B.\n');
  expect([...html.matchAll(/role="doc-noteref"[^>]*href="#([^"]+)"/g)].map(([, id]) => id)).toEqual([
    'text--note-1',
    'text--note-2',
    'text--note-1',
  ]);
});
