/** Tests what happens to tables that are too wide. */
import { fromHtml } from 'hast-util-from-html';
import { toHtml } from 'hast-util-to-html';
import { describe, expect, test } from 'vitest';
import { fitWideTables } from '../../../../src/print/document/tables/wide-tables.ts';
import { paperEdition } from '../../workbench.ts';

const words = (count: number, word: string): string =>
  Array.from({ length: count }, (_, index) => `<td>${word}${index}</td>`).join('');
const heads = (count: number): string =>
  Array.from({ length: count }, (_, index) => `<th scope="col">Column${index}</th>`).join('');
const table = (columns: number, word: string): string =>
  `<table><thead><tr>${heads(columns)}</tr></thead><tbody><tr>${words(columns, word)}</tr></tbody></table>`;

function settled(html: string, edition: string): string {
  const tree = fromHtml(html, { fragment: true });
  fitWideTables(tree, paperEdition(edition), 'section-1-turned');
  return toHtml(tree);
}

describe('a table', () => {
  test('a table that fits is not changed', () => {
    expect(settled(table(3, 'cell'), 'book-a4')).not.toMatch(/turned|cards|squeezed/);
  });

  test('a table too wide for a book is turned, with only the headings right above it', () => {
    const html = settled(
      `<p>Before.</p><h2>A</h2>\n<h3>B</h3>\n${table(7, 'considerable')}<p>After.</p>`,
      'book-a4',
    );
    expect(html).toMatch(
      /^<p>Before\.<\/p><div style="page: section-1-turned"><h2>A<\/h2>\n<h3>B<\/h3>\n<table class="turned">/,
    );
    expect(html).toMatch(/<\/table><\/div><p>After\.<\/p>$/);
    const between = settled(`<h2>A</h2><p>Between.</p>${table(7, 'considerable')}`, 'book-a4');
    expect(between).toContain('<p>Between.</p><div style="page: section-1-turned"><table class="turned">');
  });

  test('the title of a card has a colon after its label, unless that ends with a question mark', () => {
    const titled = (head: string): string | undefined =>
      /<span class="card-label">(.*?)<\/span>/.exec(
        settled(table(7, 'considerable').replace('Column0', head), 'handouts-a4'),
      )?.[1];
    expect(['Dose', 'Safe?'].map(titled)).toEqual(['Dose:', 'Safe?']);
  });

  test('a table too wide for a handout, for large print or for any page becomes cards', () => {
    expect(settled(table(7, 'considerable'), 'handouts-a4')).toContain('cards');
    expect(settled(table(6, 'considerable'), 'book-large-print-uk')).toContain('cards');
    expect(settled(table(30, 'considerable'), 'book-a4')).toContain('cards');
    for (const edition of ['handouts-a4', 'book-large-print-uk', 'book-a4']) {
      const html = settled(table(30, 'considerable'), edition);
      for (let index = 0; index < 30; index += 1)
        expect(html).toMatch(new RegExp(`[ >]considerable${index}<`));
    }
  });
});
