/** Tests the tables of the data of charts. */
import { describe, expect, test } from 'vitest';
import { MAX_CHART_ROWS, type ReadData, readChartTables } from '../../../src/render/diagrams/chart-data.ts';
import { readAndRender, sectionHtml } from '../../support/workbench.ts';

/** Reads as Vega does, without its libraries. */
const read: ReadData = (data, { type, property }) => {
  if (type !== 'csv') {
    const value: unknown = typeof data === 'string' ? JSON.parse(data) : data;
    return property === undefined ? value : (value as Record<string, unknown>)[property];
  }
  const [heads = [], ...rows] = String(data)
    .trim()
    .split('\n')
    .map((line) => line.split(','));
  return rows.map((row) => Object.fromEntries(heads.map((head, index) => [head, row[index]])));
};

const tablesOf = (spec: object, files: Readonly<Record<string, string>> = {}) =>
  readChartTables(spec, files, read);

describe('the tables of a chart', () => {
  test('columns are the fields of its encodings, with their titles', () => {
    const encoding = {
      x: { field: 'n', title: 'Number' },
      y: { field: 'day', axis: { title: 'Day' } },
      tooltip: [{ field: 'n', title: 'Other' }, { field: 'note' }],
      color: { value: 'red' },
      size: { field: 'sum of n' },
    };
    const files = { 'b.csv': 'day,n,id,note\nMonday,3,7,x\nTuesday,,8,y\n' };
    expect(tablesOf({ data: { url: 'b.csv' }, encoding }, files)).toEqual([
      {
        heads: ['Number', 'Day', 'note'],
        rows: [
          ['3', 'Monday', 'x'],
          ['', 'Tuesday', 'y'],
        ],
        count: 2,
      },
    ]);
  });

  test('views share data, or have their own', () => {
    const values = [{ a: 1, b: null }];
    const layer = [
      { encoding: { x: { field: 'a' } } },
      { data: { name: 'c' }, encoding: { x: { field: 'data' } } },
    ];
    const spec = {
      data: { values },
      datasets: { c: [5, 6] },
      layer,
      hconcat: [{ encoding: { y: { field: 'b' } } }],
    };
    expect(tablesOf(spec).map(({ heads, rows }) => [heads, rows])).toEqual([
      [['a', 'b'], [['1', '']]],
      [['data'], [['5'], ['6']]],
    ]);
  });

  test('a property of a file, and all columns where no encoding names any', () => {
    const files = { 'x.json': '{ "rows": [{ "a": 1, "shape": { "type": "Point" } }] }' };
    expect(tablesOf({ data: { url: 'x.json', format: { property: 'rows' } } }, files)).toEqual([
      { heads: ['a'], rows: [['1']], count: 1 },
    ]);
  });

  test.each([
    ['generated', { data: { sequence: { start: 0, stop: 9 } } }],
    ['broken', { data: { values: '{' } }],
    ['no rows', { data: { values: 7 } }],
    ['shapes', { data: { values: [{ shape: {} }] } }],
    ['absent', { data: null, encoding: [] }],
  ])('data that are %s have no table', (_kind, spec) => {
    expect(tablesOf(spec)).toEqual([]);
  });

  test('more rows than a table may have are counted', () => {
    const values = Array.from({ length: 999 }, (_row, a) => ({ a }));
    const [table] = tablesOf({ data: { values } });
    expect([table?.count, table?.rows.length]).toEqual([999, MAX_CHART_ROWS + 1]);
  });
});

const CHART =
  '{ "description": "Bars.", "data": { "url": "b.csv" }, "mark": "bar", "encoding": { "x": { "field": "n", "type": "quantitative" }, "y": { "field": "day" } } }';
const show = async (
  options: string,
  around: (chart: string) => string = (chart) => chart,
): Promise<string> => {
  const text = around(`\`\`\`{.vega-lite ${options}}\n${CHART}\n\`\`\``);
  const { book } = await readAndRender({
    'a.md': `# T\n\n${text}\n`,
    'b.csv': 'day,n\nMonday,3.50\nSunday,10\n',
  });
  return sectionHtml(book);
};

test('the table is below the figure, and the image names it', async () => {
  const html = await show('#fig-a fig-cap="Words" data-table=true');
  expect(html).toMatch(/<img [^>]*aria-details="a--chart-data-3"/);
  expect(html).toContain(
    '</figcaption></figure><details class="chart-data" id="a--chart-data-3"><summary>The data of this chart</summary><table><thead><tr><th scope="col">day</th><th class="align-right" scope="col">n</th></tr></thead>',
  );
  expect(html).toContain('Monday</th><td class="align-right">3.50</td>');
});

test('in a container, the table is below it; for e-books alone it has a class; without the option there is none', async () => {
  const inside = await show('data-table=ebook', (chart) => `:::figure[Words]\n${chart}\n:::`);
  expect(inside).toMatch(
    /Words<\/figcaption><\/figure><details class="chart-data ebook-only" id="a--chart-data-4">/,
  );
  expect(await show('data-table=false')).not.toContain('details');
  expect(await show('')).not.toContain('details');
});
