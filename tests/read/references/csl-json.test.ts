/** Bibliographies that nobody should write, and programs do: taken where they can be meant in one way alone, else told with their place. */
import { toString as textOf } from 'hast-util-to-string';
import { expect, test } from 'vitest';
import type { Diagnostic } from '../../../src/core/diagnostics/diagnostic.ts';
import { findPathOffset } from '../../../src/lib/text/json-position.ts';
import { readCslJson } from '../../../src/read/references/csl-json.ts';
import { MAX_FIELD_LENGTH } from '../../../src/read/references/item-schema.ts';
import { readReferences } from '../../../src/read/references/read-references.ts';
import { createBibliography } from '../../../src/render/citations/bibliography.ts';
import { cpuTime } from '../../support/cpu-time.ts';
import { collectDiagnostics } from '../../support/workbench.ts';

const item = (fields: object): string => JSON.stringify([{ id: 'a', type: 'book', title: 'T', ...fields }]);

/** What is told, and what stands in the list. */
async function made(text: string): Promise<readonly string[]> {
  const problems: Diagnostic[] = [];
  const source = { path: 'r.json', text };
  const items = readCslJson(source, (problem) => void problems.push(problem));
  if (problems.length > 0) {
    return problems.map(({ code, place, message }) => {
      expect(code).toBe('references-broken');
      const at = source.text.split('\n')[(place?.line ?? 1) - 1]?.slice((place?.column ?? 1) - 1);
      return `${message.replace('The references are not CSL-JSON: ', '')} ${at?.slice(0, 12)}`;
    });
  }
  const read = new Map(items?.items.map((one) => [one.id, one] as const));
  const entries = await createBibliography(read, 'en').formatEntries([...read.keys()]);
  return [...entries.values()].map((nodes) => textOf({ type: 'root', children: [...nodes] }));
}

test.each([
  ['a number for a name', { author: [{ literal: 5 }] }, '5. T.'],
  ['a number for a given name', { author: [{ family: 'F', given: 5 }] }, 'F 5. T.'],
  ['a text for a list of names', { author: 'Smith' }, 'Smith. T.'],
  ['texts for names', { author: ['Smith', 'Jones'] }, 'Smith, Jones. T.'],
  ['a name without a list', { author: { family: 'Smith', given: 'Ann' } }, 'Smith A. T.'],
  ['nobody', { author: [{}, { family: null }] }, 'T.'],
  ['numbers', { title: 2020, volume: 5, edition: 2 }, '2020. 2nd ed. Vol. 5.'],
  ['a list of titles', { title: ['One', 'Two'] }, 'One.'],
  ['nothing', { title: null, author: null, issued: null }, ''],
  ['a date as text', { issued: '2020-01-02' }, 'T. 2020.'],
  ['a date as a year', { issued: 2020 }, 'T. 2020.'],
  ['a date without a list around it', { issued: { 'date-parts': [2020, 5] } }, 'T. 2020.'],
  ['a date of texts', { issued: { 'date-parts': [['2020', '05', '']] } }, 'T. 2020.'],
  ['a date without parts', { issued: { 'date-parts': [[null]] } }, 'T.'],
  ['words for a date', { issued: { literal: 'in press' } }, 'T. in press.'],
  ['fields of a program', { custom: { a: [{}] }, categories: ['x'], multi: 5, __proto__: null }, 'T.'],
  ['a note of a program', { note: `{:author: {} \nissued: x\n${'x'.repeat(200_000)}` }, 'T.'],
] as const)('accepts %s', async (_, fields, expected) => {
  expect(await made(item(fields))).toEqual([expected]);
});

