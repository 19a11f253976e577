/**
 * Tests caches that others have written: the output always matches the text, and invalid records are rebuilt.
 */
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { build } from '../../src/index.ts';
import { computeCombinedDigest } from '../../src/runtime/cache/digest.ts';
import { ENTRIES_FOLDER } from '../../src/runtime/cache/entry-store.ts';
import { userCacheFolder } from '../../src/runtime/user-cache.ts';
import { handpress } from '../cli/run.ts';
import { openProject, type Project } from '../pipeline/incremental/project.ts';
import { openRepository } from '../pipeline/selection/repository.ts';

const NAMED = '.cache/handpress';
const FILES = { 'content/dose.md': '# Dose\n\nTake 5 mg.\n' };

let project: Project;
beforeEach(async () => {
  project = await openProject(FILES);
});
afterEach(() => project.remove());

/** Rewrites cached records, each with a header that makes it look complete. */
function forge(folder: string, rewrite: (record: string) => string): number {
  let count = 0;
  const entries = join(folder, ENTRIES_FOLDER);
  for (const name of readdirSync(entries)) {
    for (const file of readdirSync(join(entries, name))) {
      const path = join(entries, name, file);
      const text = readFileSync(path, 'utf8').slice(64);
      if (!text.startsWith('{') || !text.includes('"dependencies":')) continue;
      const content = new TextEncoder().encode(rewrite(text));
      writeFileSync(
        path,
        Buffer.concat([Buffer.from(computeCombinedDigest([name + file, content])), content]),
      );
      count += 1;
    }
  }
  return count;
}

const published = (): string => {
  const files = unzipSync(readFileSync(join(project.root, 'dist/dose/dose.epub')));
  return Object.values(files)
    .map((bytes) => new TextDecoder().decode(bytes))
    .join('\n');
};

describe('caches in commits', () => {
  test('ignores a cache in the project unless it is requested', async () => {
    await project.build({ editions: ['epub'] });
    // Its records claim to be valid for any text, so the output for 5 mg is taken for the requested one.
    forge(join(project.root, NAMED), (record) =>
      record.replace(/"dependencies":\[\[.*?\]\]/g, '"dependencies":[]'),
    );
    rmSync(join(project.root, 'dist'), { recursive: true });
    await project.write({ 'content/dose.md': '# Dose\n\nTake 7 mg.\n' });
    const named = await project.build({ editions: ['epub'] });
    expect(named.kept, 'the forged record is believed where it is trusted').toEqual(['dose/dose.epub']);
    rmSync(join(project.root, 'dist'), { recursive: true });
    const { result, kept } = await project.build({ editions: ['epub'], cache: true });
    expect([result.ok, kept]).toEqual([true, []]);
    expect(published()).toContain('Take 7 mg.');
  });

  test('uses the cache folder of the user if the project has none', async () => {
    rmSync(join(project.root, NAMED), { recursive: true, force: true });
    await project.build({ editions: ['epub'], cache: true });
    const builds = join(
      userCacheFolder((name) => process.env[name]),
      'builds',
    );
    expect(existsSync(join(builds, ENTRIES_FOLDER))).toBe(true);
    expect(existsSync(join(project.root, '.cache'))).toBe(false);
    expect((await project.build({ editions: ['epub'], cache: true })).kept).toEqual(['dose/dose.epub']);
  });

  test('two projects with the same names do not share entries', async () => {
    const other = await openProject({ 'content/dose.md': '# Dose\n\nTake 6 mg.\n' });
    try {
      for (const one of [project, other]) await one.build({ editions: ['epub'], cache: true });
      for (const one of [project, other]) {
        expect((await one.build({ editions: ['epub'], cache: true })).kept).toEqual(['dose/dose.epub']);
      }
    } finally {
      await other.remove();
    }
  });
});

