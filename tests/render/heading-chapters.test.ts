/** A single file is divided into chapters, and everything that leads from one to the other still does. */
import { expect, test } from 'vitest';
import type { Book } from '../../src/core/model/book.ts';
import { collectIds } from '../../src/render/ids.ts';
import { assembleBook, assembleHandout, assemblePrintedBook } from '../../src/render/render-publication.ts';
import { readAndRender, sectionHtml, type WorkbenchBook } from '../support/workbench.ts';

const NOTE = 'file-as-book a.md:1:1';

const render = (frontMatter: string, body: string, others: readonly string[] = []): Promise<WorkbenchBook> =>
  readAndRender({ 'a.md': `---\n${frontMatter}\n---\n\n${body}` }, { expected: [NOTE, ...others] });

const titlesOf = ({ sections }: Book): readonly string[] => sections.map(({ title }) => title);

/** Returns the links that lead to no id. */
function findDeadLinks(book: Book): readonly string[] {
  const ids = new Set(book.sections.flatMap(({ body }) => collectIds(body)));
  const links = [...sectionHtml(book).matchAll(/href="#([^"]*)"/g)].map(([, id]) => String(id));
  return links.filter((id) => !ids.has(id));
}

/** Returns the ids that are there twice. */
function findRepeatedIds(book: Book): readonly string[] {
  const ids = book.sections.flatMap(({ body }) => collectIds(body));
  return ids.filter((id, index) => ids.indexOf(id) !== index);
}

test('each `#` begins a chapter, with its headings and in the contents', async () => {
  const { book } = await render('title: T\nchapter-level: 1', '# One\n\n## A\n\nWords.\n\n# Two\n\nWords.\n');
  expect(titlesOf(book)).toEqual(['One', 'Two']);
  expect(book.sections.map(({ id }) => id)).toEqual(['a', 'a--two']);
  expect(book.navigation.map(({ title, children }) => [title, children.map((child) => child.title)])).toEqual(
    [
      ['One', ['A']],
      ['Two', []],
    ],
  );
  expect(book.sections[1]?.headings).toEqual([{ id: 'a--two', level: 1, text: 'Two' }]);
});

test('each `##` below the title begins a chapter, and headings rise by a level', async () => {
  const body =
    '# T {#top}\n\n## One\n\n### A\n\n#### B\n\n> ## Quoted\n\nWords.\n\n## Two\n\n[top](#top), [file](a.md)\n';
  const { book } = await render('chapter-level: auto', body);
  expect(titlesOf(book)).toEqual(['One', 'Two']);
  expect(book.sections[0]?.headings.map(({ level }) => level)).toEqual([1, 2, 3, 2]);
  expect(sectionHtml(book, 0)).toContain('<h3 id="a--b">B</h3>');
  // The title is left out, so that links to it lead to the first chapter.
  expect(sectionHtml(book, 1)).toContain('<a href="#a--one">top</a>, <a href="#a--one">file</a>');
  expect(findDeadLinks(book)).toEqual([]);
});

test('keeps what is before the first chapter, under the title', async () => {
  const titled = await render('chapter-level: 2', '# T\n\nBy Jo.\n\n## One\n\nWords.\n');
  expect(titlesOf(titled.book)).toEqual(['T', 'One']);
  expect(sectionHtml(titled.book, 0)).toBe('<h1 id="a">T</h1>\n<p class="lead">By Jo.</p>\n');
  const untitled = await render(
    'title: T\nchapter-level: 1',
    'By Jo.\n\n# Opening\n\nWords.\n\n# Two\n\nWords.\n',
  );
  expect(titlesOf(untitled.book)).toEqual(['T', 'Opening', 'Two']);
  expect(findRepeatedIds(untitled.book)).toEqual([]);
  expect(untitled.book.navigation[0]).toMatchObject({ title: 'T', id: untitled.book.sections[0]?.id });
});

test('a `#` with `##` below it begins a part', async () => {
  const body =
    '# Preface\n\nWords.\n\n# Part one\n\n## A\n\nWords.\n\n## B\n\nWords.\n\n# Part two\n\nAn introduction.\n\n## C\n\nWords.\n';
  const { book } = await render('title: T\nchapter-level: 2', body);
  expect(book.sections.map(({ title, part, place }) => [title, part, place?.depth])).toEqual([
    ['Preface', undefined, undefined],
    ['Part one', 'part', undefined],
    ['A', undefined, 1],
    ['B', undefined, 1],
    ['Part two', undefined, undefined],
    ['C', undefined, 1],
  ]);
});

