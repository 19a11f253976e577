/** Tests the widths that the columns of a table get. */
import { fromHtml } from 'hast-util-from-html';
import { toHtml } from 'hast-util-to-html';
import { describe, expect, test } from 'vitest';
import { fitWideTables } from '../../../../src/print/document/tables/wide-tables.ts';
import { paperEdition } from '../../workbench.ts';

const row = (tag: string, cells: readonly string[]): string =>
  `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  `<table><caption>Widths</caption><thead>${row('th', heads)}</thead><tbody>${rows.map((cells) => row('td', cells)).join('')}</tbody></table>`;

function fitted(html: string, edition = 'book-a4'): string {
  const tree = fromHtml(html, { fragment: true });
  fitWideTables(tree, paperEdition(edition), 'turned');
  return toHtml(tree);
}

/** The widths of the columns in percent. */
const widthsOf = (html: string, edition?: string): readonly number[] =>
  [...fitted(html, edition).matchAll(/<col style="width:([\d.]+)%">/g)].map(([, width]) => Number(width));

const LONG = 'a metoclopramide injection together with diphenhydramine and a liter of fluid';
const PHRASE = 'whether ketamine was the cause';

describe('the columns of a table', () => {
  test('one long cell does not take the room of a column that is long in every row', () => {
    const rows = Array.from({ length: 8 }, (_row, index) => [
      'Study',
      index === 0 ? LONG : 'Nothing',
      PHRASE,
    ]);
    const [study = 0, compared = 0, unknown = 0] = widthsOf(
      table(['Study', 'Compared with', 'Unknown'], rows),
    );
    expect(study + compared + unknown).toBeCloseTo(100, 0);
    // The browser would give it 30 %; in 38 % its words fit into one line.
    expect(unknown).toBeGreaterThan(38);
    expect(study).toBeLessThan(compared);
  });

  test('short labels stay in one line, although a narrower column would save lines', () => {
    const rows = Array.from({ length: 10 }, (_row, index) => [
      `Bolt ${index + 1}`,
      'M10',
      `${index + 10}`,
      'words of a '.repeat(20).slice(0, 105 + index),
    ]);
    const [label = 0] = widthsOf(table(['Bolt', 'Size', 'Torque in Nm', 'Note'], rows));
    // In 9 % “Bolt 10” would take two lines.
    expect(label).toBeGreaterThan(12);
  });

  test('the widths come after the caption', () => {
    const html = fitted(table(['A', 'B', 'C'], [['a', LONG, PHRASE], ...Array(6).fill(['b', 'c', PHRASE])]));
    expect(html).toMatch(/<\/caption><colgroup><col style="[^"]+"><col [^>]+><col [^>]+><\/colgroup><thead>/);
  });

  test.each([
    ['whose lines all fit', [['a', 'b', 'c']]],
    ['whose columns are alike', Array(5).fill([PHRASE, PHRASE, PHRASE])],
    ['with a picture', [[LONG, '<img src="a.png">', PHRASE], ...Array(6).fill(['b', 'c', PHRASE])]],
    ['with a missing cell', [[LONG, 'a', PHRASE], ...Array(6).fill(['b', PHRASE])]],
  ])('the browser lays out a table %s', (_name, rows: readonly (readonly string[])[]) => {
    expect(widthsOf(table(['A', 'B', 'C'], rows))).toEqual([]);
  });

  test('the browser lays out forms and cards', () => {
    const form = table(['A', 'B', 'C'], [[LONG, '', PHRASE], ...Array(6).fill(['b', '', PHRASE])]);
    expect(widthsOf(form.replace('<table>', '<table class="form">'))).toEqual([]);
    const wide = table(Array(9).fill('Considerable'), [Array(9).fill(LONG)]);
    expect(fitted(wide, 'handouts-a5')).toContain('class="cards"');
    expect(widthsOf(wide, 'handouts-a5')).toEqual([]);
  });

  test('a table of many rows and long texts takes no more than a moment', () => {
    const rows = Array.from({ length: 5_000 }, (_row, index) => [`${index}`, LONG, PHRASE]);
    const html = table(['A', 'B', 'C'], rows);
    const tree = fromHtml(html, { fragment: true });
    const start = performance.now();
    fitWideTables(tree, paperEdition('book-a4'), 'turned');
    expect(performance.now() - start).toBeLessThan(1500);
  });
});
