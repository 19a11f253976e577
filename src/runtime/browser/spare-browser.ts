/**
 * Starts a browser before the next build asks for one. Each build gets a new browser, so that nothing of a former page is
 * left in it, and need not wait for it.
 */
import { type BrowserProcess, type StartBrowser, setBrowserStarter } from './browser-process.ts';

/** Keeps a browser ready. */
export interface SpareBrowser {
  /** Starts a browser like the last one that was asked for, else the expected one. Never rejects. */
  prepare(): Promise<void>;
  /** Ends the browser that is ready. Never rejects. */
  close(): Promise<void>;
}

/**
 * Lets {@link import('./browser-process.ts').startBrowserProcess} return the browser that is ready.
 * @param expect returns what will be asked for first; `undefined` if no browser is expected
 */
export function keepSpareBrowser(expect: () => Promise<Parameters<StartBrowser> | undefined>): SpareBrowser {
  let last: Parameters<StartBrowser> | undefined;
  let spare: BrowserProcess | undefined;
  const take = (): BrowserProcess | undefined => {
    const taken = spare;
    spare = undefined;
    return taken?.isAlive() ? taken : undefined;
  };
  const start = setBrowserStarter(async (found, options) => {
    // One that takes screenshots has other flags.
    if (options.takesScreenshots) return start(found, options);
    const isSame = last?.[0].executable === found.executable && last[1].signal === options.signal;
    last = [found, options];
    return (isSame && take()) || start(found, options);
  });
  return {
    async prepare() {
      if (spare?.isAlive()) return;
      try {
        last ??= await expect();
        if (last !== undefined) spare = await start(...last);
      } catch {
        // The next build reports why there is no browser.
      }
    },
    close: async () => take()?.kill(),
  };
}
