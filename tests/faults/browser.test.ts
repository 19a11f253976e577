/** A real browser that dies, hangs or never answers is started once more; if it fails again, this is reported. */
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createPress, type Press } from '../../src/print/press/print-queue.ts';
import { launchPrintBrowser } from '../../src/runtime/browser/browser.ts';
import { findBrowser } from '../../src/runtime/browser/find-browser.ts';
import { nodeHost } from '../../src/runtime/node-host.ts';
import { handpress } from '../cli/run.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handpress-faults-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** The real browser, which logs its process id each time it starts. */
async function watchedBrowser(): Promise<string> {
  const { executable, environment = {} } = await findBrowser(undefined, nodeHost);
  const variables = Object.entries(environment).map(([name, value]) => `export ${name}='${value}'`);
  const path = join(folder, 'browser.sh');
  const lines = ['#!/bin/sh', ...variables, `echo $$ >> '${folder}/started'`, `exec '${executable}' "$@"`];
  await writeFile(path, `${lines.join('\n')}\n`);
  await chmod(path, 0o755);
  return path;
}

async function script(text: string): Promise<string> {
  const path = join(folder, 'script.sh');
  await writeFile(path, `#!/bin/sh\necho $$ >> '${folder}/started'\n${text}\n`);
  await chmod(path, 0o755);
  return path;
}

async function started(): Promise<readonly number[]> {
  const text = await readFile(join(folder, 'started'), 'utf8').catch(() => '');
  return text.split('\n').filter(Boolean).map(Number);
}

async function startedAtLeast(count: number): Promise<readonly number[]> {
  for (;;) {
    const numbers = await started();
    if (numbers.length >= count) return numbers;
    await pause(5);
  }
}

const isRunning = async (number: number): Promise<boolean> =>
  !/^State:\s+Z/m.test(await readFile(`/proc/${number}/status`, 'utf8').catch(() => 'State: Z'));

/** Returns the descendants of a process, by command line. */
async function processesBelow(number: number): Promise<readonly (readonly [number, string])[]> {
  const all = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const found: (readonly [number, string])[] = [];
  for (const one of all) {
    const stat = await readFile(`/proc/${one}/stat`, 'utf8').catch(() => '');
    const parent = Number(/\) \S (\d+)/.exec(stat)?.[1]);
    if (parent !== number) continue;
    found.push([one, await readFile(`/proc/${one}/cmdline`, 'utf8').catch(() => '')]);
    found.push(...(await processesBelow(one)));
  }
  return found;
}

async function expectGone(numbers: readonly number[]): Promise<void> {
  const end = performance.now() + 10_000;
  for (const number of numbers) {
    while ((await isRunning(number)) && performance.now() < end) await pause(20);
    expect(await isRunning(number), `process ${number}`).toBe(false);
  }
}

const LIMITS = { print: () => 60_000, tab: 30_000 };

function pressWith(browser: string, limits = LIMITS, timeout = 30_000): Press {
  const { signal } = new AbortController();
  const start = () => launchPrintBrowser({ executable: browser }, { debug: false, signal, timeout });
  return createPress(start, { jobs: 1, browser }, signal, limits);
}

/** A document that takes at least half a second to print, also on a fast machine. */
const long = `<title>Long</title>${'<p>Drink enough, and rest.</p>'.repeat(8000)}`;
const isPdf = (bytes: Uint8Array): boolean => new TextDecoder().decode(bytes.subarray(0, 5)) === '%PDF-';

