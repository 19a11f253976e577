/** Which printed book the page numbers of an e-book are those of. */
import { expect, test } from 'vitest';
import { collectDiagnostics, readAndRender } from '../support/workbench.ts';

const folder = (...lines: readonly string[]) => ({
  'book/publication.yaml': ['title: Fever', 'language: en', ...lines, 'chapters: [one.md]', ''].join('\n'),
  'book/one.md': '# One\n\nWords.\n',
});

test.each([
  ['of all editions, the one on A4', ['editions: [all]'], 'book-a4'],
  ['without a list, the same', [], 'book-a4'],
  ['the first book that is listed', ['editions: [epub, handouts-a4, book-a5, book-letter]'], 'book-a5'],
  ['on A4, wherever it is listed', ['editions: [book-a5, book-a4, epub]'], 'book-a4'],
  ['the one that is named by its layout', ['editions: [all]', 'pages-from: a5'], 'book-a5'],
  ['the one that is named in full', ['editions: [all]', 'pages-from: book-giant'], 'book-giant'],
  ['none, where that is what is wanted', ['editions: [all]', 'pages-from: none'], undefined],
  ['none, where there is no book', ['editions: [handouts, epub]'], undefined],
])('finds the page source: %s', async (_name, lines, expected) => {
  const { publication } = await readAndRender(folder(...lines));
  expect(publication.pagesFrom?.id).toBe(expected);
});

test('finds no page source for a single file that is not also a book', async () => {
  const alone = await readAndRender({ 'note.md': '# One\n\nWords.\n' });
  expect(alone.publication.pagesFrom).toBeUndefined();
  const both = await readAndRender({ 'note.md': '---\neditions: [book-a5, epub]\n---\n\n# One\n\nWords.\n' });
  expect(both.publication.pagesFrom?.id).toBe('book-a5');
});

test('reports a book that the publication does not have at its location', async () => {
  const files = folder('editions: [book-a5, epub]', 'pages-from: a4');
  expect(await collectDiagnostics(files)).toEqual(['pages-from-unknown book/publication.yaml:4:13']);
});
