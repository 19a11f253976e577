/** Builds the table of a chart's data: `details` that are below its figure, and that its image names with `aria-details`. */
import type { Element } from 'hast';
import type { Terms } from '../../core/model/design.ts';
import type { ChartTable } from '../../core/model/diagram.ts';
import { termAttributes } from '../../core/term-language.ts';
import { CHART_DATA, EBOOK_ONLY } from '../../core/tree/chart-data.ts';
import { createElement } from '../../lib/html/elements.ts';

/** In which editions the table is. */
export type ChartTablePlace = 'everywhere' | 'ebook';

/** The words of the publication, and the language of its numbers (BCP 47). */
export interface ChartWords {
  readonly terms: Terms;
  readonly language: string;
}

/** Builds the tables of a chart. */
export function buildChartTables(
  id: string,
  tables: readonly ChartTable[],
  place: ChartTablePlace,
  { terms, language }: ChartWords,
): Element {
  const words = { type: 'text', value: terms.chartData ?? 'The data of this chart' } as const;
  const summary = createElement('summary', [words], { ...termAttributes(terms, 'chartData') });
  const className = place === 'ebook' ? [CHART_DATA, EBOOK_ONLY] : [CHART_DATA];
  const built = tables.map((table) => buildTable(table, language));
  return createElement('details', [summary, ...built], { className, id });
}

const NUMBER = /^-?\d{1,15}(?:\.(\d{1,12}))?$/;

function buildTable({ heads, rows }: ChartTable, language: string): Element {
  const isNumeric = (column: number): boolean => {
    const values = rows.map((row) => row[column] ?? '').filter((value) => value !== '');
    return values.length > 0 && values.every((value) => NUMBER.test(value));
  };
  // Words name the rows, so they are before the numbers.
  const columns = heads
    .map((_head, column) => ({ column, isNumber: isNumeric(column) }))
    .toSorted((one, other) => Number(one.isNumber) - Number(other.isNumber));
  const row = (tagName: 'th' | 'td', values: readonly string[]): Element =>
    createElement(
      'tr',
      columns.map(({ column, isNumber }) => {
        const value = values[column] ?? '';
        const written = isNumber && tagName === 'td' ? writeNumber(value, language) : value;
        const properties = isNumber ? { className: ['align-right'] } : {};
        return createElement(tagName, written === '' ? [] : [{ type: 'text', value: written }], properties);
      }),
    );
  const head = createElement('thead', [row('th', heads)]);
  const body = createElement(
    'tbody',
    rows.map((values) => row('td', values)),
  );
  return createElement('table', [head, body]);
}

/** Writes a number with the decimal sign of a language, and as many decimals as it has. */
function writeNumber(value: string, language: string): string {
  const [number, decimals = ''] = NUMBER.exec(value) ?? [];
  if (number === undefined) return value;
  const digits = { minimumFractionDigits: decimals.length, maximumFractionDigits: decimals.length };
  return new Intl.NumberFormat(language, { ...digits, useGrouping: false }).format(Number(number));
}
