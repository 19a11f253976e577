/** A browser whose process starts before anybody asks for it. */
import type { Host } from '../host.ts';
import { type BrowserProcess, type ProcessOptions, startBrowserProcess } from './browser-process.ts';
import { sharedBrowser } from './identity.ts';

export interface EarlyBrowser {
  /** For the first who asks, and nobody else. Rejects as {@link startBrowserProcess} and the search for it do. */
  take(): Promise<BrowserProcess> | undefined;
  /** Ends it if nobody has taken it. Never rejects. */
  close(): Promise<void>;
}

/** @param asked path of the one that was asked for */
export function startEarly(asked: string | undefined, options: ProcessOptions, host: Host): EarlyBrowser {
  const starting = sharedBrowser(asked, host).then((found) => startBrowserProcess(found, options));
  // What went wrong is told to whoever takes it.
  starting.catch(() => undefined);
  let left: Promise<BrowserProcess> | undefined = starting;
  const take = (): Promise<BrowserProcess> | undefined => {
    const taken = left;
    left = undefined;
    return taken;
  };
  return {
    take,
    close: async () => (await take()?.catch(() => undefined))?.kill(),
  };
}
