/** Diagnostics that no input raises by itself: an unreadable file, an unsupported PDF, a bug. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { build, check, exitCode, type Host, HostError } from '../../../src/index.ts';
import { UnsupportedPdfError } from '../../../src/lib/pdf/unsupported-pdf-error.ts';
import { nodeHost } from '../../../src/runtime/node-host.ts';

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'handpress-failure-'));
  await writeFile(join(root, 'note.md'), '# Fever\n\nDrink enough.\n');
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** The real disk, except that reading one file fails. */
function failing(failure: (path: string) => Error): Host {
  return {
    ...nodeHost,
    read: async (path) => {
      if (path.endsWith('note.md')) throw failure(path);
      return nodeHost.read(path);
    },
  };
}

test('reports an unreadable file as a problem of the content', async () => {
  const host = failing((path) => new HostError('denied', path, 'EACCES'));
  const { ok, diagnostics } = await check({ root, inputs: ['note.md'], host });
  expect(ok).toBe(false);
  expect(diagnostics).toMatchObject([
    { code: 'file-unreadable', place: { file: 'note.md', line: 1, column: 1 } },
  ]);
});

test('reports a bug with exit code 70, and with its stack in debug mode', async () => {
  const host = failing(() => new TypeError('not an object'));
  const plain = await check({ root, inputs: ['note.md'], host });
  expect(plain.diagnostics).toMatchObject([{ code: 'bug-internal', domain: 'bug' }]);
  expect(exitCode(plain.diagnostics)).toBe(70);
  expect(plain.diagnostics[0]?.message).not.toContain('failure.test.ts');
  const debug = await check({ root, inputs: ['note.md'], host, debug: true });
  expect(debug.diagnostics[0]?.message).toContain('failure.test.ts');
});

test('reports an unsupported PDF as a problem of the environment, not as a bug', async () => {
  const host = failing(() => new UnsupportedPdfError('the PDF has half a glyph'));
  const { diagnostics } = await check({ root, inputs: ['note.md'], host });
  expect(diagnostics).toMatchObject([
    {
      code: 'pdf-unsupported',
      domain: 'environment',
      message: 'The browser wrote a PDF that Handpress cannot process: the PDF has half a glyph',
      hint: expect.stringContaining('the browser that comes with Handpress'),
    },
  ]);
  expect(exitCode(diagnostics)).toBe(3);
});

test('makes nothing if the build is aborted before its start', async () => {
  const { ok, files, diagnostics } = await build({ root, inputs: ['note.md'], signal: AbortSignal.abort() });
  expect([ok, files]).toEqual([false, []]);
  expect(exitCode(diagnostics)).toBe(130);
});
