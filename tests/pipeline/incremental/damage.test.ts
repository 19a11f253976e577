/** A cache that is damaged, cannot be written, or is no folder: the right bytes all the same, and a word about it. */
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ENTRIES } from '../../../src/runtime/cache/entry-store.ts';
import { prune, pruneSeldom } from '../../../src/runtime/cache/prune.ts';
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

/** Published files, and so nothing but the cache could have them. */
const unpublish = (): Promise<void> => rm(join(project.root, 'dist'), { recursive: true });

async function expectRightBytes(): Promise<void> {
  await unpublish();
  const { result } = await project.build();
  expect(result.ok).toBe(true);
  expect(await project.published()).toEqual(right);
}

describe('an entry', () => {
  const damages: readonly (readonly [string, (bytes: Buffer) => Uint8Array])[] = [
    ['has another first byte', (bytes) => flipped(bytes, 0)],
    ['has another byte in its middle', (bytes) => flipped(bytes, bytes.length >> 1)],
    ['has another last byte', (bytes) => flipped(bytes, bytes.length - 1)],
    ['ends early', (bytes) => bytes.subarray(0, bytes.length - 7)],
    ['is longer', (bytes) => Buffer.concat([bytes, Buffer.from('x')])],
    ['is empty', () => new Uint8Array()],
  ];
  test.each(damages)('that %s, each in turn', async (_name, damage) => {
    const paths = await entries();
    expect(paths.length).toBeGreaterThan(7);
    for (const path of paths) {
      const whole = await readFile(path);
      await writeFile(path, damage(whole));
      await expectRightBytes();
      await writeFile(path, whole);
    }
  });

  test('that is another’s: each in the place of the next', async () => {
    const paths = await entries();
    for (const [index, path] of paths.entries()) {
      const [whole, other] = [await readFile(path), await readFile(paths[index - 1] ?? path)];
      await writeFile(path, other);
      await expectRightBytes();
      await writeFile(path, whole);
    }
  });

  test('that is a folder', async () => {
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

describe('the folder', () => {
  test('is a file: said once, and everything is made', async () => {
    await rm(cache(), { recursive: true });
    await writeFile(cache(), 'mine');
    await unpublish();
    const { result, made } = await project.build();
    expect(result.diagnostics.map(({ code }) => code)).toEqual(['cache-unusable']);
    expect(made).toEqual(MADE);
    expect(await readFile(cache(), 'utf8')).toBe('mine');
    expect(await project.published()).toEqual(right);
  });

  test.skipIf(process.getuid?.() === 0)('may not be written', async () => {
    await rm(cache(), { recursive: true });
    await mkdir(cache());
    await chmod(cache(), 0o555);
    const { result } = await project.build();
    expect(result.diagnostics.map(({ code }) => code)).toEqual(['cache-unusable']);
    expect(await project.published()).toEqual(right);
  });

  const canMount = mounts();
  test.skipIf(!canMount)(
    'is full, and on another file system (not run where nothing can be mounted)',
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

  test('is read-only as a mount (not run where nothing can be mounted)', async (context) => {
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

  test('has entries of another make, which stay unread', async () => {
    await mkdir(join(cache(), 'entries-0/ab'), { recursive: true });
    await writeFile(join(cache(), 'entries-0/ab/cd'), 'former');
    await expectRightBytes();
  });

  test('is left out by git and by backups', async () => {
    expect(await readFile(join(cache(), '.gitignore'), 'utf8')).toBe('*\n');
    expect(await readFile(join(cache(), 'CACHEDIR.TAG'), 'utf8')).toMatch(
      /^Signature: 8a477f597d28d172789f06886806bc55\n/,
    );
  });
});

test('a clock that runs backwards changes nothing', async () => {
  for (const path of await entries()) await utimes(path, new Date('2099-01-01'), new Date('2099-01-01'));
  await unpublish();
  expect((await project.build()).kept).toEqual(MADE);
  await project.write({ 'content/fever/signs.md': '# Signs\n\nA cold forehead.\n' });
  await utimes(join(project.root, 'content/fever/signs.md'), new Date(0), new Date(0));
  expect((await project.build()).made).toEqual(MADE);
});

test('two builds at once share it', async () => {
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

describe('what has not been used for longest goes first', () => {
  let folder = '';
  const cached = (name: string): string => join(folder, ENTRIES, 'a', name);
  const entry = (number: number): string => cached(String(number).padStart(63, '0'));
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'handpress-prune-'));
    await mkdir(join(folder, ENTRIES, 'a'), { recursive: true });
    for (let number = 1; number <= 10; number += 1) {
      await writeFile(entry(number), Buffer.alloc(100));
      await utimes(entry(number), number, number);
    }
  });
  afterEach(() => rm(folder, { recursive: true }));

  const left = async (): Promise<readonly number[]> =>
    (await readdir(join(folder, ENTRIES, 'a'))).map(Number).sort((one, other) => one - other);

  test('when there is too much, until there is some room', async () => {
    prune(new OwnFolder(folder), 500);
    expect(await left()).toEqual([7, 8, 9, 10]);
  });

  test('and nothing else', async () => {
    prune(new OwnFolder(folder), 1000);
    expect(await left()).toHaveLength(10);
  });

  test('with what a killed build has left', async () => {
    const [old, young] = [cached(`${randomUUID()}.tmp`), cached(`${randomUUID()}.tmp`)];
    await writeFile(old, 'torn');
    await utimes(old, 1, 1);
    await writeFile(young, 'being written');
    prune(new OwnFolder(folder), 5000);
    expect((await readdir(join(folder, ENTRIES, 'a'))).filter((name) => name.endsWith('.tmp'))).toEqual([
      basename(young),
    ]);
  });

  test('once in an hour, unless much was written', async () => {
    pruneSeldom(new OwnFolder(folder), 500, 1);
    expect(await left()).toHaveLength(4);
    for (let number = 1; number <= 10; number += 1) await writeFile(entry(number), Buffer.alloc(100));
    pruneSeldom(new OwnFolder(folder), 500, 1);
    expect(await left()).toHaveLength(10);
    pruneSeldom(new OwnFolder(folder), 500, 50_000_000);
    expect(await left()).toHaveLength(4);
  });
});

/** Whether file systems can be mounted here, which takes root. */
function mounts(): boolean {
  if (process.getuid?.() !== 0) return false;
  try {
    execFileSync('unshare', ['--mount', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
