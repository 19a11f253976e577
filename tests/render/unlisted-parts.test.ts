/** Tests that parts of a book such as a dedication are left out of its contents. */
import { toHtml } from 'hast-util-to-html';
import { expect, test } from 'vitest';
import { memoryHost, openWorkbench, readAndRenderAny } from '../support/workbench.ts';

const chapter = (title: string, part?: string): string =>
  `${part === undefined ? '' : `---\npart: ${part}\n---\n\n`}# ${title}\n\nWords.\n\n## A section of ${title}\n\nMore.\n`;

test('leaves a dedication, an epigraph and a copyright page out, and nothing after them', async () => {
  const files = {
    'book/publication.yaml': 'title: B\nlanguage: en\nidentifier: urn:example:b\n',
    'book/1.md': chapter('Rights', 'copyright-page'),
    'book/2.md': chapter('For Ada', 'dedication'),
    'book/3.md': chapter('A motto', 'epigraph'),
    'book/4.md': chapter('Foreword', 'foreword'),
    'book/5.md': chapter('One'),
  };
  const { book } = await readAndRenderAny(openWorkbench(memoryHost(files)), 'book');
  expect(book?.navigation.map(({ title }) => title)).toEqual(['Foreword', 'One']);
  expect(book?.navigation[1]?.children.map(({ title }) => title)).toEqual(['A section of One']);
  expect(book?.sections.map(({ title }) => title)).toContain('For Ada');
});

test('a dedication without a heading is named by the word for it, in the language of the book', async () => {
  const files = {
    'book/publication.yaml': 'title: B\nlanguage: de\nidentifier: urn:example:b\n',
    'book/1.md': '---\npart: dedication\n---\n\nFür Ada\n',
    'book/2.md': '---\npart: epigraph\n---\n\n::: epigraph\nWorte.\n:::\n',
    'book/3.md': '# Eins\n\nNach der [Widmung](1.md).\n',
  };
  const { book } = await readAndRenderAny(openWorkbench(memoryHost(files)), 'book');
  expect(book?.sections.map(({ title }) => title)).toEqual(['Widmung', 'Motto', 'Eins']);
  const [first, second, third] = (book?.sections ?? []).map(({ body }) => toHtml(body).replaceAll('\n', ''));
  expect(first).toBe('<div id="1" class="untitled untitled-dedication"><p>Für Ada</p></div>');
  expect(second).not.toContain('role');
  expect(third).toContain('<a href="#1">Widmung</a>');
});