test.each([
  [{ author: [{ family: {} }] }, '`author.1.family` of item 1 must be text. {}}]}]'],
  [{ author: [{ family: 'F', suffix: [{}] }] }, '`author.1.suffix` of item 1 must be text. [{}]}]}]'],
  [
    { author: [5, 'x', []] },
    '`author.3` of item 1 must be a name with `family` and `given`, or `literal`. []]}]',
  ],
  [{ title: {} }, '`title` of item 1 must be text. {}}]'],
  [{ volume: true }, '`volume` of item 1 must be text. true}]'],
  [
    { title: 'x'.repeat(MAX_FIELD_LENGTH + 1) },
    `\`title\` of item 1 must be at most ${MAX_FIELD_LENGTH} characters. "xxxxxxxxxxx`,
  ],
  [
    { issued: [] },
    '`issued` of item 1 must be a date with `date-parts` such as `[[2026, 11, 22]]`, or `raw`. []}]',
  ],
  [{ issued: { raw: {} } }, '`issued.raw` of item 1 must be text. {}}}]'],
  [
    { issued: { 'date-parts': [['x']] } },
    '`issued.date-parts.1.1` of item 1 must be a year such as 2026. "x"]]}}]',
  ],
  [
    { issued: { 'date-parts': [[99_999_999_999]] } },
    '`issued.date-parts.1.1` of item 1 must be a year such as 2026. 99999999999]',
  ],
  [
    { issued: { 'date-parts': [[2020, 99]] } },
    '`issued.date-parts.1.2` of item 1 must be a month from 1 to 12. 99]]}}]',
  ],
  [
    { accessed: { 'date-parts': [[2020, 1, 32.5]] } },
    '`accessed.date-parts.1.3` of item 1 must be a day from 1 to 31. 32.5]]}}]',
  ],
])('reports %j at its location', async (fields, expected) => {
  const [first] = await made(item(fields));
  expect(first).toBe(expected);
});

test('reads a hundred thousand nested lists and thousands of names quickly', async () => {
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  const many = Array.from({ length: 10_000 }, (_, index) => ({ family: `F${index}`, given: 'G' }));
  const { milliseconds } = await cpuTime(async () => {
    expect(await made(`[{"id":"a","type":"book","title":${deep}}]`)).toEqual([
      '`title` of item 1 must be text. [[[[[[[[[[[[',
    ]);
    expect(await made(`[{"id":"a","type":"book","title":"T","custom":${deep}}]`)).toEqual(['T.']);
    expect(await made(deep)).toEqual([
      'item 1 has no `id`. [[[[[[[[[[[[',
      'item 1 has no `type`. [[[[[[[[[[[[',
    ]);
    expect(await made(item({ author: many, page: '1-'.repeat(MAX_FIELD_LENGTH / 2) }))).toEqual([
      expect.stringMatching(/^F0 G, F1 G, F2 G, F3 G, F4 G, F5 G, et al\. T/),
    ]);
  });
  expect(milliseconds).toBeLessThan(3000);
});

test('reports only the first faults, and no citation without a source', async () => {
  const items = Array.from({ length: 50 }, (_, index) => ({ id: `a${index}`, type: 'book', title: {} }));
  expect(await made(JSON.stringify(items))).toHaveLength(20);
  const files = {
    'p/publication.yaml': 'title: Book\nreferences: r.json\n',
    'p/a.md': '# A\n\nText [@a1].\n',
    'p/r.json': '[\n{"id": "a1", "type": "book", "title": {}}\n]',
  };
  expect(await collectDiagnostics(files)).toEqual(['references-broken p/r.json:2:39']);
});

test('finds a value in a JSON text, or its container', () => {
  const json = '[ 1, {"a\\"]": [true, "x,]", {"b": [[], {"c" : -5e3}]}], "b": {} } ]';
  const at = (...path: (string | number)[]): string => json.slice(findPathOffset(json, path));
  expect(at(0)).toMatch(/^1,/);
  expect(at(1, 'a"]', 1)).toMatch(/^"x,/);
  expect(at(1, 'a"]', 2, 'b', 1, 'c')).toMatch(/^-5e3/);
  expect(at(1, 'b')).toMatch(/^\{\} /);
  expect(at(1, 'b', 'none')).toMatch(/^\{\} /);
  expect(at(1, 'none')).toMatch(/^\{"a/);
  expect(at()).toBe(json);
});

test('finds BibTeX by its text in linear time', async () => {
  const options = { isUsed: () => true, language: 'en' };
  const text = '% from a program\n% twice\n\n@article{doe2020,\n  title = {T}\n}\n';
  const items = await readReferences({ path: 'r.json', text }, options, () => undefined);
  expect(items?.items.map(({ id }) => id)).toEqual(['doe2020']);
  const { milliseconds } = await cpuTime(() =>
    readReferences({ path: 'r.json', text: '% '.repeat(100_000) }, options, () => undefined),
  );
  expect(milliseconds).toBeLessThan(1_000);
});
