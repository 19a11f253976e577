/** Tests that numbers of a column are aligned on their decimal sign, and that their texts stay the same. */
import { expect, test } from 'vitest';
import { renderMarkdown } from '../../support/workbench.ts';

const table = (values: readonly string[]): string =>
  [
    ...[':::table[Values]{align="l ."}', ''],
    ...['| Name | Value |', '| --- | --- |'],
    ...values.map((value, index) => `| ${'abcdef'.charAt(index)} | ${value} |`),
    ...['', ':::', ''],
  ].join('\n');

const listCells = (html: string): readonly string[] =>
  [...html.matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(([, cell = '']) => cell);
const textOf = (html: string): string => html.replace(/<[^>]*>/g, '');

test('gives what is after the whole number one width', async () => {
  const cells = listCells(await renderMarkdown(table(['1.25', '1212.5', '7', '12%'])));
  const fraction = (text: string): string => `<span class="fraction" style="min-width:3ch">${text}</span>`;
  expect(cells).toEqual([
    `1${fraction('.25')}`,
    `1212${fraction('.5')}`,
    `7${fraction('')}`,
    `12${fraction('%')}`,
  ]);
});

test('keeps words, and cells with more than a text', async () => {
  const cells = listCells(await renderMarkdown(table(['none', '**1.5** mg', '2.5'])));
  expect(cells.slice(0, 2)).toEqual(['none', '<strong>1.5</strong> mg']);
  expect(cells.map(textOf)).toEqual(['none', '1.5 mg', '2.5']);
});

test('leaves whole numbers alone', async () => {
  expect(listCells(await renderMarkdown(table(['1', '20'])))).toEqual(['1', '20']);
});

test('takes the decimal sign of the language, else the other one', async () => {
  const fractions = async (values: readonly string[]): Promise<readonly string[]> =>
    listCells(await renderMarkdown(table(values), { language: 'de' })).map((cell) =>
      textOf(/<span.*$/.exec(cell)?.[0] ?? ''),
    );
  expect(await fractions(['1.000,5', '2,25'])).toEqual([',5', ',25']);
  expect(await fractions(['1.5', '2.25'])).toEqual(['.5', '.25']);
});
