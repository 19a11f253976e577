/** A job that prints no document twice, also not in later builds. */
import type { PrintManner } from '../browser/browser.ts';
import { browserIdentity } from '../browser/identity.ts';
import type { Context } from '../model.ts';
import { keptBytes } from '../steps.ts';
import { traced } from '../trace.ts';
import { type PrintJob, titleOf } from './press.ts';

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
  const print = (html: string, manner: PrintManner = 'whole') =>
    traced(context, 'print', titleOf(html), () => job.print(html, manner));
  if (steps === undefined) return { ...job, print };
  return {
    ...job,
    print: async (html, manner = 'whole') => {
      const identity = await browserIdentity(browser, context.host);
      const parts = [identity, MANNERS[manner], html];
      return (await keptBytes(steps, 'printed', parts, () => print(html, manner))).bytes;
    },
  };
}
