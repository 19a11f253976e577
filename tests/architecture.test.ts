/** Imports point one way: `cli → commands → threads → build → {read, render, pdf, epub, proof} → what they share`. */
import { readdir, readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SRC = join(ROOT, 'src');

/** Folders and files of `src/` that each may import from. What is not named here is shared by the stages. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  cli: ['commands', 'config', 'help', 'node', 'report', 'version', 'shared'],
  config: ['option-kinds', 'shared'],
  help: [],
  index: ['commands', 'manifest', 'option-kinds', 'options', 'shared'],
  commands: ['build', 'cache', 'failure', 'manifest', 'node', 'options', 'rules', 'threads', 'shared'],
  options: ['manifest', 'shared'],
  'option-kinds': ['options', 'shared'],
  threads: ['browser', 'build', 'failure', 'manifest', 'shared'],
  rules: ['read', 'shared'],
  build: [
    'read',
    'render',
    'pdf',
    'epub',
    'proof',
    'browser',
    'cache',
    'node',
    'manifest',
    'selection',
    'shared',
  ],
  cache: ['shared', 'version'],
  manifest: ['shared', 'version'],
  selection: ['cache', 'manifest', 'read', 'shared'],
  failure: ['shared'],
  node: ['shared'],
  read: ['shared'],
  render: ['shared'],
  browser: ['shared'],
  pdf: ['browser', 'shared', 'version'],
  epub: ['browser', 'shared', 'version'],
  proof: ['browser', 'shared'],
  report: ['shared', 'version'],
  version: ['shared'],
  shared: ['shared'],
};

/** Packages that one file alone may know, or one of each stage that uses them. */
const ONLY_IMPORTER: Readonly<Record<string, string | readonly string[]>> = {
  'puppeteer-core': 'browser/browser.ts',
  'epub-gen-memory': 'epub/pack.ts',
  '@hyzyla/pdfium': 'proof/pages.ts',
  'fast-png': 'proof/picture.ts',
  liquidjs: 'template-engine.ts',
  'css-tree': ['epub/plain-style.ts', 'epub/css-tree.d.ts'],
  'citation-js': 'render/bibliography.ts',
  temml: 'render/tex.ts',
  uqr: 'pdf/qr.ts',
};

interface Import {
  readonly from: string;
  readonly to: string;
}

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s[^'"`;]*?from\s*'([^']+)'|(?:^|\n)import\s*'([^']+)'|import\(\s*'([^']+)'\s*\)/g;

const files = (await readdir(SRC, { recursive: true }))
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.split('\\').join('/'));

async function importsOf(): Promise<readonly Import[]> {
  const found: Import[] = [];
  for (const from of files) {
    const text = await readFile(join(SRC, from), 'utf8');
    for (const match of text.matchAll(IMPORT)) {
      const to = match[1] ?? match[2] ?? match[3] ?? '';
      found.push({ from, to: to.startsWith('.') ? posix.join(posix.dirname(from), to) : to });
    }
  }
  return found;
}

function part(path: string): string {
  const name = path.split('/')[0]?.replace(/\.ts$/, '') ?? '';
  return name in MAY_IMPORT ? name : 'shared';
}

const imports = await importsOf();
const ours = imports.filter(({ to }) => to.endsWith('.ts'));

describe('imports', () => {
  test('are found at all', () => {
    expect(ours.length).toBeGreaterThan(100);
  });

  test('point one way', () => {
    const wrong = ours.filter(
      ({ from, to }) => part(from) !== part(to) && !MAY_IMPORT[part(from)]?.includes(part(to)),
    );
    expect(wrong.map(({ from, to }) => `src/${from} must not import src/${to}`)).toEqual([]);
  });

  test('stay inside src', () => {
    expect(ours.filter(({ to }) => to.startsWith('..'))).toEqual([]);
  });

  test('go through the one file that knows a package', () => {
    const wrong = imports.filter(({ from, to }) =>
      Object.entries(ONLY_IMPORTER).some(
        ([name, only]) => new RegExp(`^@?${name}(?:/|$)`).test(to) && ![only].flat().includes(from),
      ),
    );
    expect(wrong).toEqual([]);
  });

  test('leave the process to the command line', async () => {
    const touching = [];
    for (const from of files) {
      // A script in a template literal runs in a process of its own.
      const text = (await readFile(join(SRC, from), 'utf8')).replace(/`[^`]*`/g, '');
      if (/\bprocess\.(?:argv|exit|exitCode|stdout|stderr|on|once|cwd)\b/.test(text)) touching.push(from);
    }
    expect(touching).toEqual(['cli.ts']);
  });
});

test('src/README.md names every file under the heading of its folder', async () => {
  const readme = await readFile(join(SRC, 'README.md'), 'utf8');
  const unnamed = files.filter((path) => {
    const [name = '', folder] = path.split('/').reverse();
    const heading = folder === undefined ? '## At the top' : `## \`${folder}/\``;
    const section = readme.split(/\n(?=## )/).find((part) => part.startsWith(heading)) ?? '';
    return !section.includes(`\`${name}\``);
  });
  expect(unnamed).toEqual([]);
});
