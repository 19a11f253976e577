/** Interrupting a build: no partial file, no browser left, former files unchanged. */
import type { ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { handpress } from './run.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handpress-interrupt-'));
  await mkdir(join(folder, 'content/many'), { recursive: true });
  await mkdir(join(folder, 'tmp'));
  await mkdir(join(folder, 'dist/many/handouts-a4'), { recursive: true });
  await writeFile(join(folder, 'dist/many/handouts-a4/chapter-1.pdf'), 'the former file');
  await writeFile(join(folder, 'content/many/publication.yaml'), 'title: Many\neditions: [handouts]\n');
  for (let number = 1; number <= 150; number += 1) {
    await writeFile(join(folder, `content/many/chapter-${number}.md`), `# Chapter ${number}\n\nText.\n`);
  }
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test.each(['SIGINT', 'SIGTERM'] as const)('%s leaves no partial file and no browser', async (signal) => {
  const { code, stderr } = await handpress(['build'], {
    cwd: folder,
    // The profile of the browser is here, which identifies its processes.
    env: { TMPDIR: join(folder, 'tmp') },
    onStart: (child) => void killWhilePrinting(child, signal),
  });
  expect(stderr).toContain('interrupted');
  expect(code).toBe(130);
  expect(await processesNaming(folder)).toEqual([]);
  expect(await readFile(join(folder, 'dist/many/handouts-a4/chapter-1.pdf'), 'utf8')).toBe('the former file');
  expect(await readdir(join(folder, 'dist'), { recursive: true })).toHaveLength(3);
});

test('a signal ends a command that waits for its standard input', async () => {
  const { code, stderr } = await handpress(['check', '-'], {
    cwd: folder,
    // More than a pipe holds, so that it is reading when all of it is written.
    onStart: (child) => void child.stdin?.write('x'.repeat(1_000_000), () => child.kill('SIGINT')),
  });
  expect([code, stderr.includes('interrupted')]).toEqual([130, true]);
});

/** Ends a build a moment after its browser has started. */
async function killWhilePrinting(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  while (child.exitCode === null && (await readdir(join(folder, 'tmp'))).length === 0) await sleep(20);
  await sleep(300);
  child.kill(signal);
}

/** Returns the command lines of processes that name a path; none without `/proc`. */
async function processesNaming(path: string): Promise<readonly string[]> {
  const names = await readdir('/proc').catch(() => []);
  const lines = await Promise.all(
    names
      .filter((name) => /^\d+$/.test(name))
      .map((name) => readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '')),
  );
  return lines.filter((line) => line.includes(path));
}
