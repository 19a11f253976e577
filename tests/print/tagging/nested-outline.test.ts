/** Tests that the bookmarks of a book are nested as its contents are. */
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { expect, test } from 'vitest';
import { openPress, printBook } from '../../../src/print/index.ts';
import { checkPdf } from '../../conformance/pdf.ts';
import { readAndRender } from '../../support/workbench.ts';
import { BOOK, printBench } from '../workbench.ts';

interface Bookmark {
  readonly title: string;
  readonly items: readonly Bookmark[];
}

const titlesOf = (bookmarks: readonly Bookmark[]): readonly string[] =>
  bookmarks.flatMap(({ title, items }) => [title, ...titlesOf(items).map((line) => `  ${line}`)]);

const page = (title: string): string => `# ${title}\n\nWords.\n\n## In ${title}\n\nWords.\n`;

const SETTINGS = `title: Book
language: en
identifier: urn:x-test:nested
chapters:
  - a.md
  - part: Part
    chapters:
      - part: Group
        chapters: [b.md]
      - chapter: c.md
        chapters: [d.md]
  - e.md
`;

test('nests chapters below parts, groups and chapters', async () => {
  const chapters = ['a', 'b', 'c', 'd', 'e'].map((id) => [`p/${id}.md`, page(id.toUpperCase())]);
  const { book } = await readAndRender({ 'p/publication.yaml': SETTINGS, ...Object.fromEntries(chapters) });
  const { context } = printBench();
  const press = openPress({ jobs: 1, debug: false }, context);
  const { bytes } = await printBook(book, BOOK, press, context).finally(() => press.close());
  expect(await checkPdf(bytes)).toEqual([]);
  const task = getDocument({ data: Uint8Array.from(bytes), verbosity: 0 });
  const outline = await (await task.promise).getOutline();
  await task.destroy();
  expect(titlesOf(outline as Bookmark[]).slice(2)).toEqual([
    ...['A', '  In A', 'Part', '  Group', '    B', '      In B', '  C', '    In C', '    D', '      In D'],
    ...['E', '  In E'],
  ]);
});
