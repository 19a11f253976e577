/**
 * Tests every way in which a text or its settings can name a file: includes, images, covers, bibliographies, style sheets.
 * None of them puts a file into a page that is not for readers, or that is not in the folder of the project.
 */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { build, check } from '../../src/index.ts';

const SECRET = 'TOKEN-that-no-reader-may-see';
const DRAWING = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><title>${SECRET}</title></svg>\n`;

let top = '';
/** A checkout of a project, and a folder beside it that belongs to another one. */
let root = '';
beforeEach(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'handpress-pulled-')));
  root = join(top, 'checkout');
  fill(DRAWING);
  put('.git/HEAD', 'ref: refs/heads/main\n');
  put('.gitignore', 'ignored.svg\n');
  put('handpress.yaml', 'editions: {}\n');
  symlinkSync('../victim/secret.svg', join(root, 'link.svg'));
  symlinkSync('../victim', join(root, 'linked'));
  symlinkSync('.env', join(root, 'near.svg'));
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

const HELD = [
  ...['.git/config', '.env', '.npmrc', '.config/x.svg', 'node_modules/a/x.svg', 'made/x.svg', 'ignored.svg'],
];

/** Writes the files that no one may see. */
function fill(content: string): void {
  for (const path of [...HELD, '../victim/secret.svg']) put(path, content);
}

/** Paths as a text names them. */
const pathsOf = (): readonly string[] => [
  ...HELD,
  ...['link.svg', 'linked/secret.svg', 'near.svg', '../victim/secret.svg', './../victim/secret.svg'],
  ...[
    'a/../../victim/secret.svg',
    join(top, 'victim/secret.svg'),
    `file://${join(top, 'victim/secret.svg')}`,
  ],
  ...['..\\victim\\secret.svg', '%2e%2e/victim/secret.svg', '%2e%65nv'],
];

