/** A job that prints no document twice, also not in later builds. */
import { browserIdentity } from '../browser/identity.ts';
import type { Context } from '../model.ts';
import { keptBytes } from '../steps.ts';
import { traced } from '../trace.ts';
import { type PrintJob, titleOf } from './press.ts';

/** Changes when {@link PrintJob.print} asks the browser for something else. */
const MANNER = 'tagged, with outline, size of CSS';

/**
 * What a document looks like depends on its text alone, which is complete in itself, and on the browser.
 * @param browser path of the one that was asked for
 * @param context of what is printed: that is made anew when the browser is another
 */
export function keepPrints(job: PrintJob, browser: string | undefined, context: Context): PrintJob {
  const { steps } = context;
  const print = (html: string) => traced(context, 'print', titleOf(html), () => job.print(html));
  if (steps === undefined) return { ...job, print };
  return {
    ...job,
    print: async (html) => {
      const identity = await browserIdentity(browser, context.host);
      return (await keptBytes(steps, 'printed', [identity, MANNER, html], () => print(html))).bytes;
    },
  };
}
