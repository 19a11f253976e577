/** A browser whose process starts before anybody asks for it. */
import { setTimeout } from 'node:timers/promises';
import type { Host } from '../../core/host.ts';
import { sharedBrowser } from './browser-identity.ts';
import { type BrowserProcess, type ProcessOptions, startBrowserProcess } from './browser-process.ts';

/** Milliseconds; a browser that has to be unpacked first takes a thousand times as long. */
const PATIENCE = 100;

export interface EarlyBrowser {
  /** For the first who asks, and nobody else. Rejects as {@link startBrowserProcess} and the search for it do. */
  take(): Promise<BrowserProcess> | undefined;
  /**
   * Resolves when the process has begun or could not, or soon if that takes long. To find it takes several looks at the disk, for
   * each of which whoever works on without waiting for this lets it wait to the end of all that work. Never rejects.
   */
  readonly begun: Promise<void>;
  /** Ends it if nobody has taken it. Never rejects. */
  close(): Promise<void>;
}

/** @param asked path of the one that was asked for */
export function startEarly(asked: string | undefined, options: ProcessOptions, host: Host): EarlyBrowser {
  const starting = sharedBrowser(asked, host).then((found) => startBrowserProcess(found, options));
  // What went wrong is told to whoever takes it.
  starting.catch(() => undefined);
  let left: Promise<BrowserProcess> | undefined = starting;
  const begun = Promise.race([starting, setTimeout(PATIENCE, undefined, { ref: false })]).then(
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
    begun,
    close: async () => (await take()?.catch(() => undefined))?.kill(),
  };
}