function put(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** Returns everything that was written, with archives unpacked. */
function readOutput(): string {
  const folder = join(root, 'made');
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
  return names
    .map((name) => join(folder, name))
    .filter((path) => path.endsWith('.epub'))
    .flatMap((path) => Object.values(unzipSync(readFileSync(path))))
    .map((bytes) => Buffer.from(bytes).toString('latin1'))
    .join('\n');
}

/** How a text names a file. Each way is on a line of its own. */
const WAYS: Readonly<Record<string, (path: string) => string>> = {
  'an image': (path) => `![A cup](<${path}>)`,
  'an image by reference': (path) => `![A cup][a]\n\n[a]: <${path}>`,
  'an image in HTML': (path) => `<img src="${path}" alt="A cup">`,
  'a picture of Obsidian': (path) => `![[${path}]]`,
  'an include of mdBook': (path) => `{{#include ${path}}}`,
  'lines of mdBook': (path) => `{{#rustdoc_include ${path}:1:2}}`,
  'a program of mdBook': (path) => `{{#playground ${path}}}`,
  'a listing of mdBook': (path) => `~~~\n{{#include ${path}}}\n~~~`,
  'an include of Quarto': (path) => `{{< include ${path} >}}`,
  'a child of knitr': (path) => `~~~{r, child="${path}"}\n~~~`,
  'a snippet': (path) => `--8<-- "${path}"`,
  'a block of snippets': (path) => `--8<--\n${path}\n--8<--`,
  'an include of MkDocs': (path) => `{% include-markdown "${path}" %}`,
  'an include of MyST': (path) => `~~~{include} ${path}\n~~~`,
  'a listing of MyST': (path) => `~~~{literalinclude} ${path}\n~~~`,
  'a listing of Leanpub': (path) => `<<(${path})`,
  'a file of Marked': (path) => `<<[${path}]`,
  'an include of VitePress': (path) => `<!--@include: ${path}-->`,
  'a listing of VitePress': (path) => `<<< ${path}`,
};

/** Not read at all in this way: the mark stays as it is written, or is a comment. */
const NO_MARK: Readonly<Record<string, RegExp>> = {
  'a picture of Obsidian': /^\.|^%|\\/,
  'a file of Marked': /\/config$|env$|npmrc$|^%/,
  'an include of VitePress': /\/config$|env$|npmrc$|^%/,
  'a listing of VitePress': /\/config$|env$|npmrc$|^%/,
};

describe.each(Object.entries(WAYS))('%s', (way, write) => {
  test('puts no file into a page that is not for readers', async () => {
    if (!/image|picture/.test(way)) fill(`${SECRET}\n`);
    const paths = pathsOf();
    for (const [index, path] of paths.entries()) put(`n${index}.md`, `# N\n\nWords.\n\n${write(path)}\n`);
    const inputs = paths.map((_, index) => `n${index}.md`);
    const { diagnostics } = await build({ root, inputs, out: 'made', cache: false, editions: ['epub'] });
    expect(readOutput()).toContain('Words.');
    expect(readOutput()).not.toContain(SECRET);
    expect(JSON.stringify(diagnostics)).not.toContain(SECRET);
    const reported = new Set(
      diagnostics
        .filter(({ code }) => /^(?:image|include|file|markup|link|reference)-/.test(code))
        .map(({ place }) => place?.file),
    );
    const silent = paths.filter((path, index) => !reported.has(`n${index}.md`) && !NO_MARK[way]?.test(path));
    expect(silent).toEqual([]);
  });

  test('takes a file beside it', async () => {
    const isPicture = /image|picture/.test(way);
    const name = isPicture ? 'a.svg' : 'a.txt';
    put(`right/${name}`, isPicture ? DRAWING : `${SECRET}\n`);
    put('right/n.md', `# N\n\nWords.\n\n${write(name)}\n`);
    await build({ root, inputs: ['right/n.md'], out: 'made', cache: false, editions: ['epub'] });
    if (!/snippet/.test(way)) expect(readOutput()).toContain(SECRET);
  });
});

test.each(['cover', 'references'])('%s in front matter names none of these files', async (key) => {
  const paths = pathsOf();
  for (const [index, path] of paths.entries())
    put(`n${index}.md`, `---\nlanguage: en\n${key}: ${JSON.stringify(path)}\n---\n\n# N\n\nWords.\n`);
  const inputs = paths.map((_, index) => `n${index}.md`);
  const { diagnostics } = await build({ root, inputs, out: 'made', cache: false, editions: ['epub'] });
  expect(readOutput()).not.toContain(SECRET);
  expect(JSON.stringify(diagnostics)).not.toContain(SECRET);
  const reported = new Set(diagnostics.map(({ place }) => place?.file));
  expect(paths.filter((_, index) => !reported.has(`n${index}.md`))).toEqual([]);
});

test.each([
  ['cover', (path: string) => `cover: ${JSON.stringify(path)}`],
  ['references', (path: string) => `references: ${JSON.stringify(path)}`],
  ['chapters', (path: string) => `chapters: [one.md, ${JSON.stringify(path)}]`],
] as const)('%s in publication.yaml names none of these files', async (_key, write) => {
  const paths = pathsOf();
  for (const [index, path] of paths.entries()) {
    put(`books/n${index}/publication.yaml`, `title: N\nlanguage: en\n${write(path)}\n`);
    put(`books/n${index}/one.md`, '# One\n\nWords.\n');
  }
  const { diagnostics } = await build({
    root,
    inputs: ['books'],
    out: 'made',
    cache: false,
    editions: ['epub'],
  });
  expect(readOutput()).not.toContain(SECRET);
  expect(JSON.stringify(diagnostics)).not.toContain(SECRET);
  const reported = new Set(diagnostics.map(({ place }) => place?.file));
  expect(paths.filter((_, index) => !reported.has(`books/n${index}/publication.yaml`))).toEqual([]);
});

test.each([
  ['url()', (path: string) => `p { background-image: url("${path}"); }`],
  ['@import', (path: string) => `@import "${path}";`],
  [
    '@font-face',
    (path: string) => `@font-face { font-family: "X"; src: url("${path}"); }\np { font-family: "X"; }`,
  ],
] as const)('%s in a style sheet names none of these files', async (_way, write) => {
  put('note.md', '# Note\n\nWords.\n');
  const silent: string[] = [];
  for (const path of pathsOf().filter((one) => !one.includes('\\'))) {
    put('styles/own.css', `${write(path)}\n`);
    put('handpress.yaml', 'editions:\n  epub:\n    styles: [own.css]\n');
    const options = { root, inputs: ['note.md'], out: 'made', cache: false, editions: ['epub'] };
    const { diagnostics } = await build(options);
    expect(JSON.stringify(diagnostics)).not.toContain(SECRET);
    if (!diagnostics.some(({ place }) => place?.file === 'styles/own.css')) silent.push(path);
  }
  expect(readOutput()).not.toContain(SECRET);
  expect(silent).toEqual([]);
});

describe('the folder of the project', () => {
  const codesOf = async (input: string) =>
    (await check({ root, inputs: [input] })).diagnostics.map(({ code }) => code);

  test('a file below the current folder alone is not in it', async () => {
    rmSync(join(root, 'handpress.yaml'));
    put('shared/a.md', 'Shared.\n');
    put('notes/n.md', '# N\n\nWords.\n\n{{#include ../shared/a.md}}\n');
    expect(await codesOf('notes/n.md')).toContain('include-missing');
    put('notes/book.toml', '[book]\n');
    expect(await codesOf('notes/n.md')).toContain('include-missing');
    put('book.toml', '[book]\n');
    expect(await codesOf('notes/n.md')).toContain('include-missing');
    rmSync(join(root, 'notes/book.toml'));
    expect(await codesOf('notes/n.md')).not.toContain('include-missing');
  });

  test('a publication takes its images from its own folder only', async () => {
    put('shared/a.svg', DRAWING);
    put('book/publication.yaml', 'title: N\nlanguage: en\nidentifier: urn:example:n\n');
    put('book/one.md', '# One\n\nWords.\n\n![A cup](../shared/a.svg)\n\n{{#include ../shared/a.md}}\n');
    put('shared/a.md', 'Shared.\n');
    expect(await codesOf('book')).toEqual(['image-outside']);
  });
});
