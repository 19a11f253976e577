/**
 * Every code of the catalogue has a folder here: `in/` is a project, `arguments.txt` what is typed (without it,
 * `build`), `golden.txt` what a person then reads, and the exit code. A golden that is not there is written, except in
 * CI, where that is a failure. Whatever stood in `dist/` before must still stand there, unless the build is fine.
 */
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codes } from '../../src/core/diagnostics/catalogue.ts';
import { handpress } from '../cli/run.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));

/** Codes that no input can raise by itself, and the test that raises each. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'bug-internal': 'tests/core/diagnostics/failure.test.ts',
  'file-unreadable': 'tests/core/diagnostics/failure.test.ts',
  interrupted: 'tests/cli/interrupt.test.ts',
  // These need a repository of git.
  'publications-touched': 'tests/pipeline/selection/affected.test.ts',
  'git-missing': 'tests/pipeline/selection/changed-since.test.ts',
  'git-failed': 'tests/pipeline/selection/changed-since.test.ts',
  'repository-bare': 'tests/pipeline/selection/changed-since.test.ts',
  'repository-distrusted': 'tests/pipeline/selection/changed-since.test.ts',
  'ref-unknown': 'tests/pipeline/selection/changed-since.test.ts',
  'history-shallow': 'tests/pipeline/selection/changed-since.test.ts',
  'history-unrelated': 'tests/pipeline/selection/changed-since.test.ts',
  'memory-exhausted': 'tests/security/memory.test.ts',
  // About the machine, and not about any input.
  'sandbox-off': 'tests/runtime/browser/sandbox.test.ts',
  // A file of more than 100 MB.
  'image-file-too-large': 'tests/render/images/image-files.test.ts',
  // What they are about is refused before it is printed, as far as it is known.
  'image-unprintable': 'tests/print/unprintable.test.ts',
  'text-unprintable': 'tests/print/unprintable.test.ts',
  // A browser that does not end.
  'design-unprintable': 'tests/print/unprintable.test.ts',
  // These need links that lead out of the project.
  'cache-untrusted': 'tests/security/cache.test.ts',
  'output-outside': 'tests/security/paths.test.ts',
  'package-outside': 'tests/security/paths.test.ts',
  // What is printed is what is packed.
  'page-start-unknown': 'tests/epub/page-list/page-breaks.test.ts',
  // A package of fonts would have to lie in a `node_modules` here.
  'typeface-unsuitable': 'tests/read/settings/typefaces.test.ts',
};

/** Inputs too large to keep. */
const LARGE: Readonly<Record<string, () => string>> = {
  'file-too-large': () => `# Fever\n\n${'Drink enough, and *rest*. '.repeat(400_000)}`,
  'paragraph-too-long': () => `# Fever\n\n${'Drink enough, and *rest*. '.repeat(40_000)}`,
  'lazy-lines-too-many': () => `# Fever\n\n> Drink enough,\n${'and rest,\n'.repeat(1500)}`,
  'table-gaps-too-many': () =>
    `# Fever\n\n|${' Day |'.repeat(200)}\n|${' --- |'.repeat(200)}\n${'| 38.5\n'.repeat(100)}`,
  'references-too-large': () =>
    `# Fever\n\n${'See [the leaflet].\n\n'.repeat(300)}[the leaflet]: https://example.org/${'fever-'.repeat(100)}\n`,
  'html-repeated': () =>
    `# Fever\n\n<div><p><b title="${'Drink. '.repeat(20)}">Day 1\n${'<p>38.5\n'.repeat(1500)}</b></div>\n`,
};

/** What a former build left, at the paths that the cases would write. */
const FORMER = [
  'note/note.epub',
  'note/note-a4.pdf',
  'note/note-letter.pdf',
  'book/book.epub',
  'book/book-book-a4.pdf',
  'book/handouts-a4/one.pdf',
  'bad/bad.epub',
];

/** It is about the machine, and there is none where Chromium has its sandbox. */
const SANDBOX = /^handpress {2}note {2}sandbox-off\n.*\n.*\n\n/m;

const cases = [
  ...(await readdir(HERE, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name),
  ...Object.keys(LARGE),
];
let work = '';
beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'handpress-diagnostics-'));
});
afterAll(() => rm(work, { recursive: true, force: true }));

test('every code has a case', () => {
  const missing = codes.filter((code) => !cases.includes(code) && !(code in ELSEWHERE));
  expect(missing).toEqual([]);
});

test('every case has a code', () => {
  expect(cases.filter((name) => !codes.some((code) => code === name))).toEqual([]);
});

describe.concurrent('cases', { timeout: 240_000 }, () => {
  test.each([...new Set(cases)])('%s', async (code) => {
    const root = join(work, code);
    await prepare(code, root);
    const args = (await readOptional(join(HERE, code, 'arguments.txt'))) ?? 'build';
    const ended = await handpress(args.trim().replaceAll('<root>', root).split(' '), { cwd: root });
    const told = settled(ended.stderr).replace(SANDBOX, '').replaceAll(root, '<root>');
    const shown = `${told}exit ${ended.code}\n`;
    expect(shown, 'the code itself is raised').toContain(`  ${code}\n`);
    await expectGolden(code, shown);
    if (ended.code !== 0) await expectFormer(root, new Set(ended.stdout.split('\n')));
  });
});

async function prepare(code: string, root: string): Promise<void> {
  const large = LARGE[code];
  if (large) await write(join(root, 'content/note.md'), large());
  else await cp(join(HERE, code, 'in'), root, { recursive: true });
  for (const path of FORMER) await write(join(root, 'dist', path), `the former ${path}`);
}

async function expectGolden(code: string, shown: string): Promise<void> {
  const path = LARGE[code] ? join(HERE, `${code}.golden.txt`) : join(HERE, code, 'golden.txt');
  const golden = await readOptional(path);
  if (golden === undefined && !process.env.CI) {
    await writeFile(path, shown);
    return;
  }
  expect(shown).toBe(golden);
}

/** @param made other publications and editions of the same build that were fine, as the command lists them */
async function expectFormer(root: string, made: ReadonlySet<string>): Promise<void> {
  for (const path of FORMER.filter((former) => !made.has(former))) {
    expect(await readOptional(join(root, 'dist', path)), path).toBe(`the former ${path}`);
  }
  const left = await readdir(join(root, 'dist'), { recursive: true });
  expect(left.filter((name) => name.endsWith('.tmp'))).toEqual([]);
}

/** Without what these cases are not about: which file is made first, how many pages a style needs. */
function settled(stderr: string): string {
  return stderr
    .replaceAll(/^made .*\n/gm, '')
    .replaceAll(/ takes \d+ pages/g, ' takes N pages')
    .replaceAll(/ is \d+ lines over/g, ' is N lines over')
    .replaceAll(/ at \d+ %/g, ' at N %');
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

async function readOptional(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}
