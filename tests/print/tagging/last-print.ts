/** Captures the last document that the browser printed for a file, before it was tagged. */

import type { Book } from '../../../src/core/model/book.ts';
import type { Context } from '../../../src/core/model/context.ts';
import type { PaperEdition } from '../../../src/core/model/edition.ts';
import type { Press } from '../../../src/print/index.ts';

export type Print = (
  book: Book,
  edition: PaperEdition,
  press: Press,
  context: Context,
) => Promise<{ pages?: number }>;

export interface LastPrint {
  readonly pages: number;
  readonly html: string;
  readonly printed: Uint8Array;
}

export async function lastPrint(
  print: Print,
  book: Book,
  edition: PaperEdition,
  press: Press,
  context: Context,
): Promise<LastPrint> {
  let [html, printed] = ['', new Uint8Array()];
  const watched: Press = {
    ...press,
    print: async (document) => {
      html = document;
      printed = Uint8Array.from(await press.print(document));
      return Uint8Array.from(printed);
    },
  };
  const { pages = 0 } = await print(book, edition, watched, context);
  return { pages, html, printed };
}
