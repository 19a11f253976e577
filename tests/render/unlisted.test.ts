/** Leaves headings of the class `unlisted` out of the contents. */
import { expect, test } from 'vitest';
import type { NavigationNode } from '../../src/core/model/book.ts';
import { readAndRender } from '../support/workbench.ts';

const SETTINGS =
  'title: T\nidentifier: urn:x:1\nlanguage: en\nauthors: [{ name: A Writer }]\nchapters: [a.md, b.md, c.md]\n';

async function titles(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { book } = await readAndRender({ 'b/publication.yaml': SETTINGS, ...files });
  const walk = ({ title, children }: NavigationNode): readonly string[] => [title, ...children.flatMap(walk)];
  return book.navigation.flatMap(walk);
}

test('a chapter is in the book, but not in the contents, and neither are the headings in it', async () => {
  const found = await titles({
    'b/a.md': '# One\n\nWords.\n\n## Part of one\n\nWords.\n',
    'b/b.md': '# Hidden {.unlisted}\n\nWords.\n\n## Part of it\n\nWords.\n',
    'b/c.md': '# Three\n\nSee [it](b.md).\n',
  });
  expect(found).toEqual(['One', 'Part of one', 'Three']);
});

test.each([
  '{.unlisted}',
  '{#here .unlisted}',
  '{.unnumbered .unlisted}',
  '{- .unlisted}',
  '{.unlisted key=value}',
])('a heading with %s and those below it are left out, up to the next of its level', async (attributes) => {
  const found = await titles({
    'b/a.md': `# One\n\nWords.\n\n## Hidden ${attributes}\n\n### Below\n\nWords.\n\n## Shown\n\nWords.\n`,
    'b/b.md': '# Two\n\nWords.\n',
    'b/c.md': '# Three\n\nWords.\n',
  });
  expect(found).toEqual(['One', 'Shown', 'Two', 'Three']);
});

test('the chapters of an unlisted part are below no other part', async () => {
  const { book } = await readAndRender({
    'b/publication.yaml': SETTINGS.replace(
      '[a.md, b.md, c.md]',
      '[{ chapter: a.md, chapters: [c.md] }, { chapter: b.md, chapters: [d.md, e.md] }]',
    ),
    'b/a.md': '# Part one\n\nWords.\n',
    'b/c.md': '# One\n\nWords.\n',
    'b/b.md': '# Part two {.unlisted}\n\nWords.\n',
    'b/d.md': '# Two\n\n## In two\n\nWords.\n',
    'b/e.md': '# Three\n\nWords.\n',
  });
  const walk = ({ title, children }: NavigationNode): unknown => [title, children.map(walk)];
  expect(book.navigation.map(walk)).toEqual([
    ['Part one', [['One', []]]],
    ['Two', [['In two', []]]],
    ['Three', []],
  ]);
});

test.each(['{.unlistedly}', '{.not-unlisted}', '{#unlisted}'])('%s is something else', async (attributes) => {
  const found = await titles({
    'b/a.md': `# One\n\n## Shown ${attributes}\n\nWords.\n`,
    'b/b.md': '# Two\n\nWords.\n',
    'b/c.md': '# Three\n\nWords.\n',
  });
  expect(found).toContain('Shown');
});

test('contents with nothing else list what is unlisted, because an e-book needs contents', async () => {
  const found = await titles({
    'b/a.md': '# One {.unlisted}\n\nWords.\n',
    'b/b.md': '# Two {.unlisted}\n\nWords.\n',
    'b/c.md': '# Three {.unlisted}\n\nWords.\n',
  });
  expect(found).toEqual(['One', 'Two', 'Three']);
});
