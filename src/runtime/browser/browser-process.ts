/**
 * The process of the browser, from its start to the end of its last child. Puppeteer can start one, too; but loading Puppeteer
 * takes as long as the browser takes to start, and so the two are done at the same time.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import type { Readable, Writable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { noteLeftover } from '../process/leftovers.ts';
import { environmentFor } from './browser-environment.ts';
import { flagsFor } from './flags.ts';
import type { FoundBrowser } from './found-browser.ts';
import { Pipe, type Transport } from './pipe-transport.ts';
import { openProfile, type Profile } from './profile.ts';
import { sandboxWorks } from './sandbox.ts';

export interface ProcessOptions {
  /** Shows the browser's own messages. */
  readonly debug: boolean;
  /** Kills the browser, at any moment of its life. */
  readonly signal: AbortSignal;
  /** What is shown in it is looked at, too. Left out: it prints, and does so with less. */
  readonly shows?: boolean;
}

export interface BrowserProcess {
  readonly pipe: Transport;
  isAlive(): boolean;
  /** Resolves to why, once it has ended; never rejects. */
  readonly ended: Promise<string>;
  /** Ends it by force if it has not ended, and waits. After it no process and no folder of the browser is left. */
  kill(): Promise<void>;
}

export type StartBrowser = (found: FoundBrowser, options: ProcessOptions) => Promise<BrowserProcess>;

let startIn: StartBrowser = startHere;

/** Has browsers started in another way: in a worker thread, by the main thread, which can end them whatever happens. */
export function startBrowsersBy(start: StartBrowser): void {
  startIn = start;
}

/** Starts a browser. Rejects when nothing can be started, or with the signal's reason. */
export const startBrowserProcess: StartBrowser = (found, options) => startIn(found, options);

async function startHere(
  found: FoundBrowser,
  { debug, signal, shows = false }: ProcessOptions,
): Promise<BrowserProcess> {
  const [sandboxed, profile] = await Promise.all([sandboxWorks(), openProfile()]);
  if (signal.aborted) {
    await profile.remove();
    signal.throwIfAborted();
  }
  const child = spawn(found.executable, flagsFor({ profile: profile.folder, sandboxed, shows }), {
    stdio: ['ignore', 'ignore', debug ? 'inherit' : 'pipe', 'pipe', 'pipe'],
    env: environmentFor(found),
    // The leader of a group of its own: its children can be ended with it.
    detached: process.platform !== 'win32',
  });
  return watched(child, profile, signal);
}

const GROUP = { kind: process.platform === 'win32' ? 'process' : 'group' } as const;

function watched(child: ChildProcess, profile: Profile, signal: AbortSignal): BrowserProcess {
  const [, , , write, read] = child.stdio;
  const lastWords = listen(child.stderr);
  const gone = child.pid === undefined ? undefined : noteLeftover({ ...GROUP, id: child.pid });
  const abort = (): void => end(child);
  signal.addEventListener('abort', abort);
  let alive = true;
  const ended = new Promise<string>((resolve) => {
    child.once('error', ({ message }) => resolve(message));
    child.once('exit', async (code, by) => {
      alive = false;
      if (code !== 0) await drained(child.stderr);
      resolve(`it ended (${by ?? code})${lastWords()}`);
    });
  }).finally(() => {
    alive = false;
    gone?.();
    signal.removeEventListener('abort', abort);
  });
  return {
    pipe: new Pipe(write as Writable, read as Readable),
    isAlive: () => alive,
    ended,
    async kill() {
      end(child);
      await ended;
      await profile.remove();
    },
  };
}

/** Milliseconds; a child of the browser that lives on may hold the stream open. */
const DRAIN_LIMIT = 100;

/** Waits for the last messages: the end of a process is reported before all that it wrote has been read. */
async function drained(messages: Readable | null): Promise<void> {
  if (messages === null || messages.readableEnded) return;
  await Promise.race([once(messages, 'close'), setTimeout(DRAIN_LIMIT, undefined, { ref: false })]);
}

/** Characters of what the browser said last. */
const LAST_WORDS = 500;

/** @returns what tells of its last lines, after a colon */
function listen(messages: Readable | null): () => string {
  let heard = '';
  messages?.on('data', (bytes: Buffer) => {
    heard = `${heard}${bytes}`.slice(-LAST_WORDS);
  });
  return () => {
    const lines = heard.length < LAST_WORDS ? heard : heard.slice(heard.indexOf('\n') + 1);
    return lines.trim() === '' ? '' : `: ${lines.trim()}`;
  };
}

/** With all that hangs in its group and has not noticed that it ended. */
function end(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') endTree(child.pid);
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Nobody is left in it.
  }
}

function endTree(pid: number): void {
  execFileSync('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore' });
}
