/** All editions of a publication are made of one book: no writer changes its trees. */
import { fileURLToPath } from 'node:url';
import { toString as textOf } from 'hast-util-to-string';
import { expect, test } from 'vitest';
import { builtInEditions } from '../../src/core/editions.ts';
import type { Book } from '../../src/core/model/book.ts';
import type { PrintedPages } from '../../src/core/model/printed-text.ts';
import { packEpub } from '../../src/epub/write-epub.ts';
import { buildBookDocument } from '../../src/print/document/document.ts';
import { checkGlyphs } from '../../src/print/index.ts';
import { discover, readPublication } from '../../src/read/read-publication.ts';
import { assembleBook, assemblePrintedBook, renderPublication } from '../../src/render/render-publication.ts';
import { paperEdition } from '../print/workbench.ts';
import { contextIn } from '../support/context.ts';

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

async function openRendered(folder: string) {
  const context = contextIn(REPOSITORY, () => undefined);
  const [target] = await discover([folder], context);
  const publication = target && (await readPublication(target, builtInEditions, context));
  if (publication === undefined) throw new Error(`${folder} cannot be read`);
  return { context, rendered: await renderPublication(publication, context) };
}

/** Makes every later change of a value or of what is in it an error. */
function freezeDeeply(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const each of Object.values(value)) freezeDeeply(each);
}

/** Returns pages on which a book could be printed: each section has two, after one for the contents. */
function inventPages({ sections }: Book): PrintedPages {
  const pieces = sections.map(({ body }, index) => {
    const words = textOf(body);
    const half = words.indexOf(' ', words.length >> 1) + 1;
    return [words.slice(0, half), words.slice(half)].map(
      (text, page) => ({ page: 1 + 2 * index + page, kind: 'text', text }) as const,
    );
  });
  const labels = ['i', ...pieces.flat().map((_piece, index) => String(index + 1))];
  const text = { labels, contents: 0, sections: pieces };
  return { text, sections, source: 'A book', edition: 'book-a4' };
}

test.each(['content/ketamine-and-migraine', 'tests/books/torture', 'tests/books/dialects'])(
  'no edition of %s changes the book that all share',
  async (folder) => {
    const { context, rendered } = await openRendered(folder);
    const book = await assembleBook(rendered);
    expect(await assemblePrintedBook(rendered)).toBe(book);
    freezeDeeply([book.sections, book.navigation, book.terms]);
    for (const name of ['book-a4', 'book-a5', 'book-large-print-uk']) {
      const edition = paperEdition(name);
      await checkGlyphs(book, edition, context);
      const document = await buildBookDocument(book, edition, context);
      const numbers = document.numbers.map(() => '1');
      expect(await document.html(numbers, new Set())).toContain('</html>');
      const all = { from: 0, to: book.sections.length };
      expect(await document.partHtml(all, numbers, new Map())).toContain('</html>');
    }
    const made = await packEpub(book, context, inventPages(book));
    expect(made.bytes.length).toBeGreaterThan(1000);
  },
);

test('a single file has another book in print only if its headings make chapters there', async () => {
  const { rendered } = await openRendered('content/migraine-diary.md');
  const isDivided = rendered.publication.headingChapters !== undefined;
  const [book, printed] = [await assembleBook(rendered), await assemblePrintedBook(rendered)];
  expect(printed === book).toBe(!isDivided);
  expect(await assembleBook(rendered)).toBe(book);
});
