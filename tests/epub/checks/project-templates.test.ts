/** A project's own templates of the e-book: what makes no valid e-book is told with its place, and the other files are made. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
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
