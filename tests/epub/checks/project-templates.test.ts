/** A project's own templates of the e-book: what makes no valid e-book is told with its place, and the other files are made. */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { EpubCheck } from '@likecoin/epubcheck-ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { build, exitCode } from '../../../src/index.ts';
import { TemplateError } from '../../../src/runtime/templates/template-error.ts';
import { contextIn, REPOSITORY } from '../../support/context.ts';
import { sampleBook } from '../../support/sample-book.ts';
import { formatDiagnostics } from '../../support/workbench.ts';
import { pack } from '../packed.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'handpress-own-templates-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function write(name: string, text: string | Uint8Array): Promise<void> {
  await mkdir(dirname(join(root, name)), { recursive: true });
  await writeFile(join(root, name), text);
}

/** Packs the sample book with one template of a project, and says what came of it. */
async function packWith(name: string, text: string | Uint8Array) {
  await write(`templates/epub/${name}`, text);
  const { design } = contextIn(root, () => undefined, { designRoot: root });
  return pack(sampleBook(), { design });
}

const ours = (name: string): Promise<string> => readFile(join(REPOSITORY, 'templates/epub', name), 'utf8');
const HEAD = '{% render "epub/page-head.xhtml", language: language, direction: "ltr", title: title %}';
const NAMES = [
  ...['about.xhtml', 'cover.xhtml', 'nav.xhtml', 'section.xhtml', 'title-page.xhtml'],
  ...['page-head.xhtml', 'package.opf', 'toc.ncx', 'cover.svg'],
];
const NOISE = Uint8Array.from({ length: 5000 }, (_, index) => (index * 7919) % 251);

const faultOf = async (name: string, text: string | Uint8Array): Promise<string> => {
  try {
    await packWith(name, text);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    expect(error.diagnostic).toMatchObject({ code: 'template-broken', domain: 'usage' });
    return `${formatDiagnostics([error.diagnostic])} ${error.message}`;
  }
  throw new Error('nothing was refused');
};

test.each(NAMES)('reports %s that is empty or not XML', async (name) => {
  const place = `template-broken templates/epub/${name}:`;
  expect(await faultOf(name, '')).toContain(place);
  expect(await faultOf(name, NOISE)).toContain(place);
  expect(await faultOf(name, '<!DOCTYPE html><html><head><title>x</title></head></html>')).toContain(place);
});

test.each([
  [
    'an element left open',
    'about.xhtml',
    `${HEAD}\n<body>\n  <p>{{ title }}<br></p>\n  <ul><li></ul>\n</body></html>`,
    'about.xhtml:1:1 what it makes is no XML: ',
  ],
  [
    'an element left open, in a line as it is printed',
    'about.xhtml',
    `${HEAD}\n<body>\n  <ul><li></ul>\n</body></html>`,
    'about.xhtml:3:3 what it makes is no XML: ',
  ],
  [
    'an entity of HTML',
    'about.xhtml',
    `${HEAD}\n<body>\n<p>a&nbsp;b</p></body></html>`,
    'about.xhtml:3:1 what it makes is no XML: Named entity',
  ],
  [
    'a prefix that nobody declares',
    'about.xhtml',
    `${HEAD}\n<body>\n<p x:y="z">a</p></body></html>`,
    'about.xhtml:3:1 nothing that it makes says what the prefix `x:`',
  ],
  [
    'another document type',
    'page-head.xhtml',
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "x"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head>',
    'page-head.xhtml:1:1 e-books have no document type but',
  ],
  [
    'no body',
    'about.xhtml',
    `${HEAD}</html>`,
    'about.xhtml:1:1 the e-book would be invalid, as in about.xhtml: it has no `body`',
  ],
  [
    'a script',
    'about.xhtml',
    `${HEAD}<body><script>1</script></body></html>`,
    'about.xhtml:1:1 the e-book would be invalid, as in about.xhtml: it has a script',
  ],
  [
    'a picture from elsewhere',
    'about.xhtml',
    `${HEAD}<body><img alt="" src="http://example.org/a.png"/></body></html>`,
    '`img` loads from elsewhere',
  ],
  [
    'a link to nowhere',
    'about.xhtml',
    `${HEAD}<body><a href="no.xhtml">x</a></body></html>`,
    'leads to no file',
  ],
  [
    'contents that are none',
    'nav.xhtml',
    `${HEAD}<body><p>x</p></body></html>`,
    'it has no `nav` that is the contents',
  ],
] as const)('reports the fault of a template: %s', async (_, name, text, expected) => {
  expect(await faultOf(name, text)).toContain(expected);
});

const page = (body: string): string => `${HEAD}\n<body>\n${body}\n</body></html>`;
const nav = (body: string): string =>
  page(`<nav epub:type="toc" id="toc" xmlns:epub="http://www.idpf.org/2007/ops">${body}</nav>`);