describe('a browser', () => {
  test('that is killed while it prints is started once more, and prints the document', async () => {
    const press = pressWith(await watchedBrowser());
    await press.print('<p>One</p>');
    const [first = 0] = await started();
    const printing = press.print(long);
    await pause(100);
    process.kill(first, 'SIGKILL');
    expect(isPdf(await printing)).toBe(true);
    expect(await started()).toHaveLength(2);
    const below = await processesBelow((await started())[1] ?? 0);
    expect(below.length).toBeGreaterThan(0);
    await press.close();
    await expectGone([...(await started()), ...below.map(([number]) => number)]);
  });

  test('that is killed each time is reported', async () => {
    const press = pressWith(await watchedBrowser());
    await press.print('<p>One</p>');
    // The browser ended before its work was done, or by a signal while it started.
    let isOver = false;
    const reported = expect(press.print(long).finally(() => (isOver = true))).rejects.toThrow('it ended');
    const killed = new Set<number>();
    while (!isOver) {
      await pause(50);
      for (const number of (await started()).filter((one) => !killed.has(one))) {
        killed.add(number);
        process.kill(number, 'SIGKILL');
      }
    }
    expect(killed.size).toBeLessThan(5);
    await reported;
    await press.close();
    await expectGone(await started());
  });

  test('whose tab hangs prints in another tab', async () => {
    const press = pressWith(await watchedBrowser(), { print: () => 4000, tab: 2000 });
    await press.print('<p>One</p>');
    const [number = 0] = await started();
    const renderers = (await processesBelow(number)).filter(([, line]) => line.includes('--type=renderer'));
    expect(renderers.length).toBeGreaterThan(0);
    for (const [renderer] of renderers) process.kill(renderer, 'SIGSTOP');
    expect(isPdf(await press.print('<p>Two</p>'))).toBe(true);
    await press.close();
    await expectGone([...(await started()), ...renderers.map(([renderer]) => renderer)]);
  });

  test('that hangs completely is killed, and another one is started', async () => {
    const press = pressWith(await watchedBrowser(), { print: () => 2000, tab: 1000 });
    await press.print('<p>One</p>');
    const [number = 0] = await started();
    process.kill(number, 'SIGSTOP');
    expect(isPdf(await press.print('<p>Two</p>').catch(() => press.print('<p>Two</p>')))).toBe(true);
    await press.close();
    await expectGone(await started());
  });

  test('that takes too long for a document is reported with the document and the time', async () => {
    const press = pressWith(await watchedBrowser(), { print: () => 100, tab: 30_000 });
    await expect(press.print(long)).rejects.toThrow(
      '“Long” cannot be printed: it took longer than 0.1 seconds',
    );
    await press.close();
    await expectGone(await started());
  });

  test('that never answers is reported after a time limit', async () => {
    const press = pressWith(await script('sleep 600'), LIMITS, 1000);
    await expect(press.print('<p>One</p>')).rejects.toThrow('it took longer than 1 seconds');
    await press.close();
    await expectGone(await started());
  });

  test('that ends at once is reported', async () => {
    const press = pressWith(await script('exit 3'));
    await expect(press.print('<p>One</p>')).rejects.toThrow();
    await press.close();
  });
});

describe('a build', () => {
  beforeEach(async () => {
    for (let number = 1; number <= 40; number += 1) {
      await writeFile(join(folder, `note-${number}.md`), `# Fever ${number}\n\nDrink enough.\n`);
    }
  });
  const notes = Array.from({ length: 40 }, (_, index) => `note-${index + 1}.md`);

  test('completes although its browser is killed', async () => {
    const browser = await watchedBrowser();
    const ended = handpress(
      ['build', 'note-1.md', 'note-2.md', '--edition', 'handouts-a4', '--browser', browser],
      {
        cwd: folder,
      },
    );
    const [number = 0] = await startedAtLeast(1);
    await pause(300);
    process.kill(number, 'SIGKILL');
    const { code, stdout } = await ended;
    expect([code, stdout]).toEqual([0, 'note-1/note-1-a4.pdf\nnote-2/note-2-a4.pdf\n']);
    await expectGone(await started());
  });

  test.each(['SIGKILL', 'SIGTERM'] as const)('leaves no browser behind after %s', async (signal) => {
    const browser = await watchedBrowser();
    const { code } = await handpress(['build', ...notes, '--edition', 'handouts-a4', '--browser', browser], {
      cwd: folder,
      onStart: (child) => child.stderr?.once('data', () => child.kill(signal)),
    });
    expect(code).toBe(signal === 'SIGKILL' ? null : 130);
    const numbers = await started();
    expect(numbers.length).toBe(1);
    await expectGone(numbers);
    const left = await readdir(join(folder, 'dist'), { recursive: true }).catch(() => []);
    for (const name of left.filter((path) => path.endsWith('.pdf'))) {
      expect(isPdf(await readFile(join(folder, 'dist', name)))).toBe(true);
    }
  });
});
