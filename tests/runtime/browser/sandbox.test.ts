/** A missing sandbox of Chromium is reported as a note. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findSandboxObstacle } from '../../../src/runtime/browser/sandbox.ts';
import { handpress } from '../../cli/run.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'handpress-sandbox-'));
  chmodSync(root, 0o755);
  writeFileSync(join(root, 'note.md'), '# Note\n\nText.\n');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test('reports a missing sandbox as a note with the reason, and fails no run', async () => {
  const why = await findSandboxObstacle();
  const args = ['build', 'note.md', '--edition', 'handouts-a4', '--fail-on', 'warning'];
  const { code, stderr } = await handpress(args, { cwd: root });
  expect(code).toBe(0);
  expect(stderr.includes('note  sandbox-off')).toBe(why !== undefined);
  if (process.getuid?.() === 0) expect(stderr).toContain('it has none for root');
  // The second run prints nothing, so it starts no browser.
  expect((await handpress(args, { cwd: root })).stderr).not.toContain('sandbox-off');
});

test('reports a missing sandbox for an e-book with printed page numbers', async () => {
  const [why, folder] = [await findSandboxObstacle(), join(root, 'content/book')];
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'publication.yaml'), 'title: Book\n');
  writeFileSync(join(folder, 'a.md'), '# A\n\nText.\n');
  const { code, stderr } = await handpress(['build', '--edition', 'epub'], { cwd: root });
  expect([code, stderr.includes('note  sandbox-off')]).toEqual([0, why !== undefined]);
});

test('does not report the sandbox for an e-book without a browser', async () => {
  const { code, stderr } = await handpress(['build', 'note.md', '--edition', 'epub'], { cwd: root });
  expect([code, stderr.includes('sandbox-off')]).toEqual([0, false]);
});
