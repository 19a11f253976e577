/** Front matter of other programs is read as far as its keys are known, and never printed. */
import { expect, test } from 'vitest';
import { collectDiagnostics, readAndRender, sectionHtml } from '../../support/workbench.ts';

async function read(text: string, expected: readonly string[] = []) {
  const { book, publication, diagnostics } = await readAndRender({ 't.md': text }, { expected });
  const { title, authors, language, published, description } = publication.metadata;
  const names = authors.map(({ name }) => name);
  const html = sectionHtml(book)
    .replace(/<[^>]*>/g, '')
    .split('\n');
  return { title, names, language, published, description, html, message: diagnostics[0]?.message };
}

test('reads YAML that ends with dots, or begins after empty lines', async () => {
  for (const text of [
    '---\ntitle: A\nlanguage: de\n...\n\nWords.',
    '\n \n---\ntitle: A\nlanguage: de\n---\nWords.',
  ]) {
    expect(await read(text, [])).toMatchObject({ title: 'A', language: 'de', html: ['A', 'Words.'] });
  }
});

test('reads TOML, as Hugo and Zola have it', async () => {
  const text =
    '+++\ntitle = "A \\"b\\"" # first\nauthors = [\n  "C", # c\n  \'D\',\n]\ndate = 2024-03-01T10:00:00Z\ntags = ["x"]\ndraft = false\nlanguageCode = \'en-GB\'\nweight = 3\n[extra]\ndescription = "no"\n+++\n\nWords.';
  expect(await read(text, ['keys-unused t.md:11:1'])).toEqual({
    title: 'A "b"',
    names: ['C', 'D'],
    language: 'en-GB',
    published: '2024-03-01',
    description: undefined,
    html: ['A “b”', 'Words.'],
    message: '2 keys have no meaning here and are left out: `weight`, `extra`.',
  });
  const long =
    '---toml\nlocal = 2024-05-01 10:00:00\ndate = 2024-05-02 10:00:00\ntitle = """\nA\nb"""\ndraft = true\n---\nx';
  expect(await read(long, ['keys-unused t.md:2:1'])).toMatchObject({
    published: '2024-05-02',
    html: ['A b', 'x'],
  });
});

test.each([
  ['{\n\t"title": "A",\n\t"author": "Jo",\n\t"nested": {"a": "}"}\n}\n\nWords.', 'keys-unused t.md:4:2'],
  ['{ "title": "A", "author": ["Jo"] }\n\nWords.', undefined],
  ['---json\n{"title": "A",\n"author": "Jo"}\n---\nWords.', undefined],
  [';;;\n{"title": "A", "author": "Jo", "layout": "x"}\n;;;\nWords.', 'keys-unused t.md:2:32'],
  [';;;\n"title": "A",\n"author": "Jo"\n;;;\nWords.', undefined],
  ['---yaml\ntitle: A\nauthor: Jo\n---\nWords.', undefined],
])('reads JSON, and fences that name a language: %j', async (text, expected) => {
  const found = await read(text, expected === undefined ? [] : [expected]);
  expect(found).toMatchObject({ title: 'A', names: ['Jo'], html: ['A', 'Words.'] });
});

test('reads the title block of pandoc', async () => {
  const text = '% The little\n  report\n% Jo; Sam\n  Kim\n% 1 March 2024\n\n# Introduction\n\nWords.';
  expect(await read(text)).toMatchObject({
    title: 'The little report',
    names: ['Jo', 'Sam', 'Kim'],
    published: '2024-03-01',
    html: ['Introduction', 'Words.'],
  });
});

test('reads the header of MultiMarkdown', async () => {
  const text = 'Title: The ferry\nAuthor: Jo\nLanguage: fr\nBase Header Level: 2\n\n# One\n\nWords.';
  expect(await read(text, ['keys-unused t.md:4:1'])).toMatchObject({
    title: 'The ferry',
    names: ['Jo'],
    language: 'fr',
    html: ['One', 'Words.'],
  });
});

test('reads in a chapter what a chapter may have', async () => {
  const files = {
    'publication.yaml': 'title: Book\n',
    'a.md': '% Part\n% Jo\n\nWords.',
    'b.md': '+++\ntitle = "Other"\nauthor = "Jo"\n+++\nWords.',
  };
  const expected = ['keys-unused a.md:2:1', 'keys-unused b.md:3:1'];
  const { publication } = await readAndRender(files, { expected });
  expect(publication.chapters.map(({ metadata }) => metadata.title)).toEqual(['Part', 'Other']);
});

test('keeps the places of what follows, and of values', async () => {
  expect(await collectDiagnostics({ 't.md': '+++\ntitle = "A"\n+++\n\n[x](#y)' })).toEqual([
    'link-anchor-missing t.md:5:1',
  ]);
  expect(await collectDiagnostics({ 't.md': '\n---\ntitle: A\nlanguage: b!\n...\n\nx' })).toEqual([
    'language-unknown t.md:4:11',
  ]);
});

test.each([
  ['+++\ntitle = "A"\n\n# T\n', ['front-matter-unclosed t.md:1:1']],
  ['# T\n\n+++\ntitle = "A"\n+++\n', []],
  ['% of people, and\nmore\n\n# T\n', []],
  ['Note: one\n\n# T\n', []],
  ['{ "a": b }\n\n# T\n', []],
  ['{ "a": 1 } more\n\n# T\n', []],
  [';;;\n{\n;;;\n\n# T\n', []],
  ['Title: one\nand more\n\n# T\n', []],
  ['---\n\nWords.\n\n...\n\n# T\n', []],
])('does not take %j', async (text, expected) =>
  expect(await collectDiagnostics({ 't.md': text })).toEqual(expected),
);
