/** A cache that is damaged, not writable or no folder: the build has the right bytes and reports the problem. */
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ENTRIES_FOLDER } from '../../../src/runtime/cache/entry-store.ts';
import { prune, pruneIfDue } from '../../../src/runtime/cache/prune.ts';
import { OwnFolder } from '../../../src/runtime/guard/own-folder.ts';
import { openProject, type Project } from './project.ts';

const FILES = {
  'content/fever/publication.yaml': 'title: Fever\neditions: [handouts-a4, epub]\n',
  'content/fever/signs.md': '# Signs\n\nA *hot* forehead.\n',
};
const MADE = ['fever/fever.epub', 'fever/handouts-a4/signs.pdf'];

let project: Project;
let right: Readonly<Record<string, string>>;
beforeEach(async () => {
  project = await openProject(FILES);
  await project.build();
  right = await project.published();
});
afterEach(() => project.remove());

const cache = (): string => join(project.root, '.cache/handpress');

async function entries(): Promise<readonly string[]> {
  const found = await readdir(cache(), { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile() && entry.parentPath !== cache())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Removes the published files, so that only the cache has them. */
const unpublish = (): Promise<void> => rm(join(project.root, 'dist'), { recursive: true });

async function expectRightBytes(): Promise<void> {
  await unpublish();
  const { result } = await project.build();
  expect(result.ok).toBe(true);
  expect(await project.published()).toEqual(right);
}

describe('a damaged cache entry', () => {
  const damages: readonly (readonly [string, (bytes: Buffer) => Uint8Array])[] = [
    ['has another first byte', (bytes) => flipped(bytes, 0)],
    ['has another byte in its middle', (bytes) => flipped(bytes, bytes.length >> 1)],
    ['has another last byte', (bytes) => flipped(bytes, bytes.length - 1)],
    ['ends early', (bytes) => bytes.subarray(0, bytes.length - 7)],
    ['is longer', (bytes) => Buffer.concat([bytes, Buffer.from('x')])],
    ['is empty', () => new Uint8Array()],
  ];
  test.each(damages)('that %s is ignored', async (_name, damage) => {
    const paths = await entries();
    expect(paths.length).toBeGreaterThan(7);
    for (const path of paths) {
      const whole = await readFile(path);
      await writeFile(path, damage(whole));
      await expectRightBytes();
      await writeFile(path, whole);
    }
  });

  test('that has the content of another entry is ignored', async () => {
    const paths = await entries();
    for (const [index, path] of paths.entries()) {
      const [whole, other] = [await readFile(path), await readFile(paths[index - 1] ?? path)];
      await writeFile(path, other);
      await expectRightBytes();
      await writeFile(path, whole);
    }
  });

  test('that is a folder is ignored', async () => {
    for (const path of await entries()) {
      await rm(path);
      await mkdir(path);
    }
    await expectRightBytes();
  });
});

function flipped(bytes: Buffer, at: number): Uint8Array {
  const damaged = Buffer.from(bytes);
  damaged[at] = (damaged[at] ?? 0) ^ 1;
  return damaged;
}

describe('the cache folder', () => {
  test('that is a file is reported once, and everything is built', async () => {
    await rm(cache(), { recursive: true });
    await writeFile(cache(), 'mine');
    await unpublish();
    const { result, made } = await project.build();
    expect(result.diagnostics.map(({ code }) => code)).toEqual(['cache-unusable']);
    expect(made).toEqual(MADE);
    expect(await readFile(cache(), 'utf8')).toBe('mine');
    expect(await project.published()).toEqual(right);
  });

  test.skipIf(process.getuid?.() === 0)(
    'that is not writable is reported, and everything is built',
    async () => {
      await rm(cache(), { recursive: true });
      await mkdir(cache());
      await chmod(cache(), 0o555);
      const { result } = await project.build();
      expect(result.diagnostics.map(({ code }) => code)).toEqual(['cache-unusable']);
      expect(await project.published()).toEqual(right);
    },
  );

  const canMount = mounts();
  test.skipIf(!canMount)(
    'that is full and on another file system does not fail the build (skipped without mount permission)',
    async () => {
      await rm(cache(), { recursive: true });
      await mkdir(cache());
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', cache()]);
      try {
        const { result, made } = await project.build({ editions: ['epub'] });
        expect(made).toEqual(['fever/fever.epub']);
        expect(result.ok).toBe(true);
        const full = await project.build();
        expect(full.result.diagnostics.map(({ code }) => code)).toEqual(['cache-unusable']);
        expect(full.result.diagnostics[0]?.message).toContain('ENOSPC');
        expect(await project.published()).toEqual(right);
      } finally {
        execFileSync('umount', [cache()]);
      }
    },
  );

  test('that is a read-only mount does not fail the build (skipped without mount permission)', async (context) => {
    if (!canMount) return context.skip();
    await rm(cache(), { recursive: true });
    await mkdir(cache());
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'ro', 'tmpfs', cache()]);
    try {
      await unpublish();
      const { result } = await project.build();
      expect(result.diagnostics.map(({ code }) => code)).toEqual(['cache-unusable']);
      expect(await project.published()).toEqual(right);
    } finally {
      execFileSync('umount', [cache()]);
    }
  });

  test('ignores entries of another version', async () => {
    await mkdir(join(cache(), 'entries-0/ab'), { recursive: true });
    await writeFile(join(cache(), 'entries-0/ab/cd'), 'former');
    await expectRightBytes();
  });

  test('is ignored by git and by backups', async () => {
    expect(await readFile(join(cache(), '.gitignore'), 'utf8')).toBe('*\n');
    expect(await readFile(join(cache(), 'CACHEDIR.TAG'), 'utf8')).toMatch(
      /^Signature: 8a477f597d28d172789f06886806bc55\n/,
    );
  });
});

