/** What no input raises by itself: a file that may not be read, a bug of ours. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { build, check, exitCode, type Host, HostError } from '../../../src/index.ts';
import { nodeHost } from '../../../src/runtime/node-host.ts';

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'handpress-failure-'));
  await writeFile(join(root, 'note.md'), '# Fever\n\nDrink enough.\n');
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** The real world, but one file of it cannot be read. */
function failing(failure: (path: string) => Error): Host {
  return {
    ...nodeHost,
    read: async (path) => {
      if (path.endsWith('note.md')) throw failure(path);
      return nodeHost.read(path);
    },
  };
}

test('a file that may not be read is a problem of the content', async () => {
  const host = failing((path) => new HostError('denied', path, 'EACCES'));
  const { ok, diagnostics } = await check({ root, what: ['note.md'], host });
  expect(ok).toBe(false);
  expect(diagnostics).toMatchObject([
    { code: 'file-unreadable', place: { file: 'note.md', line: 1, column: 1 } },
  ]);
});

test('a bug of ours says so, keeps its stack when asked, and ends with 70', async () => {
  const host = failing(() => new TypeError('nobody thought of this'));
  const plain = await check({ root, what: ['note.md'], host });
  expect(plain.diagnostics).toMatchObject([{ code: 'bug-internal', domain: 'bug' }]);
  expect(exitCode(plain.diagnostics)).toBe(70);
  expect(plain.diagnostics[0]?.message).not.toContain('failure.test.ts');
  const debug = await check({ root, what: ['note.md'], host, debug: true });
  expect(debug.diagnostics[0]?.message).toContain('failure.test.ts');
});

test('a build that was stopped before it began makes nothing', async () => {
  const { ok, files, diagnostics } = await build({ root, what: ['note.md'], signal: AbortSignal.abort() });
  expect([ok, files]).toEqual([false, []]);
  expect(exitCode(diagnostics)).toBe(130);
});
