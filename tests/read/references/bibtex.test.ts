/** Tests references in BibTeX and BibLaTeX: the fields, LaTeX in them, inheritance, faults and their places. */
import { describe, expect, test } from 'vitest';
import { readReferences } from '../../../src/read/references/read-references.ts';
import { cpuTime } from '../../support/cpu-time.ts';

/** Reads a file. Returns the items without key and type, and the faults. */
async function read(text: string, language = 'en', isUsed: (key: string) => boolean = () => true) {
  const faults: string[] = [];
  const result = await readReferences(
    { path: 'r.bib', text },
    { isUsed, language },
    ({ code, place, message }) => {
      faults.push(`${place?.line}:${place?.column} ${code} ${message.replace(/^.* is not right: /, '')}`);
    },
  );
  return { items: result?.items ?? [], faults };
}

async function readOne(
  fields: string,
  type = 'book',
  language = 'en',
): Promise<Readonly<Record<string, unknown>>> {
  const { items, faults } = await read(`@${type}{k, ${fields}}`, language);
  expect(faults).toEqual([]);
  return items[0] ?? {};
}

test('reads an article of a reference manager', async () => {
  const fields =
    'author = {M{\\"u}ller, J{\\\'o}zef and van den Berg, Anna and {World Health Organization}}, title = "The {DNA} of Mice", journal = jn # " Letters", year = 2020, month = mar, volume = 3, number = {2}, pages = {10--20}, doi = {10.1000/x_y}, url = {https://x.org/a_b%20c}';
  const { items, faults } = await read(`% Exported\n@string{jn = "Journal"}\n@article{k,\n ${fields},\n}`);
  expect(faults).toEqual([]);
  expect(items).toEqual([
    {
      id: 'k',
      type: 'article-journal',
      author: [
        { family: 'Müller', given: 'Józef' },
        { family: 'Berg', given: 'Anna', 'non-dropping-particle': 'van den' },
        { family: 'World Health Organization' },
      ],
      title: 'The DNA of mice',
      'container-title': 'Journal Letters',
      issued: { 'date-parts': [[2020, 3]] },
      volume: '3',
      issue: '2',
      page: '10-20',
      DOI: '10.1000/x_y',
      URL: 'https://x.org/a_b%20c',
    },
  ]);
});

test.each([
  [
    'title = {\\LaTeX{} and {\\emph{E. coli}} \\& $x^2$ --- \\ss{} \\mbox{a}\\,b}',
    {
      title:
        'LaTeX and <i><span class="nocase">E. coli</span></i> & x² — ß <span class="nocase">a</span>\u00A0b',
    },
  ],
  ['author = {Lee, Ann and others}', { author: [{ family: 'Lee', given: 'Ann' }, { literal: 'et al.' }] }],
  ['author = {Doe, Jr., John}', { author: [{ family: 'Doe', given: 'John', suffix: 'Jr.' }] }],
  [
    'date = {2010-01-05/2010-02}',
    {
      issued: {
        'date-parts': [
          [2010, 1, 5],
          [2010, 2],
        ],
      },
    },
  ],
  ['year = {in press}', { issued: { literal: 'in press' } }],
  ['eprint = {1234.5678}, eprinttype = {arXiv}', { URL: 'https://arxiv.org/abs/1234.5678' }],
  ['title = {One}, title = {Two}', { title: 'One' }],
])('reads %s', async (fields, expected) => {
  expect(await readOne(fields)).toMatchObject(expected);
});

test('titles in other languages keep their capitals', async () => {
  expect(await readOne('title = {Das Haus am See}', 'book', 'de')).toMatchObject({
    title: 'Das Haus am See',
  });
  expect(await readOne('title = {Das Haus am See}, langid = {ngerman}')).toMatchObject({
    title: 'Das Haus am See',
  });
  expect(await readOne('title = {The House}, langid = {english}', 'book', 'de')).toMatchObject({
    title: 'The house',
  });
});

