/** Starts the browser while the modules of the pipeline load, because both take about equally long. */

import type { Context } from '../../core/model/context.ts';
import { type PrelaunchedBrowser, prelaunchProcess } from '../../runtime/browser/prelaunched-browser.ts';
import type { BuildRequest } from '../request.ts';

/** Starts a browser. Returns `undefined` if only e-books or web pages were requested by name, because these may need none. */
export function prelaunchBrowser(
  { browser, debug, editions }: BuildRequest,
  { signal, host }: Context,
): PrelaunchedBrowser | undefined {
  if (editions.length > 0 && editions.every((name) => /^(?:epub|web$|html$)/.test(name))) return undefined;
  return prelaunchProcess(browser, { debug, signal }, host);
}
