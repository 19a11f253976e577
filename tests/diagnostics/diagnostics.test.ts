/**
 * Raises every code of the catalogue. Each code has a folder here: `in/` is a project, `arguments.txt` has the arguments (without it,
 * `build`), `golden.txt` has what a person reads, and the exit code. A missing golden is written, except in CI, where it is a failure.
 * What was in `dist/` before must still be there, unless the build succeeds.
 */
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codes } from '../../src/core/diagnostics/catalogue.ts';
import type { Manifest, ManifestFile } from '../../src/index.ts';
import { type BundledCli, bundleCli } from '../cli/bundled.ts';
import { handpress } from '../cli/run.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));

/** Codes that no input alone can raise, and the test that raises each. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'bug-internal': 'tests/core/diagnostics/failure.test.ts',
  'file-unreadable': 'tests/core/diagnostics/failure.test.ts',
  'pdf-unsupported': 'tests/core/diagnostics/failure.test.ts',
  interrupted: 'tests/cli/interrupt.test.ts',
  // They need a git repository.
  'publications-touched': 'tests/pipeline/selection/affected.test.ts',
  'commit-uncounted': 'tests/pipeline/last-change.test.ts',
  'git-missing': 'tests/pipeline/selection/changed-since.test.ts',
  'git-failed': 'tests/pipeline/selection/changed-since.test.ts',
  'repository-bare': 'tests/pipeline/selection/changed-since.test.ts',
  'repository-distrusted': 'tests/pipeline/selection/changed-since.test.ts',
  'ref-unknown': 'tests/pipeline/selection/changed-since.test.ts',
  'history-shallow': 'tests/pipeline/selection/changed-since.test.ts',
  'history-unrelated': 'tests/pipeline/selection/changed-since.test.ts',
  'memory-exhausted': 'tests/security/memory.test.ts',
  // They are about Word documents, which tests write.
  'word-unreadable': 'tests/import/refused.test.ts',
  'import-in-way': 'tests/import/refused.test.ts',
  'word-part-lost': 'tests/import/import-word.test.ts',
  'word-alt-missing': 'tests/import/import-word.test.ts',
  'word-heading-unmarked': 'tests/import/import-word.test.ts',
  'word-header-lost': 'tests/import/import-word.test.ts',
  'word-symbol-lost': 'tests/import/import-word.test.ts',
  'word-changed': 'tests/import/captions.test.ts',
  // It depends on the machine, not on an input.
  'sandbox-off': 'tests/runtime/browser/sandbox.test.ts',
  // It takes half a minute.
  'plugin-unfinished': 'tests/render/plugins/plugins.test.ts',
  // It needs a cache folder in the project.
  'trust-in-project': 'tests/cli/trust.test.ts',
  // The system must be at its limit.
  'watch-failed': 'tests/cli/watch.test.ts',
  // It needs tens of thousands of files.
  'e-book-too-large': 'tests/epub/package/archive.test.ts',
  // It needs an installation without a package.
  'diagram-package-missing': 'tests/render/diagrams/missing-package.test.ts',
  // A file of more than 100 MB.
  'image-file-too-large': 'tests/render/images/image-files.test.ts',
  'style-file-too-large': 'tests/runtime/styles/project-style.test.ts',
  // Known causes are refused before printing.
  'image-unprintable': 'tests/print/unprintable.test.ts',
  'text-unprintable': 'tests/print/unprintable.test.ts',
  // It needs a browser that hangs.
  'design-unprintable': 'tests/print/unprintable.test.ts',
  // They need a queue and a shared cache.
  'queue-wrong': 'tests/fleet/fleet.test.ts',
  'queue-unreachable': 'tests/fleet/fleet.test.ts',
  'queue-lost': 'tests/fleet/queue.test.ts',
  'queue-unencrypted': 'tests/fleet/queue.test.ts',
  'fleet-empty': 'tests/fleet/queue.test.ts',
  'fleet-inputs-kept': 'tests/fleet/queue.test.ts',
  'fleet-results-missing': 'tests/fleet/queue.test.ts',
  // They need a server.
  'shared-cache-failed': 'tests/pipeline/shared-cache.test.ts',
  'shared-cache-distrusted': 'tests/pipeline/shared-cache.test.ts',
  // They need links that lead out of the project.
  'cache-untrusted': 'tests/security/cache.test.ts',
  'output-outside': 'tests/security/paths.test.ts',
  'package-outside': 'tests/security/paths.test.ts',
  // It needs a long book.
  'book-in-one-piece': 'tests/print/parts/long-book.test.ts',
  // The name of the font depends on the machine.
  'font-foreign': 'tests/print/font-check.test.ts',
  // The printed text and the packed text are the same in every project.
  'page-start-unknown': 'tests/epub/page-list/page-breaks.test.ts',
  // A package of fonts would have to lie in a `node_modules` here.
  'typeface-unsuitable': 'tests/read/settings/typefaces.test.ts',
};

/** Inputs that are too large to store. */
const LARGE: Readonly<Record<string, () => string>> = {
  'file-too-large': () => `# Fever\n\n${'Drink enough, and *rest*. '.repeat(400_000)}`,
  'paragraph-too-long': () => `# Fever\n\n${'Drink enough, and *rest*. '.repeat(40_000)}`,
  'lazy-lines-too-many': () => `# Fever\n\n> Drink enough,\n${'and rest,\n'.repeat(1500)}`,
  'table-gaps-too-many': () =>
    `# Fever\n\n|${' Day |'.repeat(200)}\n|${' --- |'.repeat(200)}\n${'| 38.5\n'.repeat(100)}`,
  'table-data-too-large': () =>
    `# Fever\n\n:::table[Doses]\n\n\`\`\`csv\nAge,Dose,Times\n${'1,2,3\n'.repeat(20_000)}\`\`\`\n\n:::\n`,
  'references-too-large': () =>
    `# Fever\n\n${'See [the leaflet].\n\n'.repeat(300)}[the leaflet]: https://example.org/${'fever-'.repeat(100)}\n`,
  'html-repeated': () =>
    `# Fever\n\n<div><p><b title="${'Drink. '.repeat(20)}">Day 1\n${'<p>38.5\n'.repeat(1500)}</b></div>\n`,
};