test.each([
  ['phdthesis', { type: 'thesis', genre: 'PhD thesis' }],
  ['online', { type: 'webpage' }],
  ['inproceedings', { type: 'paper-conference' }],
  ['unheard-of', { type: 'document' }],
])('reads the type %s', async (type, expected) => {
  expect(await readOne('title = {T}', type)).toMatchObject(expected);
});

test('inherits from crossref and xdata, and a circle ends', async () => {
  const text =
    '@incollection{a, crossref={b}, title={Part}}\n@book{b, title={Whole}, publisher={P}, crossref={a}, xdata={c}}\n@xdata{c, location={Berlin}}';
  const { items } = await read(text);
  expect(items[0]).toMatchObject({
    title: 'Part',
    'container-title': 'Whole',
    publisher: 'P',
    'publisher-place': 'Berlin',
  });
  expect(items[1]).toMatchObject({ title: 'Whole' });
});

describe('faults', () => {
  test.each([
    [
      '@book{a, title={A}\n\n@book{b, title={B}}',
      ['a', 'b'],
      ['1:1 reference-broken its closing brace is missing.'],
    ],
    [
      '@book{, title={A}}\n@book{b, title={B}}',
      ['b'],
      ['1:7 reference-broken it has no key before its first comma.'],
    ],
    [
      '@book{a,\n title={A},\n year 2020,\n note={N}}',
      ['a'],
      ['3:2 reference-broken the field `year` has no value.'],
    ],
    ['@book{a,\n title="A,\n note={N}}', ['a'], ['2:2 reference-broken the field `title` has no value.']],
    ['@book{a, title={A}, journal=foo}', ['a'], ['1:29 reference-broken no `@string` defines `foo`.']],
    [
      '@book{a, title={\\begin{x} $ y}}',
      ['a'],
      ['1:1 reference-broken the LaTeX in its fields cannot be understood.'],
    ],
    ['Words only.', [], ['1:1 reference-broken the file has none such as `@book{key, …}`.']],
    ['@comment{x @book{y, title={z}}}\n@book{b, title={B}}', ['b'], []],
    ['@book{b, title={B}}\n}}} junk me@x.org', ['b'], []],
    ['@book(b, title={B}, year={1)})', ['b'], []],
  ])('reads the rest of %j', async (text, keys, expected) => {
    const { items, faults } = await read(text);
    expect(items.map(({ id }) => id)).toEqual(keys);
    expect(faults).toEqual(expected);
  });

  test('braces in braces are read, or reported', async () => {
    const depth = 20_000;
    const { items, faults } = await read(`@book{a, title={${'{'.repeat(depth)}x${'}'.repeat(depth)}}}`);
    expect(items.map(({ id }) => id)).toEqual(['a']);
    expect(faults).toEqual(['1:1 reference-broken the LaTeX in its fields cannot be understood.']);
  });

  test('entries that are not cited are only known by their keys', async () => {
    const { items, faults } = await read('@book{a, title={\\begin{x} $ y}}\n@book{b, x}', 'en', () => false);
    expect(items.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(faults).toEqual([]);
  });
});

test('a long or hostile file takes linear time', async () => {
  const many = Array.from(
    { length: 10_000 },
    (_, index) => `@book{k${index}, title={The {DNA} of ${index}}}`,
  );
  const { milliseconds } = await cpuTime(async () => {
    const { items } = await read(many.join('\n'), 'en', (key) => key.length < 4);
    expect(items).toHaveLength(10_000);
    for (const text of [
      '@a{'.repeat(50_000),
      '@a{b,\n'.repeat(20_000),
      `@a{b, ${'x\n'.repeat(50_000)}}`,
      `@a{b, c=${'{'.repeat(100_000)}`,
      '@'.repeat(100_000),
    ]) {
      await read(text);
    }
  });
  expect(milliseconds).toBeLessThan(4000);
});
