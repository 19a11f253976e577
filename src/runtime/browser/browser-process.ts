/**
 * Starts the browser process, and ends it with all its children. Puppeteer could also start it, but loading
 * Puppeteer takes as long as starting the browser, and this way both run at the same time.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import type { Readable, Writable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { registerLeftover } from '../process/leftovers.ts';
import { buildEnvironment } from './browser-environment.ts';
import { buildFlags } from './flags.ts';
import type { FoundBrowser } from './found-browser.ts';
import { PipeTransport, type Transport } from './pipe-transport.ts';
import { createProfile, type Profile } from './profile.ts';
import { isSandboxAvailable } from './sandbox.ts';

export interface BrowserProcessOptions {
  /** Whether the messages of the browser are shown. */
  readonly debug: boolean;
  /** Kills the browser at any time. */
  readonly signal: AbortSignal;
  /** Whether it takes screenshots. Left out: it only prints, which needs fewer threads. */
  readonly takesScreenshots?: boolean;
  /** Most memory of the scripts of a page, in MB; left out: what Chromium gives them. A page that needs more crashes. */
  readonly memory?: number;
}

export interface BrowserProcess {
  readonly pipe: Transport;
  isAlive(): boolean;
  /** Resolves to the reason when the process has ended; never rejects. */
  readonly ended: Promise<string>;
  /** Kills the process if it is running, and waits. Leaves no process and no folder of the browser. */
  kill(): Promise<void>;
}

/** Starts a browser process. */
export type StartBrowser = (found: FoundBrowser, options: BrowserProcessOptions) => Promise<BrowserProcess>;

let startBrowser: StartBrowser = startInThisThread;

/**
 * Replaces the way browsers are started. A worker thread lets the main thread start them, because that can
 * always end them.
 * @returns the former way
 */
export function setBrowserStarter(start: StartBrowser): StartBrowser {
  const former = startBrowser;
  startBrowser = start;
  return former;
}

/** Starts a browser. Rejects if it cannot be started, or with the reason of the signal. */
export const startBrowserProcess: StartBrowser = (found, options) => startBrowser(found, options);

async function startInThisThread(
  found: FoundBrowser,
  { debug, signal, takesScreenshots = false, memory }: BrowserProcessOptions,
): Promise<BrowserProcess> {
  const [isSandboxed, profile] = await Promise.all([isSandboxAvailable(), createProfile()]);
  if (signal.aborted) {
    await profile.remove();
    signal.throwIfAborted();
  }
  const child = spawn(
    found.executable,
    buildFlags({ profile: profile.folder, isSandboxed, takesScreenshots, memory }),
    {
      stdio: ['ignore', 'ignore', debug ? 'inherit' : 'pipe', 'pipe', 'pipe'],
      env: buildEnvironment(found),
      // The process leads a group of its own, so that its children can be killed with it.
      detached: process.platform !== 'win32',
    },
  );
  return watchProcess(child, profile, signal);
}

const GROUP = { kind: process.platform === 'win32' ? 'process' : 'group' } as const;

function watchProcess(child: ChildProcess, profile: Profile, signal: AbortSignal): BrowserProcess {
  const [, , , write, read] = child.stdio;
  const lastMessages = collectMessages(child.stderr);
  const unregister = child.pid === undefined ? undefined : registerLeftover({ ...GROUP, id: child.pid });
  const abort = (): void => killGroup(child);
  signal.addEventListener('abort', abort);
  let alive = true;
  const ended = new Promise<string>((resolve) => {
    child.once('error', ({ message }) => resolve(message));
    child.once('exit', async (code, by) => {
      alive = false;
      if (code !== 0) await waitForMessages(child.stderr);
      resolve(`it ended (${by ?? code})${lastMessages()}`);
    });
  }).finally(() => {
    alive = false;
    unregister?.();
    signal.removeEventListener('abort', abort);
  });
  return {
    pipe: new PipeTransport(write as Writable, read as Readable),
    isAlive: () => alive,
    ended,
    async kill() {
      killGroup(child);
      await ended;
      await profile.remove();
    },
  };
}

/** Time limit in ms, because a remaining child of the browser can hold the stream open. */
const DRAIN_LIMIT = 100;

/**
 * Waits for the last messages, because Node reports the exit of a process before its output is read
 * completely.
 */
async function waitForMessages(messages: Readable | null): Promise<void> {
  if (messages === null || messages.readableEnded) return;
  await Promise.race([once(messages, 'close'), setTimeout(DRAIN_LIMIT, undefined, { ref: false })]);
}

/** Maximum length of the last messages, in characters. */
const MAX_MESSAGE_LENGTH = 500;

/** Returns a function that returns the last messages after a colon, or an empty text. */
function collectMessages(messages: Readable | null): () => string {
  let received = '';
  messages?.on('data', (bytes: Buffer) => {
    received = `${received}${bytes}`.slice(-MAX_MESSAGE_LENGTH);
  });
  return () => {
    const lines =
      received.length < MAX_MESSAGE_LENGTH ? received : received.slice(received.indexOf('\n') + 1);
    return lines.trim() === '' ? '' : `: ${lines.trim()}`;
  };
}

/** Kills the process and all others in its group. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') killTree(child.pid);
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group is empty.
  }
}

function killTree(pid: number): void {
  execFileSync('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore' });
}
