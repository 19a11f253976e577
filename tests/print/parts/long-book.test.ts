/** Prints a book of more than 120 pages: in parts, or in one piece if the design of the project needs it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { formatDiagnostic } from '../../../src/cli/report/pretty.ts';
import { build } from '../../../src/index.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'handpress-long-book-'));
  put('content/long/publication.yaml', SETTINGS);
  put('handpress.yaml', 'editions:\n  own: { extends: giant, styles: [own.css] }\n');
  for (let chapter = 11; chapter < 31; chapter += 1) {
    put(
      `content/long/c${chapter}.md`,
      `# Chapter ${chapter}\n\n${'Words that fill the pages of a book, one after another. '.repeat(90)}\n`,
    );
  }
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const SETTINGS =
  'title: Long\nidentifier: urn:example:long\nlanguage: en\nauthors: [{ name: A Writer }]\neditions: [book-own]\n';

function put(path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

async function buildLong() {
  const { diagnostics, files } = await build({ root, cache: join(root, '.cache') });
  const [note] = diagnostics.filter(({ code }) => code === 'book-in-one-piece');
  const errors = diagnostics.filter(({ severity }) => severity !== 'note');
  return { note, errors, pages: files.map(({ pages }) => pages) };
}

test('a style without rules for pages does not prevent parts', async () => {
  put('styles/own.css', '@import "colors.css";\np { color: #222 }');
  put('styles/colors.css', 'h1 { color: #006 }');
  const { note, errors, pages } = await buildLong();
  expect({ note, errors }).toEqual({ note: undefined, errors: [] });
  expect(pages[0]).toBeGreaterThan(120);
});

test('a rule for pages, also in an imported style, or a template is named in a note, and the book is made', async () => {
  put('styles/own.css', '@import "pages.css";');
  put('styles/pages.css', '@page :left { background: #fff }');
  const { note, errors, pages } = await buildLong();
  expect(errors).toEqual([]);
  expect(pages[0]).toBeGreaterThan(120);
  expect(
    note && (await formatDiagnostic(note, { color: false, linesOf: async () => undefined })),
  ).toMatchInlineSnapshot(`
    "handpress  note  book-in-one-piece
      \`book-own\` is printed in one piece, because \`styles/own.css\` has \`@page :left\`. A long book takes less time in parts.
      hint: Nothing is wrong. A design without templates of its own, and without rules for pages, page counters and the order of sections, is printed in parts.
    "
  `);
  put('styles/own.css', '');
  put('templates/print/cover.html', '<section class="cover"><p>{{ title }}</p></section>');
  expect((await buildLong()).note?.message).toContain(
    '`templates/print/cover.html` is a template of the project',
  );
});
