/** Prints a whole publication. Its contents name true pages: it is printed until they do. */
import type { Artifact, Book, Context, PaperEdition } from '../model.ts';
import { type BookDocument, bookDocument } from './document.ts';
import { finish } from './finish.ts';
import { pageCount } from './inspect.ts';
import { reportMissingGlyphs } from './missing-glyphs.ts';
import { type PageMap, readPageMap } from './page-map.ts';
import type { Press } from './press.ts';

/** The numbers have a column of their own, so the second printing is nearly always the last. */
const PRINTINGS = 3;

/**
 * A whole publication (`book.scope` is `publication`) as one PDF: `<publication>/<publication>-book-a4.pdf`.
 * Reports `glyph-missing`; rejects as {@link Press.print} does.
 */
export async function printBook(
  book: Book,
  edition: PaperEdition,
  press: Press,
  context: Context,
): Promise<Artifact> {
  const document = await bookDocument(book, edition, context.design);
  reportMissingGlyphs(book, document.missing, context.report);
  const { id, metadata } = book.publication;
  const bytes = finish(await printWithPages(document, press), metadata.modified);
  return {
    path: `${id}/${id}-${edition.id}.pdf`,
    edition: edition.id,
    mediaType: 'application/pdf',
    bytes,
    pages: pageCount(bytes),
  };
}

async function printWithPages(document: BookDocument, press: Press): Promise<Uint8Array> {
  let pages: PageMap = new Map();
  for (let printing = 1; ; printing += 1) {
    const bytes = await press.print(await document.html(pages));
    const printed = readPageMap(bytes);
    const right = document.listed.every((id) => printed.get(id) === pages.get(id));
    if (right || printing === PRINTINGS) return bytes;
    pages = printed;
  }
}