/** Files of a former build, at the paths that the cases would write, and their editions. */
const FORMER_EDITIONS: Readonly<Record<string, string>> = {
  'note/note.epub': 'epub',
  'note/note-a4.pdf': 'handouts-a4',
  'note/note-letter.pdf': 'handouts-letter',
  'book/book.epub': 'epub',
  'book/book-book-a4.pdf': 'book-a4',
  'book/handouts-a4/one.pdf': 'handouts-a4',
  'bad/bad.epub': 'epub',
};
const FORMER = Object.keys(FORMER_EDITIONS);

/** The note depends on the machine: it is missing where Chromium has its sandbox. */
const SANDBOX = /^handpress {2}note {2}sandbox-off\n.*\n.*\n\n/m;

const cases = [
  ...(await readdir(HERE, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name),
  ...Object.keys(LARGE),
];
let work = '';
let bundled: BundledCli;
beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'handpress-diagnostics-'));
  bundled = await bundleCli();
});
afterAll(() => Promise.all([rm(work, { recursive: true, force: true }), bundled.remove()]));

test('every code has a case', () => {
  const missing = codes.filter((code) => !cases.includes(code) && !(code in ELSEWHERE));
  expect(missing).toEqual([]);
});

test('the test of every other code names it', async () => {
  const named = await Promise.all(
    Object.entries(ELSEWHERE).map(async ([code, path]) => {
      const text = await readFile(join(HERE, '../..', path), 'utf8');
      return new RegExp(`\\b${code}(?![\\w-])`).test(text) ? [] : [`${code} in ${path}`];
    }),
  );
  expect(named.flat()).toEqual([]);
});

test('every case has a code', () => {
  expect(cases.filter((name) => !codes.some((code) => code === name))).toEqual([]);
});

describe.concurrent('cases', { timeout: 240_000 }, () => {
  test.each([...new Set(cases)])('a person reads the golden text of `%s`', async (code) => {
    const root = join(work, code);
    await prepare(code, root);
    const args = (await readOptional(join(HERE, code, 'arguments.txt'))) ?? 'build';
    const words = args.trim().replaceAll('<root>', root).split(' ');
    const ended = await handpress(words, { cwd: root, cli: bundled.cli });
    const text = removeVaryingParts(ended.stderr).replace(SANDBOX, '').replaceAll(root, '<root>');
    const shown = `${text}exit ${ended.code}\n`;
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
  // Without it, they would be files of the user, which no build replaces.
  const manifest = join(root, 'dist/manifest.json');
  if ((await readOptional(manifest)) === undefined) await write(manifest, JSON.stringify(formerManifest()));
}

function formerManifest(): Manifest {
  const files = Object.entries(FORMER_EDITIONS).map(([path, edition]): ManifestFile => {
    const text = `the former ${path}`;
    const digest = createHash('sha256').update(text).digest('hex');
    return { path, edition, mediaType: 'x', digest, size: text.length };
  });
  const ids = [...new Set(FORMER.map((path) => path.split('/')[0] ?? ''))];
  return {
    handpress: '0.1.0',
    publications: ids.map((id) => ({
      ...{ id, title: id, language: 'en', status: 'draft' },
      files: files.filter(({ path }) => path.startsWith(`${id}/`)),
    })),
  };
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

/** @param made publications and editions of the same build that were made, as the command lists them */
async function expectFormer(root: string, made: ReadonlySet<string>): Promise<void> {
  for (const path of FORMER.filter((former) => !made.has(former))) {
    expect(await readOptional(join(root, 'dist', path)), path).toBe(`the former ${path}`);
  }
  const left = await readdir(join(root, 'dist'), { recursive: true });
  expect(left.filter((name) => name.endsWith('.tmp'))).toEqual([]);
}

/** Removes what depends on the style and the order of the work: which file is made first, how many pages a style needs. */
function removeVaryingParts(stderr: string): string {
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
