/** Tests the row of heads that says that a table goes on. */
import { fromHtml } from 'hast-util-from-html';
import { toHtml } from 'hast-util-to-html';
import { expect, test } from 'vitest';
import { addContinuedHeads } from '../../../../src/print/document/tables/continued-heads.ts';

const TERMS = { language: 'en', continuedTable: '{table}, continued' };
const CAPTION = '<caption><span class="caption-label">Table 3.</span> Plants</caption>';
const HEAD = '<thead><tr><th colspan="2">A</th><th>B</th></tr></thead>';
const ROW =
  '<thead><tr class="continued-row"><td colspan="3"><div class="continued">Table 3, continued</div></td></tr>';
const body = (rows: number): string =>
  `<tbody>${'<tr><td>1</td><td>2</td><td>3</td></tr>'.repeat(rows)}</tbody>`;

function changed(html: string, terms: Readonly<Record<string, string>> = TERMS): string {
  const tree = fromHtml(html, { fragment: true });
  addContinuedHeads(tree, { ...terms, language: 'en' });
  return toHtml(tree);
}

test('a long table with a caption gets the row, above its heads or as its only head', () => {
  expect(changed(`<table>${CAPTION}${HEAD}${body(7)}</table>`)).toContain(`${ROW}<tr><th colspan="2">A`);
  expect(changed(`<table>${CAPTION}${body(7)}</table>`)).toContain(`</caption>${ROW}</thead><tbody>`);
  expect(changed(`<table class="cards">${CAPTION}${body(2).repeat(3)}</table>`)).toContain(ROW);
});

test.each([
  ['short', `<table>${CAPTION}${HEAD}${body(6)}</table>`],
  ['without a caption', `<table>${HEAD}${body(9)}</table>`],
  ['in a cell', `<table><tbody><tr><td><table>${CAPTION}${HEAD}${body(9)}</table></td></tr></tbody></table>`],
  ['of two cards', `<table class="cards">${CAPTION}${body(2).repeat(2)}</table>`],
])('a table %s stays as it is', (_kind, html) => {
  expect(changed(html)).toBe(html);
});

test('without words in the terms, no table gets the row', () => {
  const html = `<table>${CAPTION}${HEAD}${body(9)}</table>`;
  expect(changed(html, { continuedTable: '' })).toBe(html);
});
