/** Front matter of other programs is read as far as its keys are known, and never printed. */
import { expect, test } from 'vitest';
import { collectDiagnostics, readAndRender, sectionHtml } from '../../support/workbench.ts';

async function read(text: string, expected: readonly string[] = ['front-matter-foreign t.md:1:1']) {
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

test('reads TOML', async () => {
  const text =
    '+++\ntitle = "A \\"b\\"" # first\nauthors = ["C", "D"]\ndate = 2024-03-01T10:00:00Z\ntags = ["x"]\ndraft = false\nlanguageCode = \'en-GB\'\n[extra]\ndescription = "no"\n+++\n\nWords.';
  expect(await read(text)).toEqual({
    title: 'A "b"',
    names: ['C', 'D'],
    language: 'en-GB',
    published: '2024-03-01',
    description: undefined,
    html: ['A “b”', 'Words.'],
    message:
      'The file begins with TOML front matter, as Hugo has it. Read: `title`, `authors`, `date`, `languageCode`. Not read: `tags`, `draft`, `description`.',
  });
});

test('reads the title block of pandoc', async () => {
  const text = '% The little\n  report\n% Jo; Sam\n  Kim\n% 1 March 2024\n\n# Introduction\n\nWords.';
  expect(await read(text)).toMatchObject({
    title: 'The little report',
    names: ['Jo', 'Sam', 'Kim'],
    html: ['Introduction', 'Words.'],
    message:
      'The file begins with a title block, as pandoc has it. Read: `title`, `author`. Not read: `date`.',
  });
});

test('reads the header of MultiMarkdown', async () => {
  const text = 'Title: The ferry\nAuthor: Jo\nLanguage: fr\nBase Header Level: 2\n\n# One\n\nWords.';
  expect(await read(text)).toMatchObject({
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
  const expected = ['front-matter-foreign a.md:1:1', 'front-matter-foreign b.md:1:1'];
  const { publication } = await readAndRender(files, { expected });
  expect(publication.chapters.map(({ metadata }) => metadata.title)).toEqual(['Part', 'Other']);
});

test('keeps the places of what follows, and of values', async () => {
  expect(await collectDiagnostics({ 't.md': '+++\ntitle = "A"\n+++\n\n[x](#y)' })).toEqual([
    'front-matter-foreign t.md:1:1',
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
  ['Title: one\nand more\n\n# T\n', []],
  ['---\n\nWords.\n\n...\n\n# T\n', []],
])('does not take %j', async (text, expected) =>
  expect(await collectDiagnostics({ 't.md': text })).toEqual(expected),
);
