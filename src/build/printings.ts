/** The printed books of a publication, and what they say of their pages to the e-book. */
import type { Artifact, Book, Context, PaperEdition, PrintedPages } from '../model.ts';
import type { Press } from '../pdf/index.ts';
import { type Rendered, wholeBook } from '../render/index.ts';

/** The books that are printed, each once: published or not, the e-book takes its page numbers from one of them. */
export class Printings {
  readonly #rendered: Rendered;
  readonly #press: (context: Context) => Press;
  readonly #published = new Map<string, { readonly edition: PaperEdition; readonly context: Context }>();
  readonly #printed = new Map<string, Promise<Artifact>>();

  /** @param press to be printed with in a context */
  constructor(rendered: Rendered, press: (context: Context) => Press) {
    this.#rendered = rendered;
    this.#press = press;
  }

  /** @param context is told of what is wrong with the book, whoever has it printed */
  publish(edition: PaperEdition, context: Context): void {
    this.#published.set(edition.id, { edition, context });
  }

  /** Of a book that nobody asked for, nobody is told what is wrong with it. */
  book(edition: PaperEdition, context: Context): Promise<Artifact> {
    const unasked = { edition, context: { ...context, report: () => undefined } };
    const wanted = this.#published.get(edition.id) ?? unasked;
    const printed = this.#printed.get(edition.id) ?? this.#print(wanted.edition, wanted.context);
    this.#printed.set(edition.id, printed);
    return printed;
  }

  async #print(edition: PaperEdition, context: Context): Promise<Artifact> {
    const { printBook } = await import('../pdf/index.ts');
    return printBook(await wholeBook(this.#rendered), edition, this.#press(context), context);
  }
}

/** What the printed book says whose page numbers the e-book has. The same, whichever editions were asked for. */
export async function printedPages(
  { publication, sections }: Book,
  printings: Printings,
  context: Context,
): Promise<PrintedPages | undefined> {
  const { pagesFrom, metadata } = publication;
  if (pagesFrom === undefined) return undefined;
  const { bytes, asSet, path } = await printings.book(pagesFrom, context);
  const { readPrintedText } = await import('../pdf/index.ts');
  const text = await readPrintedText(asSet ?? bytes, sections.length);
  const file = path.slice(path.lastIndexOf('/') + 1);
  const known = [metadata.title, metadata.version, file].filter((part) => part !== undefined);
  const { printIsbn } = metadata;
  const source = printIsbn === undefined ? known.join(', ') : `urn:isbn:${printIsbn}`;
  return { text, source, edition: pagesFrom.id };
}
