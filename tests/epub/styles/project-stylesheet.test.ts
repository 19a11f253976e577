/** Styles of a project's own in an e-book: what it cannot have is left out and told, and what is left is what EPUBCheck takes. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EpubCheck } from '@likecoin/epubcheck-ts';
import { decode } from 'fast-png';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import {
  cleanStylesheet,
  MAX_STYLE_DEPTH,
  MAX_STYLE_LENGTH,
} from '../../../src/epub/styles/project-stylesheet.ts';
import { build } from '../../../src/index.ts';
import { fontFile } from '../../support/fonts.ts';
import { png } from '../../support/pictures.ts';

const lost = (css: string, isWhole?: boolean) =>
  cleanStylesheet(css, isWhole).dropped.map(({ what }) => what);

describe('kept CSS', () => {
  test.each([
    'p{color:red}',
    'p{width:min(1px,calc(2px + 3em));color:rgb(0 0 0/5%)}',
    '@media (max-width:3em){p:has(>a){b:c}}',
    '@supports (display:grid){p{a:b}}',
    '@font-face{font-family:x;src:url(data:font/woff2;base64,AA==)}',
    'p::before{content:"http://example.org"}',
    '@namespace svg url(http://www.w3.org/2000/svg);',
    '@keyframes x{from{a:b}50.5%{c:d}}',
  ])('keeps %s', (css) => {
    expect(cleanStylesheet(css)).toEqual({ css, dropped: [] });
  });

  test('closes unclosed blocks', () => {
    expect(cleanStylesheet('@media print{p{color:red').css).toBe('@media print{p{color:red}}');
    expect(cleanStylesheet('p{content:"a').css).toBe('p{content:"a"}');
    expect(cleanStylesheet('p{a:b}/* c').css).toBe('p{a:b}');
  });
});

describe('removed CSS', () => {
  test.each([
    ['@import "http://example.org/x.css";p{a:b}', '@import "http://example.org/x.css";', 'p{a:b}'],
    ['p{a:b;background:url(http://example.org/x.png)}', 'background:url(http://example.org/x.png)', 'p{a:b}'],
    ['p{background:URL( "ht\\74p://x/a" )}', 'background:url(http://x/a)', 'p{}'],
    ['p{background:url(../x.png)}', 'background:url(../x.png)', 'p{}'],
    ['p{background:url(#gradient)}', 'background:url(#gradient)', 'p{}'],
    ['p{background:url()}', 'background:url()', 'p{}'],
    ['p{background:image-set("http://x/a.png" 1x)}', 'background:image-set("http://x/a.png"1x)', 'p{}'],
    ['p{--a:url(http://x/z)}', '--a:url(http://x/z)', 'p{}'],
    ['@x url(http://q);', '@x url(http://q);', ''],
    ['p{direction:rtl;a:b}', 'direction:rtl', 'p{a:b}'],
    ['@charset "latin1";', '@charset "latin1";', ''],
    ['p{a:b}}q{}', '}q{}', 'p{a:b}'],
    ['p{a:b;& q{c:d}}', '& q{c:d}', 'p{a:b}'],
    ['p > > q{}', 'p>>q{}', ''],
    ['p{*zoom:1}', '*zoom:1', 'p{}'],
    ['p{a:}', 'a:', 'p{}'],
    ['@font-face{}', '@font-face{}', ''],
    ['@font-face{font-family:a;src:url(a.woff2)}', '@font-face{font-family:a;src:url(a.woff2)}', ''],
  ])('removes what an e-book cannot contain: %s', (css, what, rest) => {
    const plain = cleanStylesheet(css);
    expect(plain.css).toBe(rest);
    expect(plain.dropped.map(({ what: part }) => part)).toEqual([what]);
  });

  test('reports the line and column of a removed part', () => {
    const [loss] = cleanStylesheet('p { a: b }\nq {\n  direction: rtl;\n}').dropped;
    expect(loss).toMatchObject({ line: 3, column: 3 });
  });

  test('removes a statement if the sheet is part of a group', () => {
    expect(lost('@layer a;')).toEqual([]);
    expect(lost('@layer a;', false)).toEqual(['@layer a;']);
  });
});

describe('style sheets that are removed completely', () => {
  test.each([
    ['too deep in blocks', '@media screen{'.repeat(MAX_STYLE_DEPTH + 1), 1],
    ['much too deep', '\n@media screen{'.repeat(10_000), MAX_STYLE_DEPTH + 2],
    ['too deep in brackets', `@supports ${'('.repeat(50_000)}a:b${')'.repeat(50_000)}{}`, 1],
    ['too long', 'p{a:b}\n'.repeat(MAX_STYLE_LENGTH / 6), 1],
  ])('removes a style sheet completely: %s', (_name, css, line) => {
    const plain = cleanStylesheet(css);
    expect(plain.css).toBe('');
    expect(plain.dropped).toMatchObject([{ line, why: expect.stringContaining('more than') }]);
  });

  test('keeps a style sheet at the limits', () => {
    const css = `${'@media screen{'.repeat(MAX_STYLE_DEPTH - 1)}p{a:b}${'}'.repeat(MAX_STYLE_DEPTH - 1)}`;
    expect(cleanStylesheet(css)).toEqual({ css, dropped: [] });
  });
});

const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" xmlns:editor="http://example.org/editor" viewBox="0 0 9 9" editor:a="b"><editor:view/><circle r="4"/></svg>';

test('refuses what a style of the e-book cannot name, with its place, and makes no e-book', async () => {
  const root = mkdtempSync(join(tmpdir(), 'handpress-style-'));
  try {
    mkdirSync(join(root, 'content'));
    mkdirSync(join(root, 'styles'));
    writeFileSync(join(root, 'content/note.md'), '---\npublisher: A\n---\n\n# A\n\nText.\n');
    writeFileSync(
      join(root, 'styles/epub.css'),
      '@import "http://example.org/x.css";\np { background: url(missing.png) }\nq { ',
    );
    const { diagnostics, files } = await build({ root, editions: ['epub'], cache: false });
    expect(files).toEqual([]);
    expect(
      diagnostics.map(({ code, place }) => `${code} ${place?.line}:${place?.column}`).slice(0, 3),
    ).toEqual(['style-address-refused 1:9', 'style-address-refused 2:17', 'style-broken 3:3']);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});

test('applies the styles of the edition last, cleaned, with their files, also to the cover', async () => {
  const root = mkdtempSync(join(tmpdir(), 'handpress-style-'));
  try {
    mkdirSync(join(root, 'content'));
    mkdirSync(join(root, 'styles'));
    writeFileSync(join(root, 'content/note.md'), '---\nidentifier: urn:example:note\n---\n\n# A\n\nText.\n');
    writeFileSync(
      join(root, 'handpress.yaml'),
      'editions:\n  epub: { styles: [own.css, editions/giant.css] }\n',
    );
    writeFileSync(
      join(root, 'styles/own.css'),
      ':root { --accent: #a24 }\nh1 { color: var(--accent); direction: rtl; background: url(logo.svg) }',
    );
    writeFileSync(join(root, 'styles/logo.svg'), LOGO);
    const { diagnostics, files } = await build({ root, editions: ['epub'], cache: false });
    expect(diagnostics.map(({ code, place }) => `${code} ${place?.line}:${place?.column}`)).toEqual([
      'style-part-dropped 2:28',
    ]);
    expect(files).toHaveLength(1);
    const bytes = readFileSync(join(root, 'dist/note/note.epub'));
    const archive = unzipSync(bytes);
    const css = new TextDecoder().decode(archive['OEBPS/style.css']);
    const own = ':root{--accent:#a24}h1{color:var(--accent);background:url(styles/logo.svg)}';
    expect(css.indexOf(own)).toBeGreaterThan(css.indexOf('@container'));
    const cover = decode(archive['OEBPS/images/cover.png'] ?? new Uint8Array());
    expect(cover.palette?.map((color) => color.slice(0, 3).join())).toContain('170,34,68');
    const { messages } = await EpubCheck.validate(bytes);
    expect(messages.filter(({ severity }) => severity !== 'usage' && severity !== 'info')).toEqual([]);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});

test('makes a valid e-book with such styles and with the files that they name', async () => {
  const root = mkdtempSync(join(tmpdir(), 'handpress-style-'));
  try {
    mkdirSync(join(root, 'content'));
    mkdirSync(join(root, 'styles'));
    writeFileSync(join(root, 'content/note.md'), '---\npublisher: A\n---\n\n# A\n\nText.\n');
    writeFileSync(
      join(root, 'styles/epub.css'),
      '@import "more.css";\np { color: red; background: url(#a) }\n@page { .x { a: b } }',
    );
    writeFileSync(
      join(root, 'styles/more.css'),
      '@font-face { font-family: Own; src: url(own.woff2) }\nq { direction: rtl; background: url(logo.svg), url("a b.png") }',
    );
    writeFileSync(join(root, 'styles/epub-narrow.css'), 'p { direction: rtl; background: url(logo.svg) }');
    writeFileSync(join(root, 'styles/own.woff2'), fontFile('source-serif-4-latin-400-normal.woff2'));
    writeFileSync(join(root, 'styles/logo.svg'), LOGO);
    writeFileSync(join(root, 'styles/a b.png'), png([[[200, 0, 0]]]));
    const { diagnostics, files } = await build({ root, editions: ['epub'], cache: false });
    const told = diagnostics.filter(({ code }) => code === 'style-part-dropped');
    expect(told.map(({ place }) => `${place?.file}:${place?.line}:${place?.column}`)).toEqual([
      'styles/epub-narrow.css:1:5',
      'styles/epub.css:2:17',
      'styles/epub.css:3:9',
      'styles/more.css:2:5',
    ]);
    expect(diagnostics).toHaveLength(told.length);
    expect(files).toHaveLength(1);
    const bytes = readFileSync(join(root, 'dist/note/note.epub'));
    const archive = unzipSync(bytes);
    expect(Object.keys(archive).filter((name) => name.includes('/styles/'))).toEqual([
      'OEBPS/styles/a-b.png',
      'OEBPS/styles/logo.svg',
      'OEBPS/styles/own.woff2',
    ]);
    const css = new TextDecoder().decode(archive['OEBPS/style.css']);
    expect(css).toMatch(
      /^@font-face\{font-family:Own;src:url\(styles\/own.woff2\)\}q\{background:url\(styles\/logo.svg\),url\(styles\/a-b.png\)\}\n/,
    );
    expect(css).toContain('{\np{background:url(styles/logo.svg)}\n}');
    const { messages } = await EpubCheck.validate(bytes);
    expect(messages.filter(({ severity }) => severity !== 'usage' && severity !== 'info')).toEqual([]);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
