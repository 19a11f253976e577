/** Caches printed documents, so that later builds do not print an unchanged document again. */

import type { Context } from '../../core/model/context.ts';
import { traceSpan } from '../../core/trace.ts';
import type { PrintMode } from '../../runtime/browser/browser.ts';
import { identifyBrowser } from '../../runtime/browser/browser-identity.ts';
import { cachedStep } from '../../runtime/cached-step.ts';
import { type PrintJob, readTitle } from './print-queue.ts';

/** Cache keys by print mode. Change them when {@link PrintJob.print} passes other options to the browser. */
const PRINT_MODE_KEYS: Readonly<Record<PrintMode, string>> = {
  whole: 'tagged, with outline, size of CSS',
  draft: 'size of CSS',
};

/**
 * Returns a job that takes a document from the cache if it has been printed before. The cache key holds the HTML,
 * which embeds all fonts and images, the print options and the identity of the browser.
 * @param browser path of the requested browser
 * @param context its dependencies record the browser, so that another browser makes the outputs stale
 */
export function cachedPrintJob(job: PrintJob, browser: string | undefined, context: Context): PrintJob {
  const { stepCache } = context;
  const print: PrintJob['print'] = (html, options) =>
    traceSpan(context, 'print', readTitle(html), () => job.print(html, options));
  if (stepCache === undefined) return { ...job, print };
  return {
    ...job,
    print: async (html, options = {}) => {
      const identity = await identifyBrowser(browser, context.host);
      const parts = [identity, PRINT_MODE_KEYS[options.mode ?? 'whole'], options.screenColors ?? '', html];
      return (await cachedStep(stepCache, 'printed', parts, () => print(html, options))).bytes;
    },
  };
}
