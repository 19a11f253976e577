/** The host for the real disk. */
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nodeHost } from '../../src/runtime/node-host.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handpress-node-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test('writes files and makes their folders', async () => {
  const files = new Map([
    [join(folder, 'a/b/one'), bytes('1')],
    [join(folder, 'a/c/two'), bytes('2')],
  ]);
  await nodeHost.write(files);
  expect(await readFile(join(folder, 'a/b/one'), 'utf8')).toBe('1');
  expect((await readdir(join(folder, 'a'), { recursive: true })).sort()).toEqual([
    'b',
    'b/one',
    'c',
    'c/two',
  ]);
});

test('leaves all files unchanged if one of them cannot be written', async () => {
  await writeFile(join(folder, 'one'), 'former');
  await writeFile(join(folder, 'file'), 'no folder');
  const files = new Map([
    [join(folder, 'one'), bytes('new')],
    [join(folder, 'file/two'), bytes('new')],
  ]);
  await expect(nodeHost.write(files)).rejects.toMatchObject({ name: 'HostError', kind: 'missing' });
  expect(await readFile(join(folder, 'one'), 'utf8')).toBe('former');
  expect((await readdir(folder)).sort()).toEqual(['file', 'one']);
});

test.runIf(process.platform === 'linux')('a file system that takes no folders is said to be so', async () => {
  const files = new Map([['/proc/handpress/deep/er', bytes('')]]);
  await expect(nodeHost.write(files)).rejects.toMatchObject({ kind: 'missing' });
});

test('lists entries by name, and links with the kind of their target', async () => {
  await mkdir(join(folder, 'b'));
  await writeFile(join(folder, 'a'), '');
  expect(await nodeHost.list(folder)).toEqual([
    { name: 'a', kind: 'file' },
    { name: 'b', kind: 'folder' },
  ]);
});

test.runIf(process.platform !== 'win32')('does not wait for what may never end', async () => {
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  await expect(nodeHost.read(join(folder, 'pipe'))).rejects.toMatchObject({ kind: 'other' });
});
