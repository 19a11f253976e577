/** Ids: one for each heading, unique in the book, short enough, and found by what an author writes after `#`. */
import { expect, test } from 'vitest';
import { idsOf } from '../../src/render/ids.ts';
import { htmlFrom, htmlOf, readAndRender } from '../support/workbench.ts';

async function idsIn(markdown: string): Promise<readonly string[]> {
  const { book } = await readAndRender({ 'text.md': `# T\n\n${markdown}` });
  return book.sections[0]?.headings.slice(1).map(({ id }) => id.replace('text--', '')) ?? [];
}

test.each([
  ['## What is it?', ['what-is-it']],
  ['## A\n\n## A\n\n## A 1', ['a', 'a-1', 'a-1-1']],
  ['## 日本語', ['日本語']],
  ['## 😀\n\n## 🎉', ['part', 'part-1']],
  ['## Über *uns* {#about-us}', ['about-us']],
  ['## `code` {#c}', ['c']],
  ['## H<sub>2</sub>O', ['h2o']],
  ['<h2>Raw</h2>\n\n<h2 id="own">Raw</h2>', ['raw', 'own']],
])('%s', async (markdown, ids) => expect(await idsIn(markdown)).toEqual(ids));

test('the id in braces is not printed', async () => {
  expect(await htmlFrom('## Über *uns* {#about-us}')).toBe('<h2 id="text--about-us">Über <em>uns</em></h2>');
});

test('a long heading has a short id, and its long name leads there too', async () => {
  const heading = 'What to do when it hurts and nobody is there to help you with all of it';
  const [id] = await idsIn(`## ${heading}`);
  expect(id).toBe('what-to-do-when-it-hurts-and-nobody-is-there-to-');
  const html = await htmlFrom(`## ${heading}\n\n[x](#${heading.toLowerCase().replaceAll(' ', '-')})`);
  expect(html).toContain(`<a href="#text--${id}">x</a>`);
});

test.each(['日', 'é', '😀a', 'x'])(
  'no id of many %j is longer than a PDF name, percent-encoded',
  async (character) => {
    const { book } = await readAndRender({
      'text.md': `# T\n\n## ${character.repeat(300)}\n\n## ${character.repeat(301)}`,
    });
    const ids = book.sections.flatMap(({ body }) => idsOf(body));
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(encodeURIComponent(id).length).toBeLessThan(127);
  },
);

test('an id that is given twice is told of where it is given again', async () => {
  const text = '# T\n\n## A {#x}\n\n## B {#x}\n\n:::note{#x}\ny\n:::\n\n<a id="x"></a>\n';
  const { book } = await readAndRender(
    { 'text.md': text },
    { expected: ['id-duplicate text.md:5:1', 'id-duplicate text.md:7:1', 'id-duplicate text.md:11:1'] },
  );
  const ids = book.sections.flatMap(({ body }) => idsOf(body));
  expect(new Set(ids).size).toBe(ids.length);
});

test('a given id goes before one that is made, wherever it stands', async () => {
  const html = await htmlFrom('## Pain\n\n## Other {#pain}\n\n[x](#pain)');
  expect(html).toContain('<h2 id="text--pain-1">Pain</h2>');
  expect(html).toContain('<h2 id="text--pain">Other</h2>');
  expect(html).toContain('<a href="#text--pain">x</a>');
});

test('chapters whose names run into each other keep their ids apart', async () => {
  const files = {
    'p/publication.yaml': 'title: x\n',
    'p/1.md': '---\nid: a\n---\n\n# A\n\n## b--c {#b--c}\n',
    'p/2.md': '---\nid: a--b\n---\n\n# B\n\n## c\n',
  };
  const { book } = await readAndRender(files);
  const ids = book.sections.flatMap(({ body }) => idsOf(body));
  expect(ids).toEqual(['a', 'a--b--c', 'a--b', 'a--b--c-1']);
});

test('names of ids lead to the same chapter, and those that lead nowhere are left out', async () => {
  const html = await htmlFrom(
    '<p id="one">x</p>\n\n<section aria-labelledby="one two" aria-describedby="no">y</section>',
  );
  expect(html).toContain('<section aria-labelledby="text--one">y</section>');
});

test('the level-one heading has the chapter’s id, and its own name leads to it', async () => {
  const { book } = await readAndRender({ 'text.md': '# Long title {#top}\n\n[a](#top) [b](#long-title)\n' });
  expect(htmlOf(book)).toContain('<h1 id="text">Long title</h1>');
  expect(htmlOf(book)).toContain('<a href="#text">a</a> <a href="#text">b</a>');
});