describe('invalid records', () => {
  const answers = JSON.stringify([['read ./content/dose.md', 'x']]);
  const file = { path: 'dose/dose.epub', edition: 'epub', mediaType: 'x', digest: 'a'.repeat(64), size: 1 };
  const run = (change: object) =>
    JSON.stringify({
      dependencies: [],
      problems: [],
      files: [],
      manifest: 'a'.repeat(64),
      states: {},
      ...change,
    });
  const problem = { code: 'x', severity: 'error', domain: 'content', message: 'Forged.' };

  test.each([
    ['null', 'null'],
    ['a list', '[]'],
    ['nothing in it', '{}'],
    ['no JSON', '{"dependencies":'],
    ['no UTF-8', '\uFFFD'],
    ['answers that are none', '{"dependencies":null}'],
    ['answers of one word', run({ dependencies: [['read']] })],
    ['a number for an answer', run({ dependencies: [['read ./x', 1]] })],
    ['an unknown query', run({ dependencies: [['write /etc/passwd', 'x']] })],
    ['an answer that does not hold', `{"dependencies":${answers}}`],
    ['a file that leads up', run({ files: [{ ...file, path: '../../victim' }] })],
    ['an absolute file', run({ files: [{ ...file, path: '/etc/passwd' }] })],
    ['a file without a digest', run({ files: [{ ...file, digest: '' }] })],
    ['another key', run({ more: 1 })],
    ['a key of every object', '{"__proto__":{"dependencies":[]},"dependencies":[]}'],
    ['a problem without a message', run({ problems: [{ ...problem, message: 1 }] })],
    ['a problem of an unknown severity', run({ problems: [{ ...problem, severity: 'fatal' }] })],
    ['a place without a line', run({ problems: [{ ...problem, place: { file: '/etc/passwd' } }] })],
    ['states that are none', run({ states: [1] })],
    ['an edition that is none', '{"publication":{},"dependencies":[],"problems":[],"editions":[null]}'],
  ])('rebuilds after an invalid record: %s', async (_name, content) => {
    await project.build({ editions: ['epub'] });
    const before = published();
    expect(forge(join(project.root, NAMED), () => content)).toBeGreaterThan(1);
    rmSync(join(project.root, 'dist'), { recursive: true });
    const { result } = await project.build({ editions: ['epub'] });
    expect(result.diagnostics).toEqual([]);
    expect(result.ok).toBe(true);
    expect(published()).toBe(before);
  });

  test('ends the process after an invalid record, with a browser started already', async () => {
    await project.build();
    const cache = join(project.root, 'named-cache');
    cpSync(join(project.root, NAMED), cache, { recursive: true });
    expect(forge(cache, () => 'null')).toBeGreaterThan(1);
    await project.write({ 'content/dose.md': '# Dose\n\nTake 8 mg.\n' });
    const started = performance.now();
    const { code, stderr } = await handpress(['build', '--cache', cache], { cwd: project.root });
    expect(stderr).toContain('made dose/dose-a4.pdf');
    expect(code).toBe(0);
    expect(performance.now() - started).toBeLessThan(60_000);
  });

  test('does not show a location outside the project', async () => {
    await project.build({ editions: ['epub'] });
    const cache = join(project.root, NAMED);
    forge(cache, (record) => {
      const data = JSON.parse(record);
      const place = { file: '../../../../../../../../etc/passwd', line: 1, column: 1 };
      data.problems = [{ ...problem, place }];
      return JSON.stringify(data);
    });
    const { stderr, code } = await handpress(['build', '--edition', 'epub', '--cache', cache], {
      cwd: project.root,
    });
    expect(stderr).toContain('Forged.');
    expect(stderr).not.toContain('root:');
    expect(code).toBe(1);
  });
});

test('uses a cache in a checkout only if git tracks nothing of it', async () => {
  const origin = openRepository();
  origin.commit({ 'content/note.md': '# Note\n\nText.\n', '.gitignore': '.cache/\ndist/\n' });
  const made = async () => {
    const kept: string[] = [];
    const options = { root: origin.folder, cache: '.cache/handpress', editions: ['epub'], out: 'dist' };
    const onProgress = ({ path, fromCache }: { path: string; fromCache?: boolean }) =>
      void (fromCache && kept.push(path));
    const { diagnostics } = await build({ ...options, onProgress });
    return { kept, codes: diagnostics.map(({ code }) => code) };
  };
  expect(await made()).toEqual({ kept: [], codes: [] });
  expect(await made()).toEqual({ kept: ['note/note.epub'], codes: [] });
  origin.git('add', '--force', '.cache');
  expect(await made()).toEqual({ kept: [], codes: ['cache-untrusted'] });
  origin.git('rm', '-r', '--quiet', '--cached', '.cache');
  expect(await made()).toEqual({ kept: ['note/note.epub'], codes: [] });
  vi.stubEnv('PATH', join(origin.folder, 'nowhere'));
  expect(await made()).toEqual({ kept: [], codes: ['cache-untrusted', 'commit-uncounted'] });
  vi.unstubAllEnvs();
  origin.remove();
});

test('does not use a cache in a checkout through a link', async () => {
  const origin = openRepository();
  origin.commit({ 'content/note.md': '# Note\n\nText.\n' });
  const elsewhere = openRepository({ isInitialised: false });
  symlinkSync(elsewhere.folder, join(origin.folder, '.cache'));
  const { diagnostics } = await build({ root: origin.folder, cache: '.cache/handpress', editions: ['epub'] });
  expect(diagnostics.map(({ code }) => code)).toEqual(['cache-untrusted']);
  expect(existsSync(join(elsewhere.folder, 'handpress'))).toBe(false);
  for (const one of [origin, elsewhere]) one.remove();
});
