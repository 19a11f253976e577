/** Style sheets of a project: what is reported about them, and what a page gets. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Diagnostic } from '../../../src/core/diagnostics/diagnostic.ts';
import { buildPageStyle } from '../../../src/runtime/styles/page-style.ts';
import { readProjectStyle } from '../../../src/runtime/styles/project-style.ts';
import { MAX_STYLE_FILE_BYTES } from '../../../src/runtime/styles/style-files.ts';
import { contextIn } from '../../support/context.ts';
import { emptyFont, fontFile, trueTypeFont, withEmbedding } from '../../support/fonts.ts';

const PNG = Buffer.from('89504e470d0a1a0a0000', 'hex');
const DATA = `data:image/png;base64,${PNG.toString('base64')}`;

let top = '';
let root = '';
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'handpress-styles-'));
  root = join(top, 'project');
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

function put(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

const describeProblem = ({ code, place, message }: Diagnostic) =>
  `${code} ${place?.file}:${place?.line}:${place?.column} ${message}`;

async function read(css: string) {
  put('styles/own.css', css);
  const style = await readProjectStyle(
    'own.css',
    contextIn(root, () => undefined, { designRoot: root }),
  );
  if (style === undefined) throw new Error('it is not a style of the project');
  const problems = [...style.problems, ...style.printProblems].map(describeProblem);
  return { css: buildPageStyle(style), problems, style };
}

test('leaves valid CSS as it is', async () => {
  const css = '@container (width>3em){p{a:if(style(--b:c):1px;else:2px)}}\n.a{.b{c:d}}/* end */';
  expect(await read(css)).toMatchObject({ css, problems: [] });
});

test('a style sheet of Handpress is none of the project', async () => {
  const context = contextIn(root, () => undefined, { designRoot: root });
  mkdirSync(root);
  expect(await readProjectStyle('print.css', context)).toBeUndefined();
});

test.each([
  ['p{color:#333', 'p{color:#333}'],
  ['p{a:b}}@page{a:b}', 'p{a:b} @page{a:b}'],
  ['p{a:b}q', 'p{a:b}q{}'],
  ['p{a:b}/*', 'p{a:b}/**/'],
  ['p{a:url(b\\', ''],
  ['p{content:"</style>"}', 'p{content:"<\\/style>"}'],
])('closes %s, so that it takes in nothing that follows', async (css, closed) => {
  expect((await read(css)).css).toBe(closed);
});

test('reports the place of what is broken, ignored or misspelled', async () => {
  const { problems } = await read('h1 {\n  colour: red;\n  margin 0;\n}\n.1a { a: b }\nq { a: b');
  expect(problems).toEqual([
    'style-broken styles/own.css:6:3 The style sheet is broken here: `{` is not closed. The rules that follow would be lost, or read as other rules.',
    'style-part-ignored styles/own.css:2:3 Browsers ignore this part of the style sheet: there is no property `colour`.',
    'style-part-ignored styles/own.css:3:3 Browsers ignore this part of the style sheet: there is no colon after `margin`.',
    'style-part-ignored styles/own.css:5:2 Browsers ignore this part of the style sheet: it is no selector: identifier is expected.',
  ]);
});

test('embeds pictures and fonts, relative to the style sheet', async () => {
  put('styles/img/a b.png', PNG);
  put('fonts/a.woff2', fontFile('source-serif-4-latin-400-normal.woff2'));
  const { css, problems } = await read(
    'p{background:url("img/a%20b.png#x")}q{background:image-set("img/a b.png" 1x)}@font-face{src:url(../fonts/a.woff2?v=1)}',
  );
  expect(problems).toEqual([]);
  expect(css).toContain(`p{background:url("${DATA}")}q{background:image-set("${DATA}" 1x)}`);
  expect(css).toMatch(/@font-face\{src:url\("data:font\/woff2;base64,[\w+/=]+"\)\}$/);
});

test('puts imported style sheets in their place, with their own places', async () => {
  put('styles/img/a.png', PNG);
  put('styles/sub/a.css', '@import "../b.css";\np{background:url(../img/a.png)}');
  put('styles/b.css', 'b{a:b');
  const { css, problems } = await read(
    '@layer x;@import "sub/a.css" layer(x) supports(display: grid) print;q{a:b}',
  );
  expect(css.replace(/\s+/g, ' ')).toBe(
    `@layer x; @media print{@supports (display: grid){@layer x{ b{a:b} p{background:url("${DATA}")} }}}q{a:b}`,
  );
  expect(problems.map((problem) => problem.split(' ', 2))).toEqual([['style-broken', 'styles/b.css:1:2']]);
});

