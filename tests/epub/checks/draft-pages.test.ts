/** An e-book of a clinical draft says on its first pages that nobody has reviewed it: whatever hides that, it is not published. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { build } from '../../../src/index.ts';
import { samplePng } from '../../support/sample-book.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'handpress-ebook-marks-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(path: string, text: string | Uint8Array): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

async function made(files: Readonly<Record<string, string>>, edition: 'epub' | 'epub-compatible' = 'epub') {
  put('content/note.md', '---\nclinical: true\n---\n\n# Ketamine\n\nIt is not for everybody.\n');
  for (const [path, text] of Object.entries(files)) put(path, text);
  const result = await build({ root, editions: [edition], cache: false });
  const problems = result.diagnostics.filter(({ severity }) => severity !== 'note');
  return { problems, files: result.files.map(({ path }) => path) };
}

describe('drafts that are published', () => {
  test.each(['epub', 'epub-compatible'] as const)(
    'publishes a draft with the built-in design: %s',
    async (edition) => {
      const { problems, files } = await made({}, edition);
      expect(problems).toEqual([]);
      expect(files).toHaveLength(1);
    },
  );

  test.each([
    ['in other colors', '.draft-mark { background: #700; color: #fff }'],
    ['in large type', 'p { font-size: 2em; line-height: 2 }'],
  ])('publishes a draft with a style of the project: %s', async (_name, style) => {
    const { problems, files } = await made({ 'styles/epub-narrow.css': style });
    expect(problems).toEqual([]);
    expect(files).toHaveLength(1);
  });

  test('publishes a draft with a cover of the project for older readers', async () => {
    const cover = { 'templates/cover-mark.svg': '<rect width="1" height="1"/>' };
    const { problems, files } = await made(cover, 'epub-compatible');
    expect(problems).toEqual([]);
    expect(files).toHaveLength(1);
  });

  test('publishes a draft in a script that no font of the style covers', async () => {
    const { problems, files } = await made({
      'content/note.md': '---\nlanguage: ar\nclinical: true\n---\n\n# نص عن الصداع\n\nنص عن الصداع النصفي.\n',
      'templates/terms/ar.yaml':
        'language: ar\ndraftClinical: "مسودة: لم تُراجع سريريًا بعد"\ndraftClinicalExplained: "هذه مسودة. لم يراجعها أي طبيب بعد."\n',
      'styles/epub.css': 'body { font-family: serif }',
    });
    expect(problems.filter(({ code }) => code === 'draft-mark-missing')).toEqual([]);
    expect(files).toHaveLength(1);
  });

  test('publishes a draft with the built-in terms if those of the project are empty', async () => {
    const { problems, files } = await made({ 'templates/terms/en.yaml': 'draftClinical: " "\n' });
    expect(problems).toEqual([]);
    expect(files).toHaveLength(1);
  });

  test('publishes a draft with a project’s own cover drawing below the mark', async () => {
    const { problems, files } = await made({
      'templates/epub/cover.svg':
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1400 2100" width="1400" height="2100"><rect width="1400" height="2100" fill="#036"/></svg>',
    });
    expect(problems.map(({ code }) => code)).toEqual(['cover-unpainted']);
    expect(files).toHaveLength(1);
  });
});

describe('drafts that are not published', () => {
  const MARK = '.draft-mark';
  test.each([
    ['a style leaves it out', `${MARK} { display: none }`],
    ['only on screens', `@media screen { ${MARK} { display: none !important } }`],
    ['only in the dark', `@media (prefers-color-scheme: dark) { ${MARK} { display: none !important } }`],
    ['a style hides all around it', '.draft { visibility: hidden }'],
    ['it is white on white', `${MARK} { color: #fff }`],
    ['it is too small', `${MARK} { font-size: 1pt }`],
    ['it is beside the page', `${MARK} { position: absolute; left: -900mm }`],
    [
      'something is painted over it',
      `.draft { position: relative } .draft::after { content: ""; position: absolute; inset: 0; background: #fff }`,
    ],
    ['what it means is hidden', '.draft p:not(.draft-mark) { display: none }'],
  ])('rejects a style that hides the mark: %s', async (_name, style) => {
    const { problems, files } = await made({ 'styles/epub-narrow.css': '', 'styles/epub.css': style });
    expect(problems.map(({ code }) => code)).toContain('draft-mark-missing');
    expect(files).toEqual([]);
  });

  test.each(['title-page', 'about'])('rejects a template without the mark: %s', async (name) => {
    const { problems, files } = await made({
      [`templates/epub/${name}.xhtml`]:
        '{%- render "epub/page-head.xhtml", language: language, direction: metadata.direction, title: title -%}<body><section aria-labelledby="{{ ids.title }}{{ ids.about }}"><!-- {{ draftMark }} {{ draftExplained }} --><p hidden="hidden">{{ draftMark }} {{ draftExplained }}</p><h1 id="' +
        (name === 'about' ? '{{ ids.about }}' : '{{ ids.title }}') +
        '">{{ title }}</h1></section></body></html>',
    });
    expect(problems.map(({ code }) => code)).toContain('draft-mark-missing');
    expect(files).toEqual([]);
  });

  test('rejects a mark without visible characters', async () => {
    const { problems, files } = await made({ 'templates/terms/en.yaml': 'draftClinical: "…"\n' });
    expect(problems.map(({ code }) => code)).toContain('draft-mark-missing');
    expect(files).toEqual([]);
  });

  test('rejects a style that hides the mark on the publication’s own cover', async () => {
    put('content/pictured/cover.png', samplePng(0));
    const { problems, files } = await made({
      'content/pictured/publication.yaml': 'title: Ketamine\nclinical: true\ncover: cover.png\n',
      'content/pictured/a.md': '# Ketamine\n\nIt is not for everybody.\n',
      'styles/epub.css': '.cover .draft-mark { display: none }',
    });
    expect(
      problems.filter(({ code }) => code === 'draft-mark-missing').map(({ message }) => message),
    ).toEqual([expect.stringContaining('`cover.xhtml`')]);
    expect(files).not.toContain('pictured/pictured.epub');
  });
});

test('names a style that no browser can show, and ends in time', { timeout: 60_000 }, async () => {
  const { problems, files } = await made({ 'styles/epub.css': 'p { padding: 1e9px }' });
  expect(problems.map(({ code, place }) => `${code} ${place?.file}`)).toEqual([
    'design-unprintable styles/epub.css',
  ]);
  expect(files).toEqual([]);
});
