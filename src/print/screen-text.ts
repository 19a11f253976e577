/** What people can read of a document that is no edition of its own, such as a page of an e-book: it is printed to see. */

import type { Book } from '../core/model/book.ts';
import type { Context } from '../core/model/context.ts';
import { pagesOf } from '../lib/pdf/page-tree.ts';
import { PdfFile } from '../lib/pdf/pdf-file.ts';
import type { ScreenLook } from '../runtime/browser/browser.ts';
import { documentFonts } from './fonts/font-faces.ts';
import type { PrintJob } from './press/print-queue.ts';
import { visibleLines } from './printed/visible-text.ts';

/** A style may ask how the page is shown. */
const LOOKS: readonly (ScreenLook | undefined)[] = [undefined, 'light', 'dark'];

/**
 * Returns the lines that can be read: printed, on a light screen and on a dark one.
 * @param html a whole document with a `<head>`, complete in itself
 * @param words that are looked for: they are set in a font that has them, so that it does not hang on the machine
 */
export async function shownLines(
  html: string,
  words: readonly string[],
  { publication: { metadata } }: Book,
  job: PrintJob,
  context: Context,
): Promise<readonly (readonly string[])[]> {
  const { language } = metadata;
  const runs = words.map((text) => ({ text, language, use: 'text' }) as const);
  const { css } = await documentFonts(runs, language, { text: 'serif', headings: 'serif' }, context);
  const fonts = `<style>${css} * { font-family: var(--text) !important }</style>`;
  const document = html.replace('</head>', () => `${fonts}</head>`);
  return Promise.all(
    LOOKS.map(async (screen) => {
      const file = PdfFile.read(await job.print(document, screen && { screen }));
      return pagesOf(file).flatMap((page) => visibleLines(file, page));
    }),
  );
}
