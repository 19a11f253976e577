/** Caches printed documents, so that later builds do not print an unchanged document again. */

import type { Context } from '../../core/model/context.ts';
import type { RemoteStep } from '../../core/model/fleet.ts';
import { traceSpan } from '../../core/trace.ts';
import type { PrintMode, TabPrintOptions } from '../../runtime/browser/browser.ts';
import { identifyBrowser } from '../../runtime/browser/browser-identity.ts';
import { cachedStep } from '../../runtime/cached-step.ts';
import { type PrintJob, readTitle } from './print-queue.ts';

/** Cache keys by print mode. Change them when {@link PrintJob.print} passes other options to the browser. */
const PRINT_MODE_KEYS: Readonly<Record<PrintMode, string>> = {
  whole: 'tagged, with outline, size of CSS',
  draft: 'size of CSS',
};

/** Lists what the print of a document depends on. @param browser its identity */
export const listPrintKeyParts = <Html extends string | Uint8Array>(
  browser: string,
  html: Html,
  { mode = 'whole', screenColors }: PrintSettings,
): readonly (string | Html)[] => [browser, PRINT_MODE_KEYS[mode], screenColors ?? '', html];

export type PrintSettings = Pick<TabPrintOptions, 'mode' | 'screenColors' | 'allowance'>;

/** Describes a print for another machine. */
const describePrint = (
  html: string,
  { mode, screenColors, allowance, onDispatched }: TabPrintOptions,
): RemoteStep => ({
  kind: 'printed',
  inputs: [html],
  settings: {
    ...(mode !== undefined && { mode }),
    ...(screenColors !== undefined && { screenColors }),
    ...(allowance !== undefined && { allowance }),
  },
  ...(onDispatched && { onQueued: onDispatched }),
});

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
      const parts = listPrintKeyParts(identity, html, options);
      const remote = describePrint(html, options);
      return (await cachedStep(stepCache, 'printed', parts, () => print(html, options), remote)).bytes;
    },
  };
}
