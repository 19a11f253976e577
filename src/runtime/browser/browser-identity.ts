/** Identifies the browser without starting it. */
import { type Host, memoizeWith } from '../../core/host.ts';
import { findBrowser } from './find-browser.ts';
import type { FoundBrowser } from './found-browser.ts';

/** Calls {@link findBrowser} once per build and shares the result. */
export function findSharedBrowser(namedPath: string | undefined, host: Host): Promise<FoundBrowser> {
  return memoizeWith(host)(`browser ${namedPath ?? ''}`, (given) => findBrowser(namedPath, given));
}

/**
 * Returns a text that is equal only for the same browser: the version of a browser from npm; path, size and
 * modification time of any other.
 * @param namedPath path of the requested browser
 * @throws {BrowserError} (rejects) as {@link findBrowser} does
 */
export async function identifyBrowser(namedPath: string | undefined, host: Host): Promise<string> {
  const { executable, version } = await findSharedBrowser(namedPath, host);
  return version ?? `${executable}, ${await host.fingerprint(executable)}`;
}