test('refuses what may not get into a page, by name', async () => {
  put('../secret.png', PNG);
  put('styles/.hidden.png', PNG);
  put('styles/text.png', 'text');
  put('styles/a.css', '@import "own.css";');
  put('styles/near.png', PNG);
  put('styles/font.ttf', PNG);
  put('styles/script.svg', '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>');
  symlinkSync(join(top, 'secret.png'), join(root, 'styles/link.png'));
  const addresses = [
    'url(http://example.org/a.png)',
    'url(//example.org/a.png)',
    'url(/etc/passwd)',
    'url(../../secret.png)',
    'url(link.png)',
    'url(.hidden.png)',
    'url(text.png)',
    'url(naer.png)',
    'url(script.svg)',
    'url()',
  ];
  const css = `@import "a.css";\n@font-face{src:url(font.ttf),local(Arial)}\n${addresses.map((address) => `p{background:${address}}\n`).join('')}`;
  const told = (await read(css)).problems.map((problem) => problem.replace(/, which cannot be used/, ''));
  expect(told).toEqual([
    'style-address-refused styles/own.css:2:30 The style sheet names `local(Arial)`: fonts of the machine are not used, because every machine has others.',
    'style-address-refused styles/a.css:1:9 The style sheet names `own.css`: it imports itself.',
    'style-address-refused styles/own.css:2:16 The style sheet names `font.ttf`: it is not a font in WOFF2, WOFF, TrueType or OpenType.',
    'style-address-refused styles/own.css:3:14 The style sheet names `http://example.org/a.png`: it is on another machine, and is never fetched.',
    'style-address-refused styles/own.css:4:14 The style sheet names `//example.org/a.png`: it is on another machine, and is never fetched.',
    'style-address-refused styles/own.css:5:14 The style sheet names `/etc/passwd`: it lies outside the project.',
    'style-address-refused styles/own.css:6:14 The style sheet names `../../secret.png`: it lies outside the project.',
    'style-address-refused styles/own.css:7:14 The style sheet names `link.png`: it lies outside the project.',
    'style-address-refused styles/own.css:8:14 The style sheet names `.hidden.png`: it is hidden, among packages, in the output folder, or ignored by git, and is never put into a page.',
    'style-address-refused styles/own.css:9:14 The style sheet names `text.png`: it is not a PNG, JPEG, GIF, WebP or SVG picture.',
    'style-address-refused styles/own.css:10:14 The style sheet names `naer.png`: there is no such file.',
    'style-address-refused styles/own.css:11:14 The style sheet names `script.svg`: the drawing has scripts, animations, addresses or a document type, or is not well-formed.',
    'style-address-refused styles/own.css:12:14 The style sheet names ``: there is no such file.',
  ]);
});

test.each([
  ['an entity', '<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg"/>'],
  ['a remote picture', '<svg xmlns="http://www.w3.org/2000/svg"><image href="http://example.org/a"/></svg>'],
  [
    'a local picture',
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="x"><use xlink:href="b.svg#a"/></svg>',
  ],
  ['a remote style', '<svg xmlns="http://www.w3.org/2000/svg"><style>@import "a";</style></svg>'],
  ['an address in a style', '<svg xmlns="http://www.w3.org/2000/svg"><g style="fill:url(a.svg#b)"/></svg>'],
  [
    'an address in an attribute',
    '<svg xmlns="http://www.w3.org/2000/svg"><g fill="ur\\6c(http://a)"/></svg>',
  ],
  ['HTML', '<svg xmlns="http://www.w3.org/2000/svg"><foreignObject/></svg>'],
  ['a handler', '<svg xmlns="http://www.w3.org/2000/svg" onload="a()"/>'],
  ['an instruction', '<?xml-stylesheet href="a"?><svg xmlns="http://www.w3.org/2000/svg"/>'],
  ['no XML', '<svg xmlns="http://www.w3.org/2000/svg">'],
])('refuses a drawing with %s', async (_name, svg) => {
  put('styles/a.svg', svg);
  const { problems, css } = await read('p{background:url(a.svg)}');
  expect(problems).toHaveLength(1);
  expect(css).toBe('p{background:url(a.svg)}');
});

test('embeds a plain drawing', async () => {
  put('styles/a.svg', '<svg xmlns="http://www.w3.org/2000/svg"><g id="a" fill="url(#b)"/></svg>');
  const { problems, css } = await read('p{background:url(a.svg)}');
  expect(problems).toEqual([]);
  expect(css).toContain('data:image/svg+xml;base64,');
});

test.each([
  ['restricted', 0x0002, 'it must not be embedded'],
  ['to be embedded whole', 0x0104, 'it may be embedded only whole'],
  ['of bitmaps', 0x0200, 'only its bitmaps'],
])('warns of a font that is %s', async (_name, bits, words) => {
  put('styles/a.ttf', withEmbedding(trueTypeFont(), bits));
  const { problems } = await read('@font-face{src:url(a.ttf)}');
  expect(problems).toEqual([
    expect.stringMatching(`^font-embedding-restricted styles/own.css:1:16 .*${words}`),
  ]);
});

test('warns of fonts that a PDF gets as drawings', async () => {
  put('styles/a.otf', emptyFont('OTTO', ['CFF ', 'cmap', 'head']));
  const { problems, style } = await read('@font-face{src:url(a.otf)}');
  expect(problems).toEqual([expect.stringMatching(/^font-drawn /)]);
  expect(style.problems).toEqual([]);
});

test('refuses a file that is too large', async () => {
  put('styles/a.png', Buffer.concat([PNG, Buffer.alloc(MAX_STYLE_FILE_BYTES)]));
  const { problems } = await read('p{background:url(a.png)}');
  expect(problems).toEqual([
    'style-file-too-large styles/own.css:1:14 `styles/a.png` has 20.0 MB; a file that a style sheet or a brand names may have 20.0 MB.',
  ]);
});

test('reads no deeper than browsers do', async () => {
  const { problems } = await read(`${'@media x{'.repeat(101)}${'}'.repeat(101)}`);
  expect(problems).toEqual([expect.stringContaining('more than 100 blocks and brackets are nested')]);
});
