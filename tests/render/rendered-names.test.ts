/** Tests that a link to a rendered page finds its source. */
import { expect, test } from 'vitest';
import { findRendered } from '../../src/render/rendered-names.ts';

const chapters = new Map(
  ['README.md', 'guide/README.md', 'guide/start.md', 'lab/index.qmd', 'notes.html.md'].map((path) => [
    path,
    path,
  ]),
);

test.each([
  ['guide/start.html', 'guide/start.md'],
  ['guide/start', 'guide/start.md'],
  ['guide/start/', 'guide/start.md'],
  ['guide/start.qmd', 'guide/start.md'],
  ['guide/', 'guide/README.md'],
  ['guide', 'guide/README.md'],
  ['guide/index.html', 'guide/README.md'],
  ['lab/index.html', 'lab/index.qmd'],
  ['lab/', 'lab/index.qmd'],
  ['index.html', 'README.md'],
  ['./', 'README.md'],
  ['notes.html.md', 'notes.html.md'],
  ['guide/other.html', undefined],
  ['start.html', undefined],
  ['picture.png', undefined],
])('%s', (path, source) => {
  expect(findRendered(chapters, path)).toBe(source);
});