test.each([
  ['a block in a paragraph', '<p>a\n<div>b</div></p>', '4:1 `<div>` is not allowed in `<p>`'],
  ['a block in an emphasis', '<p><em><ul><li>a</li></ul></em></p>', '3:1 `<ul>` is not allowed in `<p>`'],
  ['text in a list', '<ul>a</ul>', '3:1 text is not allowed in `<ul>`'],
  ['details without a summary', '<details><p>a</p></details>', '`<details>` lacks a part'],
  ['a block in a list', '<ol><div>a</div></ol>', '3:1 `<div>` is not allowed in `<ol>`'],
  ['an item in no list', '<div><li>a</li></div>', '3:1 `<li>` is not allowed in `<div>`'],
  ['a link in a link', '<p><a href="#a">a<a href="#b">b</a></a></p>', '`<a>` is not allowed'],
  ['a paragraph in a heading', '<h2><p>a</p></h2>', '`<p>` is not allowed in `<h2>`'],
  ['an element of HTML 4', '<center>a</center>', '3:1 there is no element `<center>` in HTML'],
  ['an element that does not exist', '<p><foo/></p>', 'there is no element `<foo>` in HTML'],
  ['an attribute of HTML 4', '<p align="left">a</p>', '`<p>` has no attribute `align`'],
  ['a handler', '<p onclick="a()">a</p>', '`<p>` has no attribute `onclick`'],
])('reports HTML that EPUBCheck refuses: %s', async (_name, body, expected) => {
  expect(await faultOf('about.xhtml', page(body))).toContain(`template-broken templates/epub/about.xhtml:`);
  expect(await faultOf('about.xhtml', page(body))).toContain(expected);
});

test.each([
  ['with a paragraph', '<p>a</p><ol><li><a href="about.xhtml">a</a></li></ol>', 'contains one `<ol>`'],
  ['without an entry', '<ol></ol>', 'has no entry'],
  ['with an entry that is no link', '<ol><li>a</li></ol>', 'an entry in a `<nav>` is'],
  ['with a heading alone', '<ol><li><span>a</span></li></ol>', 'an entry in a `<nav>` is'],
])('reports contents %s', async (_name, body, expected) => {
  expect(await faultOf('nav.xhtml', nav(body))).toContain(expected);
});

test('accepts the HTML that EPUBCheck accepts', async () => {
  const body = `<section epub:type="colophon" xmlns:epub="http://www.idpf.org/2007/ops"><h1 id="{{ ids.about }}">{{ title }}</h1>
<p>a <a href="about.xhtml" rel="license">b</a> <time datetime="2026-01-01">c</time> <data value="1">d</data><br/><bdo dir="rtl">e</bdo></p>
<figure><figcaption>f</figcaption><table><caption>g</caption><tbody><tr><th scope="row">h</th><td colspan="1">i</td></tr></tbody></table></figure>
<dl><div><dt>j</dt><dd><p>k</p></dd></div></dl><hr/><ul><li><p>l</p><ol start="2"><li value="3">m</li></ol></li></ul>
<details><summary>n</summary><p>o</p></details><blockquote cite="about.xhtml"><p>p</p></blockquote><main><div>q</div></main>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1" role="img" aria-label="r"><rect width="1" height="1"/></svg></section>`;
  const packed = await packWith('about.xhtml', page(body));
  const { messages } = await EpubCheck.validate(packed.bytes);
  expect(messages.filter(({ severity }) => severity === 'error' || severity === 'fatal')).toEqual([]);
});

test('accepts our own templates with every construct of a text', async () => {
  for (const name of NAMES) await write(`templates/epub/${name}`, await ours(name));
  await cp(join(REPOSITORY, 'tests/books/torture'), join(root, 'content/torture'), { recursive: true });
  const { diagnostics } = await build({ root, editions: ['epub'] });
  expect(diagnostics.filter(({ code }) => code === 'template-broken')).toEqual([]);
}, 60_000);

test.each([
  ['dc:title', /dc:title/g],
  ['dc:identifier', /<dc:identifier id="publication-id">.*?<\/dc:identifier>/s],
  ['dc:language', /<dc:language>.*?<\/dc:language>/s],
  ['dcterms:modified', /<meta property="dcterms:modified">.*?<\/meta>/s],
  ['itemref', /<itemref[^>]*>/],
  ['nav', / properties="\{\{ item.properties \}\}"/],
])('reports a package without %s', async (what, part) => {
  const text = await ours('package.opf');
  expect(text).toMatch(part);
  expect(await faultOf('package.opf', text.replace(part, what === 'dc:title' ? 'dc:source' : ''))).toMatch(
    new RegExp(
      `^template-broken templates/epub/package.opf:1:1 the e-book would be invalid, as in .*${what}`,
    ),
  );
});

test('makes a valid e-book with a correct template', async () => {
  const text = `${HEAD}\n<body><section class="mine"><h1 id="about">{{ title }}</h1></section></body></html>`;
  const packed = await packWith('about.xhtml', text.replace('id="about"', 'id="{{ ids.about }}"'));
  expect(packed.text('about.xhtml')).toContain('class="mine"');
  const { messages } = await EpubCheck.validate(packed.bytes);
  expect(messages.filter(({ severity }) => severity === 'error' || severity === 'fatal')).toEqual([]);
});

test("makes handouts if the e-book's template is broken, and the e-book if theirs is", async () => {
  await write('content/note.md', '# Note\n\nText.\n');
  await write('templates/epub/about.xhtml', 'no XML');
  const editions = ['epub', 'handouts-a4'];
  const broken = await build({ root, editions });
  expect(formatDiagnostics(broken.diagnostics.filter(({ severity }) => severity === 'error'))).toContain(
    'template-broken templates/epub/about.xhtml:1:1',
  );
  expect(exitCode(broken.diagnostics)).toBe(2);
  expect(broken.files.map(({ path }) => path)).toEqual(['note/note-a4.pdf']);
  await rm(join(root, 'templates'), { recursive: true });
  await write('templates/handout.html', '{% if %}');
  const other = await build({ root, editions });
  expect(formatDiagnostics(other.diagnostics)).toContain('template-broken templates/handout.html:1:6');
  expect(other.files.map(({ path }) => path)).toEqual(['note/note.epub']);
}, 60_000);
