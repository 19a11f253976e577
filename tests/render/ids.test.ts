/**
 * Tests ids: one for each heading, unique in the book, short, and found by the names that authors write after
 * `#`.
 */
import { expect, test } from 'vitest';
import { collectIds } from '../../src/render/ids.ts';
import { readAndRender, renderMarkdown, sectionHtml } from '../support/workbench.ts';

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
])('assigns ids to headings: %s', async (markdown, ids) => expect(await idsIn(markdown)).toEqual(ids));

test('does not print the id in braces', async () => {
  expect(await renderMarkdown('## Über *uns* {#about-us}')).toBe(
    '<h2 id="text--about-us">Über <em>uns</em></h2>',
  );
});

test('shortens the id of a long heading, and its full slug links to it', async () => {
  const heading = 'What to do when it hurts and nobody is there to help you with all of it';
  const [id] = await idsIn(`## ${heading}`);
  expect(id).toBe('what-to-do-when-it-hurts-and-nobody-is-there-to-');
  const html = await renderMarkdown(`## ${heading}\n\n[x](#${heading.toLowerCase().replaceAll(' ', '-')})`);
  expect(html).toContain(`<a href="#text--${id}">x</a>`);
});

test.each(['日', 'é', '😀a', 'x'])(
  'percent-encoded ids of many %j fit into a PDF name',
  async (character) => {
    const { book } = await readAndRender({
      'text.md': `# T\n\n## ${character.repeat(300)}\n\n## ${character.repeat(301)}`,
    });
    const ids = book.sections.flatMap(({ body }) => collectIds(body));
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(encodeURIComponent(id).length).toBeLessThan(127);
  },
);

test('reports a duplicate id at its second place', async () => {
  const text = '# T\n\n## A {#x}\n\n## B {#x}\n\n:::note{#x}\ny\n:::\n\n<a id="x"></a>\n';
  const { book } = await readAndRender(
    { 'text.md': text },
    { expected: ['id-duplicate text.md:5:1', 'id-duplicate text.md:7:1', 'id-duplicate text.md:11:1'] },
  );
  const ids = book.sections.flatMap(({ body }) => collectIds(body));
  expect(new Set(ids).size).toBe(ids.length);
});

test('an explicit id takes precedence over a generated one', async () => {
  const html = await renderMarkdown('## Pain\n\n## Other {#pain}\n\n[x](#pain)');
  expect(html).toContain('<h2 id="text--pain-1">Pain</h2>');
  expect(html).toContain('<h2 id="text--pain">Other</h2>');
  expect(html).toContain('<a href="#text--pain">x</a>');
});

test('ids of chapters with overlapping names are unique', async () => {
  const files = {
    'p/publication.yaml': 'title: x\n',
    'p/1.md': '---\nid: a\n---\n\n# A\n\n## b--c {#b--c}\n',
    'p/2.md': '---\nid: a--b\n---\n\n# B\n\n## c\n',
  };
  const { book } = await readAndRender(files);
  const ids = book.sections.flatMap(({ body }) => collectIds(body));
  expect(ids).toEqual(['a', 'a--b--c', 'a--b', 'a--b--c-1']);
});

test('references to ids are resolved in the chapter; unknown ones are removed', async () => {
  const html = await renderMarkdown(
    '<p id="one">x</p>\n\n<section aria-labelledby="one two" aria-describedby="no">y</section>',
  );
  expect(html).toContain('<section aria-labelledby="text--one">y</section>');
});

test('the level-one heading has the chapter’s id, and its slug links to it', async () => {
  const { book } = await readAndRender({ 'text.md': '# Long title {#top}\n\n[a](#top) [b](#long-title)\n' });
  expect(sectionHtml(book)).toContain('<h1 id="text">Long title</h1>');
  expect(sectionHtml(book)).toContain('<a href="#text">a</a> <a href="#text">b</a>');
});