test('entries from the future are used as usual', async () => {
  for (const path of await entries()) await utimes(path, new Date('2099-01-01'), new Date('2099-01-01'));
  await unpublish();
  expect((await project.build()).kept).toEqual(MADE);
  await project.write({ 'content/fever/signs.md': '# Signs\n\nA cold forehead.\n' });
  await utimes(join(project.root, 'content/fever/signs.md'), new Date(0), new Date(0));
  expect((await project.build()).made).toEqual(MADE);
});

test('two builds at once share the cache', async () => {
  await rm(cache(), { recursive: true });
  await unpublish();
  const both = await Promise.all([project.build({ out: 'one' }), project.build({ out: 'two' })]);
  expect(both.map(({ result }) => result.diagnostics)).toEqual([[], []]);
  await expectRightBytesFromCache();
});

async function expectRightBytesFromCache(): Promise<void> {
  expect((await project.build()).made).toEqual([]);
  expect(await project.published()).toEqual(right);
}

describe('pruning removes the least recently used entries', () => {
  let folder = '';
  const cached = (name: string): string => join(folder, ENTRIES_FOLDER, 'a', name);
  const entry = (number: number): string => cached(String(number).padStart(63, '0'));
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'handpress-prune-'));
    await mkdir(join(folder, ENTRIES_FOLDER, 'a'), { recursive: true });
    for (let number = 1; number <= 10; number += 1) {
      await writeFile(entry(number), Buffer.alloc(100));
      await utimes(entry(number), number, number);
    }
  });
  afterEach(() => rm(folder, { recursive: true }));

  const left = async (): Promise<readonly number[]> =>
    (await readdir(join(folder, ENTRIES_FOLDER, 'a'))).map(Number).sort((one, other) => one - other);

  test('until the cache is below its limit', async () => {
    prune(new OwnFolder(folder), 500);
    expect(await left()).toEqual([7, 8, 9, 10]);
  });

  test('only if the cache is above its limit', async () => {
    prune(new OwnFolder(folder), 1000);
    expect(await left()).toHaveLength(10);
  });

  test('and old temporary files of killed builds', async () => {
    const [old, young] = [cached(`${randomUUID()}.tmp`), cached(`${randomUUID()}.tmp`)];
    await writeFile(old, 'torn');
    await utimes(old, 1, 1);
    await writeFile(young, 'being written');
    prune(new OwnFolder(folder), 5000);
    expect(
      (await readdir(join(folder, ENTRIES_FOLDER, 'a'))).filter((name) => name.endsWith('.tmp')),
    ).toEqual([basename(young)]);
  });

  test('once an hour, or after much was written', async () => {
    pruneIfDue(new OwnFolder(folder), 500, 1);
    expect(await left()).toHaveLength(4);
    for (let number = 1; number <= 10; number += 1) await writeFile(entry(number), Buffer.alloc(100));
    pruneIfDue(new OwnFolder(folder), 500, 1);
    expect(await left()).toHaveLength(10);
    pruneIfDue(new OwnFolder(folder), 500, 50_000_000);
    expect(await left()).toHaveLength(4);
  });
});

/** Whether file systems can be mounted here, which requires root. */
function mounts(): boolean {
  if (process.getuid?.() !== 0) return false;
  try {
    execFileSync('unshare', ['--mount', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
