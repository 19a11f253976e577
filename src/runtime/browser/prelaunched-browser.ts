/** Starts the browser process before it is needed. */
import { setTimeout } from 'node:timers/promises';
import type { Host } from '../../core/host.ts';
import { findSharedBrowser } from './browser-identity.ts';
import { type BrowserProcess, type BrowserProcessOptions, startBrowserProcess } from './browser-process.ts';

/**
 * Time limit in ms of {@link PrelaunchedBrowser.spawned}. Unpacking a browser takes a thousand times as long.
 */
const SPAWN_WAIT = 100;

/** A browser process that is starting or has started. */
export interface PrelaunchedBrowser {
  /**
   * Returns the process to the first caller, `undefined` to all others. Rejects as
   * {@link startBrowserProcess} and the search do.
   */
  take(): Promise<BrowserProcess> | undefined;
  /**
   * Resolves when the process is spawned or spawning failed, or after {@link SPAWN_WAIT}. Never rejects.
   * Await it before CPU-bound work, because finding the browser needs several asynchronous disk reads, which
   * that work would block.
   */
  readonly spawned: Promise<void>;
  /** Kills the process if no caller has taken it. Never rejects. */
  close(): Promise<void>;
}

/**
 * Starts the browser process.
 * @param asked path of the requested browser
 */
export function prelaunchProcess(
  asked: string | undefined,
  options: BrowserProcessOptions,
  host: Host,
): PrelaunchedBrowser {
  const starting = findSharedBrowser(asked, host).then((found) => startBrowserProcess(found, options));
  // The caller of `take` gets the error.
  starting.catch(() => undefined);
  let left: Promise<BrowserProcess> | undefined = starting;
  const spawned = Promise.race([starting, setTimeout(SPAWN_WAIT, undefined, { ref: false })]).then(
    () => undefined,
    () => undefined,
  );
  const take = (): Promise<BrowserProcess> | undefined => {
    const taken = left;
    left = undefined;
    return taken;
  };
  return {
    take,
    spawned,
    close: async () => (await take()?.catch(() => undefined))?.kill(),
  };
}
