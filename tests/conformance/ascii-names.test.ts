/** Validators that are written in Java open files of any name, in any locale. */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { packEpub } from '../../src/epub/write-epub.ts';
import { memoryHost, openWorkbench, readAndRender } from '../support/workbench.ts';
import { checkUnderAsciiNames } from './ascii-names.ts';
import { epubcheck } from './epubcheck.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ascii-names-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function fileNamed(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

describe('checkUnderAsciiNames', () => {
  test('gives a check copies of names that are not ASCII, and results by the given names', async () => {
    const plain = await fileNamed('plain.pdf', 'plain');
    const other = await fileNamed('Größe-日本.pdf', 'other');
    const seen: string[] = [];
    const results = await checkUnderAsciiNames([other, plain], async (paths) => {
      seen.push(...paths);
      return new Map(
        await Promise.all(paths.map(async (path) => [path, await readFile(path, 'utf8')] as const)),
      );
    });
    expect([...results]).toEqual([
      [other, 'other'],
      [plain, 'plain'],
    ]);
    expect(seen[0]).toMatch(/^[ -~]+\.pdf$/);
    expect(seen[1]).toBe(plain);
    expect(existsSync(dirname(seen[0] ?? ''))).toBe(false);
  });

  test('copies nothing where all names are ASCII', async () => {
    const plain = await fileNamed('a b~.pdf', 'plain');
    await checkUnderAsciiNames([plain], async (paths) => {
      expect(paths).toEqual([plain]);
      return new Map();
    });
  });

  test('removes the copies when the check fails, and has no result for a file without one', async () => {
    const other = await fileNamed('é.pdf', 'other');
    let copy = '';
    const failing = checkUnderAsciiNames([other], async ([path = '']) => {
      copy = path;
      throw new Error('no Java');
    });
    await expect(failing).rejects.toThrow('no Java');
    expect(existsSync(copy)).toBe(false);
    expect(await checkUnderAsciiNames([other], async () => new Map())).toEqual(new Map());
  });
});

test('EPUBCheck opens a file whose name is not ASCII', async ({ skip }) => {
  const made = await readAndRender({ 't.md': '# Title\n\nText.\n' });
  const { bytes } = await packEpub(made.book, openWorkbench(memoryHost({})).context);
  const good = join(folder, 'Größe-日本.epub');
  await writeFile(good, bytes);
  const broken = join(folder, '壊れた.epub');
  await writeFile(broken, 'no e-book');
  const outcome = await epubcheck(good);
  if (outcome.state === 'not run') skip(outcome.reason);
  expect(outcome.state).toBe('passed');
  expect((await epubcheck(broken)).state).toBe('failed');
}, 120_000);
