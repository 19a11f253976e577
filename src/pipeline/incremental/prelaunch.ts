/** What begins before the pipeline is loaded: the browser takes as long to start as that takes to load. */

import type { Context } from '../../core/model/context.ts';
import { type EarlyBrowser, startEarly } from '../../runtime/browser/prelaunched-browser.ts';
import type { BuildRequest } from '../request.ts';

/** @returns `undefined` where nothing that was asked for by name is printed */
export function beginBrowser(
  { browser, debug, editions }: BuildRequest,
  { signal, host }: Context,
): EarlyBrowser | undefined {
  if (editions.length > 0 && editions.every((name) => name.startsWith('epub'))) return undefined;
  return startEarly(browser, { debug, signal }, host);
}
