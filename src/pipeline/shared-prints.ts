/** Prints each book of a publication once, and gives its page texts to the e-book that names its pages. */

import type { Artifact } from '../core/model/artifact.ts';
import type { Book } from '../core/model/book.ts';
import type { Context } from '../core/model/context.ts';
import type { PaperEdition } from '../core/model/edition.ts';
import type { PrintedPages, PrintedText, ReadText } from '../core/model/printed-text.ts';
import type { Publication } from '../core/model/publication.ts';
import { nameBookFile } from '../core/output-files.ts';
import { type PrintJob, printBook, readPrintedText } from '../print/index.ts';
import { assemblePrintedBook, type RenderedPublication } from '../render/render-publication.ts';
import { type RenderedViews, viewOf } from './views/read-views.ts';

/** A request to print a book. */
export interface BookPrint {
  readonly edition: PaperEdition;
  /** Receives the problems of the book. */
  readonly context: Context;
  readonly job: PrintJob;
}

interface PrintedBook {
  readonly artifact: Promise<Artifact>;
  readonly book: Promise<Book>;
  /** The text of its pages. It may be known before the file is finished. */
  readonly text: Promise<PrintedText>;
  /**
   * Resolves when the browser has received the document, so that this thread is free, or when printing has ended.
   * Never rejects.
   */
  readonly printDispatched: Promise<void>;
}

/**
 * Prints each book once, whether it is published or only needed for the page numbers of the e-book. All books that are
 * published are registered before the first one is printed, so that their problems are reported.
 */
export class PrintRegistry {
  readonly #views: RenderedViews;
  readonly #pageSource: string | undefined;
  readonly #published = new Map<string, BookPrint>();
  readonly #printed = new Map<string, PrintedBook>();

  /** @param pageSource id of the edition whose pages the e-book names; absent: no e-book names any */
  constructor(views: RenderedViews, pageSource: string | undefined) {
    this.#views = views;
    this.#pageSource = pageSource;
  }

  /** Registers a book that is published. Call it before {@link print}. */
  register(printing: BookPrint): void {
    this.#published.set(printing.edition.id, printing);
  }

  /** Prints a book, or returns its print. Does not report problems of a book that is not published. */
  print({ edition, context, job }: BookPrint): PrintedBook {
    const silent = { ...{ edition, job }, context: { ...context, report: () => undefined } };
    const printing = this.#published.get(edition.id) ?? silent;
    const printed = this.#printed.get(edition.id) ?? this.#print(printing);
    this.#printed.set(edition.id, printed);
    return printed;
  }

  #print({ edition, context, job }: BookPrint): PrintedBook {
    const { promise, resolve } = Promise.withResolvers<void>();
    const notifyingJob: PrintJob = {
      ...job,
      print: (html, options) => job.print(html, { ...options, onDispatched: resolve }),
    };
    const book = assemblePrintedBook(viewOf(this.#views, edition));
    const isSource = edition.id === this.#pageSource;
    const text = Promise.withResolvers<PrintedText>();
    const artifact = book.then((whole) => {
      const { length } = whole.sections;
      const onText = isSource ? (read: ReadText) => text.resolve(read(length)) : undefined;
      const printed = printBook(whole, edition, notifyingJob, context, onText);
      if (isSource) printed.then((made) => text.resolve(readPrintedText(made, length))).catch(text.reject);
      return printed;
    });
    book.catch(text.reject);
    // The e-book that waits for it can have failed already.
    text.promise.catch(() => undefined);
    artifact.then(
      () => resolve(),
      () => resolve(),
    );
    return { artifact, book, text: text.promise, printDispatched: promise };
  }
}

/** The printed book that the page numbers of an e-book come from. */
export interface PageSource {
  /** The text of its pages. It does not depend on which editions were requested. */
  readonly pages: Promise<PrintedPages>;
  /** See {@link PrintedBook.printDispatched}. */
  readonly printDispatched: Promise<void>;
}

/**
 * Prints the book that an e-book takes its page numbers from.
 * @param job the print job of the e-book; ends when the book is printed
 * @returns `undefined` if the e-book has no page numbers
 */
export function openPageSource(
  { publication }: RenderedPublication,
  prints: PrintRegistry,
  context: Context,
  job: PrintJob,
): PageSource | undefined {
  const { pagesFrom } = publication;
  if (pagesFrom === undefined) return undefined;
  const printed = prints.print({ edition: pagesFrom, context, job });
  const pages = Promise.all([printed.text, printed.book]).then(([text, { sections }]) => ({
    ...{ text, sections },
    source: describePageSource(pagesFrom, publication),
    edition: pagesFrom.id,
  }));
  // The e-book prints nothing else. A failure reaches the caller through `pages`, unless the e-book has failed before.
  const end = (): void => job.end?.();
  printed.artifact.then(end, end);
  pages.catch(() => undefined);
  return { pages, printDispatched: printed.printDispatched };
}

/** Returns the value of `pageBreakSource` in the e-book's metadata: the ISBN, else title, version and file name. */
function describePageSource(edition: PaperEdition, { id, metadata }: Publication): string {
  const { title, version, printIsbn } = metadata;
  if (printIsbn !== undefined) return `urn:isbn:${printIsbn}`;
  return [title, version, nameBookFile(id, edition)].filter((part) => part !== undefined).join(', ');
}
