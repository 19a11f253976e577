/** Tables on narrow screens: nothing of them is out of reach, whatever a reading system says of its width. */
import { expect, test } from 'vitest';
import { sampleBook, sampleSection } from '../../support/sample-book.ts';
import { elements, pack } from '../packed.ts';

const row = (tag: string, cells: readonly string[]): string =>
  `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
const table = (columns: readonly string[]): string =>
  `<table><thead>${row('th', columns)}</thead><tbody>${row(
    'td',
    columns.map(() => 'x'),
  )}</tbody></table>`;

const packed = await pack(
  sampleBook({
    sections: [
      sampleSection(
        `<h1 id="a">A</h1>${table(['One', 'Two', 'Three', 'Four'])}${table(['One', 'Two'])}
        <table><tbody><tr><td>${table(['In', 'side', 'a', 'cell'])}</td></tr></tbody></table>`,
      ),
    ],
  }),
);

test('labels the cells of a table with four columns, but not with two', () => {
  const labels = elements(packed.xml('a.xhtml'), 'td').map(({ attributes }) => attributes['data-label']);
  expect(labels.slice(0, 6)).toEqual(['One', 'Two', 'Three', 'Four', undefined, undefined]);
});

test('wraps each table, also one inside a cell', () => {
  const holders = elements(packed.xml('a.xhtml'), 'div').filter(
    ({ attributes }) => attributes.class === 'holds-table',
  );
  expect(holders).toHaveLength(4);
  expect(elements(packed.xml('a.xhtml'), 'table')).toHaveLength(4);
  for (const { children } of holders)
    expect(children.map((child) => 'name' in child && child.name)).toEqual(['table']);
});

test('applies the same styles to a narrow column as to a narrow screen', () => {
  const style = packed.text('style.css');
  const [, narrow = ''] = style.split('@media (max-width: 36em)');
  const [screen = '', column = ''] = narrow.split('@container (max-width: 36em)');
  expect(screen).toContain('attr(data-label)');
  expect(column.trim()).toBe(screen.trim());
  expect(style).toMatch(/\.holds-table \{\s*container-type: inline-size;/);
});
