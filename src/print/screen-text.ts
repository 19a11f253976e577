/** Reads the visible text of an HTML document, such as a page of an e-book, by printing it. */

import type { Book } from '../core/model/book.ts';
import type { Context } from '../core/model/context.ts';
import { collectPages } from '../lib/pdf/page-tree.ts';
import { PdfFile } from '../lib/pdf/pdf-file.ts';
import type { ColorScheme } from '../runtime/browser/browser.ts';
import { buildDocumentFonts } from './fonts/font-faces.ts';
import type { PrintJob } from './press/print-queue.ts';
import { readVisibleLines } from './printed/visible-text.ts';

/** Display modes, because a style may contain media queries: print, light screen, dark screen. */
const LOOKS: readonly (ColorScheme | undefined)[] = [undefined, 'light', 'dark'];

/**
 * Returns the visible lines for each display mode: print, light screen and dark screen.
 * @param html a self-contained document with a `<head>`
 * @param words the words to look for; a font that has their characters is embedded, so that the result is the same on
 * every machine
 */
export async function readRenderedLines(
  html: string,
  words: readonly string[],
  { publication: { metadata } }: Book,
  job: PrintJob,
  context: Context,
): Promise<readonly (readonly string[])[]> {
  const { language } = metadata;
  const runs = words.map((text) => ({ text, language, use: 'text' }) as const);
  const { css } = await buildDocumentFonts(runs, language, { text: 'serif', headings: 'serif' }, context);
  const fonts = `<style>${css} * { font-family: var(--text) !important }</style>`;
  const document = html.replace('</head>', () => `${fonts}</head>`);
  return Promise.all(
    LOOKS.map(async (screen) => {
      const file = PdfFile.read(await job.print(document, screen && { screenColors: screen }));
      return collectPages(file).flatMap((page) => readVisibleLines(file, page));
    }),
  );
}
