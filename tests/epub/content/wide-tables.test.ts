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

test('a table of four columns names them in its cells; one of two does not', () => {
  const labels = elements(packed.xml('a.xhtml'), 'td').map(({ attributes }) => attributes['data-label']);
  expect(labels.slice(0, 6)).toEqual(['One', 'Two', 'Three', 'Four', undefined, undefined]);
});

test('each table stands in an element that knows its width, one in a cell, too', () => {
  const holders = elements(packed.xml('a.xhtml'), 'div').filter(
    ({ attributes }) => attributes.class === 'holds-table',
  );
  expect(holders).toHaveLength(4);
  expect(elements(packed.xml('a.xhtml'), 'table')).toHaveLength(4);
  for (const { children } of holders)
    expect(children.map((child) => 'name' in child && child.name)).toEqual(['table']);
});

test('what a narrow screen has, a narrow column has', () => {
  const style = packed.text('style.css');
  const [, narrow = ''] = style.split('@media (max-width: 36em)');
  const [screen = '', column = ''] = narrow.split('@container (max-width: 36em)');
  expect(screen).toContain('attr(data-label)');
  expect(column.trim()).toBe(screen.trim());
  expect(style).toMatch(/\.holds-table \{\s*container-type: inline-size;/);
});
