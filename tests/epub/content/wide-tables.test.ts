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
  expect(labels.slice(0, 6)).toEqual(['One:', 'Two:', 'Three:', 'Four:', undefined, undefined]);
});

test('ends a label with a colon, unless it ends with a question mark', async () => {
  const html = table(['', 'Approved?', 'Dose (mg)', '薬？']);
  const made = await pack(sampleBook({ sections: [sampleSection(`<h1 id="a">A</h1>${html}`)] }));
  const labels = elements(made.xml('a.xhtml'), 'td').map(({ attributes }) => attributes['data-label']);
  expect(labels.slice(1)).toEqual(['', 'Approved?', 'Dose (mg):', '薬？']);
});

test('leaves the role of a table unnamed if its caption has a citation, which Ace would refuse', async () => {
  const caption = '<caption>T <a role="doc-biblioref" href="#a">1</a></caption>';
  const cards = table(['One', 'Two', 'Three', 'Four']);
  const html = `<h1 id="a">A</h1>${cards}${cards.replace('<table>', `<table>${caption}`)}`;
  const made = await pack(sampleBook({ sections: [sampleSection(html)] }));
  const rolesOf = (name: string) =>
    elements(made.xml('a.xhtml'), name).map(({ attributes }) => attributes.role);
  expect(rolesOf('table')).toEqual(['table', undefined]);
  expect(rolesOf('tbody')).toEqual(['rowgroup', 'rowgroup']);
});

test('names the roles of a table that becomes cards, and of no other', async () => {
  const cards =
    '<table><thead><tr><th></th><th>B</th><th>C</th><th>D</th></tr></thead><tbody><tr><th scope="row">a</th><td>b</td><td>c</td><td>d</td></tr></tbody></table>';
  const form = table(['One', 'Two', 'Three', 'Four']).replace('<table>', '<table class="form">');
  const html = `<h1 id="a">A</h1>${cards}${form}${table(['One', 'Two'])}`;
  const made = await pack(sampleBook({ sections: [sampleSection(html)] }));
  const roles = ['table', 'thead', 'tbody', 'tr', 'th', 'td'].map((name) => [
    name,
    ...elements(made.xml('a.xhtml'), name).flatMap(({ attributes: { role } }) => role ?? []),
  ]);
  expect(roles).toEqual([
    ['table', 'table'],
    ['thead', 'rowgroup'],
    ['tbody', 'rowgroup'],
    ['tr', 'row', 'row'],
    ['th', 'columnheader', 'columnheader', 'columnheader', 'rowheader'],
    ['td', 'cell', 'cell', 'cell', 'cell'],
  ]);
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
