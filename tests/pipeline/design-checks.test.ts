/** `check` reports what a build reports about the styles and templates of a project, without a browser. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { build, check } from '../../src/index.ts';

const NOTE = 'content/note.md';
const roots: string[] = [];
afterAll(() => {
  for (const root of roots) rmSync(root, { recursive: true, force: true });
});

function project(files: Readonly<Record<string, string>>, editions: string): string {
  const root = mkdtempSync(join(tmpdir(), 'handpress-design-'));
  roots.push(root);
  const text = `---\nidentifier: urn:example:note\neditions: [${editions}]\n---\n\n# A note\n\nText.\n`;
  for (const [path, content] of Object.entries({ [NOTE]: text, ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

type Found = Awaited<ReturnType<typeof check>>['diagnostics'];

const places = (diagnostics: Found): readonly string[] =>
  diagnostics.flatMap(({ code, place }) =>
    place === undefined ? [] : [`${code} ${place.file}:${place.line}:${place.column}`],
  );

test('reports the styles of an edition', async () => {
  const root = project(
    {
      'handpress.yaml': 'editions:\n  ward: { styles: [ward.css] }\n',
      'styles/ward.css': 'p { colr: red }\nq { background: url(none.png) }\na b > { color: red }\nh1 {',
      'styles/unused.css': 'p { colr: red }',
    },
    'handouts-ward',
  );
  const { diagnostics } = await check({ root });
  expect(places(diagnostics)).toEqual([
    'style-part-ignored styles/ward.css:1:5',
    'style-address-refused styles/ward.css:2:17',
    'style-part-ignored styles/ward.css:3:1',
    'style-broken styles/ward.css:4:4',
  ]);
});

test('reports the styles of an e-book, with what it cannot contain', async () => {
  const root = project(
    {
      'handpress.yaml': 'editions:\n  epub: { styles: [own.css] }\n',
      'styles/own.css': 'p { direction: rtl }',
      'styles/epub.css': 'q { colr: red }',
    },
    'epub',
  );
  const { diagnostics } = await check({ root });
  const expected = ['style-part-ignored styles/epub.css:1:5', 'style-part-dropped styles/own.css:1:5'];
  expect(places(diagnostics)).toEqual(expected);
  expect(places((await build({ root, cache: false })).diagnostics)).toEqual(expected);
});

test('reports templates that are broken, and values that they do not get', async () => {
  const root = project(
    {
      'templates/handout.html': '<p>\n{{ titel }}{{ isbn }}</p>',
      'templates/epub/about.xhtml': '<p>{{ metadata.isbn }}{% if %}</p>',
      'templates/book.html': '{{ titel }}',
    },
    'handouts-a4, epub',
  );
  const { diagnostics } = await check({ root });
  expect(places(diagnostics)).toEqual([
    'template-broken templates/epub/about.xhtml:1:28',
    'template-value-unknown templates/handout.html:2:4',
    'template-value-unknown templates/handout.html:2:15',
  ]);
});

test('reports nothing of a project with terms alone', async () => {
  const root = project({ 'templates/terms/en.yaml': 'contents: Inside\n' }, 'all');
  expect(places((await check({ root })).diagnostics)).toEqual([]);
});