test('links, notes, definitions, abbreviations and citations work across chapters', async () => {
  const body = `# One

First.[^b] [Two](#two), [second summary](#summary-1), [ref], HTML [@x].

## Summary

Words.[^a]

# Two

Again.[^b] Words.[^d] HTML [ref] [@x].

## Summary

Words.

# Three

Words.[^e]

*[HTML]: HyperText Markup Language

[ref]: https://example.org/
[^a]: Note a.
[^b]: Note b.
[^d]: Note d with a note.[^f]
[^e]: Note e.
[^f]: Note f.
`;
  const csl = JSON.stringify([{ id: 'x', type: 'book', title: 'Book' }]);
  const files = {
    'a.md': `---\ntitle: T\nchapter-level: 1\nreferences: r.json\n---\n\n${body}`,
    'r.json': csl,
  };
  const { book } = await readAndRender(files, { expected: [NOTE] });
  expect(findDeadLinks(book)).toEqual([]);
  expect(findRepeatedIds(book)).toEqual([]);
  const [one = '', two = '', three = ''] = [0, 1, 2].map((index) => sectionHtml(book, index));
  expect(one).toContain('href="#a--two"');
  expect(one).toContain('href="#a--summary-1"');
  for (const html of [one, two]) {
    expect(html).toContain('<abbr title="HyperText Markup Language">HTML</abbr>');
    expect(html).toContain('href="https://example.org/"');
  }
  const notesIn = (html: string) =>
    [...html.matchAll(/<li id="a--note-\d+"[^>]*>\s*<p>(Note \w)/g)].map(([, text]) => text);
  expect([one, two, three].map(notesIn)).toEqual([['Note b', 'Note a'], ['Note d', 'Note f'], ['Note e']]);
  // The note in a note is number 5, in the chapter before that of number 4.
  expect(two).toContain('<ol start="3"><li id="a--note-3">');
  expect(two).toContain('<li id="a--note-5" value="5">');
  expect(three).toContain('<ol start="4"><li id="a--note-4">');
  expect(book.sections.at(-1)?.kind).toBe('references');
  expect(book.navigation.map(({ title }) => title).slice(0, 3)).toEqual(['One', 'Two', 'Three']);
});

test('notes of chapters with the same words have ids of their own', async () => {
  const body = '# A\n\nWords.[^1]\n\n## A  Notes\n\nWords.\n\n# A\n\nWords.[^2]\n\n[^1]: One.\n[^2]: Two.\n';
  const { book } = await render('title: T\nchapter-level: 1', body);
  expect(titlesOf(book)).toEqual(['A', 'A']);
  expect(findRepeatedIds(book)).toEqual([]);
  expect(findDeadLinks(book)).toEqual([]);
});

test('a break before a chapter makes no empty page', async () => {
  const { book } = await render(
    'title: T\nchapter-level: 1',
    '# One\n\nWords.\n\n\\newpage\n\n# Two\n\nWords.\n\n\\newpage\n\nMore.\n',
  );
  expect(sectionHtml(book).match(/new-page/g)).toHaveLength(1);
  expect(sectionHtml(book, 1)).toContain('<p class="new-page">More.</p>');
});

test('only the printed book of a file that is none has chapters', async () => {
  const body = '# One\n\nWords.\n\n# Two\n\nWords.\n';
  const { rendered, publication } = await readAndRender(
    { 'a.md': `---\ntitle: T\n---\n\n${body}` },
    { expected: ['heading-title-again a.md:9:1'] },
  );
  expect(titlesOf(await assemblePrintedBook(rendered))).toEqual(['One', 'Two']);
  expect(titlesOf(await assembleBook(rendered))).toEqual(['One']);
  const [file] = publication.chapters;
  if (file === undefined) throw new Error('There is no chapter.');
  expect(titlesOf(await assembleHandout(rendered, file))).toEqual(['One']);
  // Assembling changes nothing that a second book is made from.
  expect(titlesOf(await assemblePrintedBook(rendered))).toEqual(['One', 'Two']);
});

test('divides thousands of chapters with notes', async () => {
  const chapters = Array.from({ length: 3000 }, (_, index) => `# C${index}\n\nWords.[^${index}]\n\n`);
  const notes = Array.from({ length: 3000 }, (_, index) => `[^${index}]: Note ${index}.\n\n`);
  const { book } = await render('title: T\nchapter-level: 1', [...chapters, ...notes].join(''));
  expect(book.sections).toHaveLength(3000);
  expect(sectionHtml(book, 2999)).toContain('<ol start="3000"><li id="a--note-3000">');
});
