/** The printed books of a publication, and what they say of their pages to the e-book. */

import type { Artifact } from '../core/model/artifact.ts';
import type { Context } from '../core/model/context.ts';
import type { PaperEdition } from '../core/model/edition.ts';
import type { PrintedPages } from '../core/model/printed-text.ts';
import type { Publication } from '../core/model/publication.ts';
import { type PrintJob, printBook, readPrintedText } from '../print/index.ts';
import { type Rendered, wholeBook } from '../render/render-publication.ts';

/** A book that is printed. */
export interface Printing {
  readonly edition: PaperEdition;
  /** Told of what is wrong with the book, whoever has it printed. */
  readonly context: Context;
  readonly job: PrintJob;
}

interface PrintedBook {
  readonly artifact: Promise<Artifact>;
  /** How many sections it has. */
  readonly sections: Promise<number>;
  /** Resolves when the browser prints it and this thread has nothing to do with it, or will not; never rejects. */
  readonly underway: Promise<void>;
}

/** The books that are printed, each once: published or not, the e-book takes its page numbers from one of them. */
export class Printings {
  readonly #rendered: Rendered;
  readonly #paired: string | undefined;
  readonly #published = new Map<string, Printing>();
  readonly #printed = new Map<string, PrintedBook>();

  /** @param paired id of the edition whose pages an e-book is going to name */
  constructor(rendered: Rendered, paired: string | undefined) {
    this.#rendered = rendered;
    this.#paired = paired;
  }

  publish(printing: Printing): void {
    this.#published.set(printing.edition.id, printing);
  }

  /** Of a book that nobody asked for, nobody is told what is wrong with it. */
  book({ edition, context, job }: Printing): PrintedBook {
    const unasked = { ...{ edition, job }, context: { ...context, report: () => undefined } };
    const wanted = this.#published.get(edition.id) ?? unasked;
    const printed = this.#printed.get(edition.id) ?? this.#print(wanted);
    this.#printed.set(edition.id, printed);
    return printed;
  }

  #print({ edition, context, job }: Printing): PrintedBook {
    const { promise, resolve } = Promise.withResolvers<void>();
    const noting: PrintJob = {
      ...job,
      print: (html, options) => job.print(html, { ...options, underway: resolve }),
    };
    const book = wholeBook(this.#rendered);
    const artifact = book.then((whole) =>
      printBook(whole, edition, noting, context, edition.id === this.#paired),
    );
    artifact.then(
      () => resolve(),
      () => resolve(),
    );
    return { artifact, sections: book.then(({ sections }) => sections.length), underway: promise };
  }
}

/** The printed book whose page numbers the e-book has. */
export interface PairedBook {
  /** What it says. The same, whichever editions were asked for. */
  readonly pages: Promise<PrintedPages>;
  /** When there is time for other things: {@link PrintedBook.underway} */
  readonly underway: Promise<void>;
}

/**
 * @param job of the e-book; it is ended with the printing
 * @returns nothing where the e-book has no page numbers
 */
export function pairedBook(
  { publication }: Rendered,
  printings: Printings,
  context: Context,
  job: PrintJob,
): PairedBook | undefined {
  const { pagesFrom } = publication;
  if (pagesFrom === undefined) return undefined;
  const { artifact, sections, underway } = printings.book({ edition: pagesFrom, context, job });
  const pages = artifact.then(async (book) => {
    const text = readPrintedText(book, await sections);
    return { text, source: sourceOf(book, publication), edition: pagesFrom.id };
  });
  // Nothing more is printed for it then. Who waits for the pages is told what went wrong.
  const end = (): void => job.end?.();
  pages.then(end, end);
  return { pages, underway };
}

function sourceOf({ path }: Artifact, { metadata }: Publication): string {
  const { title, version, printIsbn } = metadata;
  if (printIsbn !== undefined) return `urn:isbn:${printIsbn}`;
  const file = path.slice(path.lastIndexOf('/') + 1);
  return [title, version, file].filter((part) => part !== undefined).join(', ');
}
