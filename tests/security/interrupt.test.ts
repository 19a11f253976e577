/**
 * Tests that a signal ends any run within a second with exit code 130, without browsers and temporary files
 * left.
 */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { handpress } from '../cli/run.ts';
import { makeCacheFolder } from '../support/cache-folder.ts';

let root = '';
let cache = '';
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'handpress-signal-')));
  mkdirSync(join(root, 'tmp'));
  cache = makeCacheFolder();
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/**
 * Sends a signal some time after the program installed its handlers. `took` is the time until it ended, in milliseconds, without the
 * time in which its main thread was ready to run and other programs had all processors.
 */
async function interrupted(
  args: readonly string[],
  signal: NodeJS.Signals,
  after: number,
): Promise<{ readonly code: number | null; readonly took: number; readonly stderr: string }> {
  let sent = 0;
  let waiting = (): number => 0;
  const { code, stderr } = await handpress(args, {
    cwd: root,
    // The browser's profile is in this folder, which identifies its processes.
    env: { TMPDIR: join(root, 'tmp'), XDG_CACHE_HOME: cache },
    onStart: (child) => {
      void hears(child.pid ?? 0)
        .then(() => setTimeout(after))
        .then(() => {
          sent = performance.now();
          child.kill(signal);
          waiting = watchWaiting(child.pid ?? 0);
        });
    },
  });
  // The process may have ended already.
  return { code, took: sent === 0 ? 0 : performance.now() - sent - waiting(), stderr };
}

/** Returns a function that ends the watch and returns the milliseconds that the main thread has waited for a processor since. */
function watchWaiting(process: number): () => number {
  const before = waitedFor(process) ?? 0;
  let now = before;
  const timer = setInterval(() => {
    now = waitedFor(process) ?? now;
  }, 5);
  return () => {
    clearInterval(timer);
    return now - before;
  };
}

/** Returns the milliseconds in which a main thread has waited for a processor; `undefined`: it has ended, or the system counts none. */
function waitedFor(process: number): number | undefined {
  try {
    const [, nanoseconds] = readFileSync(`/proc/${process}/task/${process}/schedstat`, 'utf8').split(' ');
    return Number(nanoseconds) / 1e6;
  } catch {
    return undefined;
  }
}

/** Resolves when the program handles signals, because Node takes time to start. */
async function hears(process: number): Promise<void> {
  for (;;) {
    const [, caught = '0'] = /^SigCgt:\s*(\S+)/m.exec(readFileSync(`/proc/${process}/status`, 'utf8')) ?? [];
    if ((BigInt(`0x${caught}`) >> BigInt(constants.signals.SIGHUP - 1)) & 1n) return;
    await setTimeout(5);
  }
}

/** Returns what remains after killed processes have disappeared, which takes a moment. */
async function left(): Promise<readonly string[]> {
  for (let turn = 0; turn < 20 && leftNow().length > 0; turn += 1) await setTimeout(50);
  return leftNow();
}

/** Finds processes that refer to the folder, and temporary files, which a run must not leave. */
function leftNow(): readonly string[] {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => commandLine(name))
    .filter((line) => line.includes(root));
  const temporary = [root, join(cache, 'handpress/builds')].flatMap((folder) => temporaryIn(folder));
  return [...processes, ...temporary];
}

function commandLine(process: string): string {
  try {
    return readFileSync(`/proc/${process}/cmdline`, 'latin1').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

function temporaryIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  return names.filter((name) => /\.(?:tmp|lock)$|handpress-browser-/.test(name));
}

const long = (words: number): string =>
  `# Long\n\n${'Some *words* of `text`, a [link](#long), and more.\n\n'.repeat(words)}`;

/** Time limit in milliseconds. Loading the program, in which no signal is noticed, takes a part of it. */
const WITHIN = 1_000;

describe.skipIf(process.platform !== 'linux')('signals (needs /proc)', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s ends a run while a long text is parsed',
    async (signal) => {
      put('content/long.md', long(40_000));
      const { code, took, stderr } = await interrupted(['check'], signal, 1_500);
      expect([code, await left()]).toEqual([130, []]);
      expect(took).toBeLessThan(WITHIN);
      expect(stderr).toContain('interrupted');
    },
  );

  test.each([0, 300, 900, 1_600, 2_500])(
    'a signal ends a build of books and leaflets after %d ms',
    async (after) => {
      for (let index = 0; index < 6; index += 1) put(`content/leaflet-${index}.md`, long(20));
      put('content/book/publication.yaml', 'title: Book\neditions: [book-a4, epub]\n');
      for (let index = 0; index < 8; index += 1) put(`content/book/${index}.md`, long(600));
      const { code, took } = await interrupted(['build'], 'SIGTERM', after);
      expect([code, await left()]).toEqual([130, []]);
      expect(took).toBeLessThan(WITHIN);
    },
  );

  test('a signal ends a build while its own thread makes leaflets', async () => {
    for (let index = 0; index < 40; index += 1) put(`content/leaflet-${index}.md`, long(40));
    const { code, took } = await interrupted(['build', '--edition', 'all'], 'SIGINT', 2_000);
    expect([code, await left()]).toEqual([130, []]);
    expect(took).toBeLessThan(WITHIN);
  });

  test('a signal ends a run with an endless template', async () => {
    put('content/a.md', '# A\n\nText.\n');
    put(
      'templates/handout.html',
      '{% for i in (1..100000000) %}{% for j in (1..100000000) %}x{% endfor %}{% endfor %}',
    );
    const { code, took } = await interrupted(['build', '--edition', 'handouts-a4'], 'SIGTERM', 300);
    // The template may have reached its limit of steps before.
    expect([130, 2]).toContain(code);
    expect(await left()).toEqual([]);
    expect(took).toBeLessThan(WITHIN);
  });
});
