/** The command that makes keys for a shared cache. */
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  derivePublicKey,
  parsePrivateKey,
  parsePublicKeys,
} from '../../src/runtime/cache/shared/result-keys.ts';
import { handpress } from './run.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handpress-keys-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('writes a pair of keys, the private one for the user alone', async () => {
  const { code, stdout } = await handpress(['keys', 'new/folder'], { cwd: folder });
  expect(code).toBe(0);
  expect(stdout).toContain('new/folder/shared-cache.key');
  const path = join(folder, 'new/folder/shared-cache.key');
  const signingKey = parsePrivateKey(await readFile(path, 'utf8'));
  const [publicKey] = parsePublicKeys(await readFile(path.replace(/key$/, 'pub'), 'utf8')) ?? [];
  expect(publicKey?.id).toMatch(/^[0-9a-f]{16}$/);
  expect(signingKey && derivePublicKey(signingKey.key).id).toBe(publicKey?.id);
  expect(stdout).not.toContain('BEGIN');
  if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test.each(['shared-cache.key', 'shared-cache.pub'])(
  'replaces no %s, and leaves no other key',
  async (name) => {
    await writeFile(join(folder, name), 'mine');
    const { code, stderr } = await handpress(['keys'], { cwd: folder });
    expect([code, stderr.includes('file-in-way')]).toEqual([2, true]);
    expect(await readdir(folder)).toEqual([name]);
    expect(await readFile(join(folder, name), 'utf8')).toBe('mine');
  },
);

test('reports a folder that cannot be made', async () => {
  await writeFile(join(folder, 'file'), '');
  const { code, stderr } = await handpress(['keys', 'file/below'], { cwd: folder });
  expect([code, stderr.includes('output-unwritable')]).toEqual([3, true]);
});
