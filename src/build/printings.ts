/** The printed books of a publication, and what they say of their pages to the e-book. */
import type { Artifact, Book, Context, PaperEdition, PrintedPages } from '../model.ts';
import { type PrintJob, printBook, readPrintedText } from '../pdf/index.ts';
import { type Rendered, wholeBook } from '../render/index.ts';

/** A book that is printed. */
export interface Printing {
  readonly edition: PaperEdition;
  /** Told of what is wrong with the book, whoever has it printed. */
  readonly context: Context;
  readonly job: PrintJob;
}

/** The books that are printed, each once: published or not, the e-book takes its page numbers from one of them. */
export class Printings {
  readonly #rendered: Rendered;
  readonly #published = new Map<string, Printing>();
  readonly #printed = new Map<string, Promise<Artifact>>();

  constructor(rendered: Rendered) {
    this.#rendered = rendered;
  }

  publish(printing: Printing): void {
    this.#published.set(printing.edition.id, printing);
  }

  /** Of a book that nobody asked for, nobody is told what is wrong with it. */
  book({ edition, context, job }: Printing): Promise<Artifact> {
    const unasked = { ...{ edition, job }, context: { ...context, report: () => undefined } };
    const wanted = this.#published.get(edition.id) ?? unasked;
    const printed = this.#printed.get(edition.id) ?? this.#print(wanted);
    this.#printed.set(edition.id, printed);
    return printed;
  }

  async #print({ edition, context, job }: Printing): Promise<Artifact> {
    return printBook(await wholeBook(this.#rendered), edition, job, context);
  }
}

/** What the printed book says whose page numbers the e-book has. The same, whichever editions were asked for. */
export async function printedPages(
  { publication, sections }: Book,
  printings: Printings,
  context: Context,
  job: PrintJob,
): Promise<PrintedPages | undefined> {
  const { pagesFrom, metadata } = publication;
  if (pagesFrom === undefined) return undefined;
  const { bytes, asSet, path } = await printings.book({ edition: pagesFrom, context, job });
  const text = readPrintedText(asSet ?? bytes, sections.length);
  const file = path.slice(path.lastIndexOf('/') + 1);
  const known = [metadata.title, metadata.version, file].filter((part) => part !== undefined);
  const { printIsbn } = metadata;
  const source = printIsbn === undefined ? known.join(', ') : `urn:isbn:${printIsbn}`;
  return { text, source, edition: pagesFrom.id };
}
