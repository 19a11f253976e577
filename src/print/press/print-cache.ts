/** A job that prints no document twice, also not in later builds. */

import type { Context } from '../../core/model/context.ts';
import { traced } from '../../core/trace.ts';
import type { PrintManner } from '../../runtime/browser/browser.ts';
import { browserIdentity } from '../../runtime/browser/browser-identity.ts';
import { keptBytes } from '../../runtime/cached-step.ts';
import { type PrintJob, titleOf } from './print-queue.ts';

/** Change when {@link PrintJob.print} asks the browser for something else. */
const MANNERS: Readonly<Record<PrintManner, string>> = {
  whole: 'tagged, with outline, size of CSS',
  draft: 'size of CSS',
};

/**
 * What a document looks like depends on its text alone, which is complete in itself, and on the browser.
 * @param browser path of the one that was asked for
 * @param context of what is printed: that is made anew when the browser is another
 */
export function keepPrints(job: PrintJob, browser: string | undefined, context: Context): PrintJob {
  const { steps } = context;
  const print: PrintJob['print'] = (html, options) =>
    traced(context, 'print', titleOf(html), () => job.print(html, options));
  if (steps === undefined) return { ...job, print };
  return {
    ...job,
    print: async (html, options = {}) => {
      const identity = await browserIdentity(browser, context.host);
      const parts = [identity, MANNERS[options.manner ?? 'whole'], options.screen ?? '', html];
      return (await keptBytes(steps, 'printed', parts, () => print(html, options))).bytes;
    },
  };
}
