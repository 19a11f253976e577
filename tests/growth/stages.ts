/** Everything that is made of a text before a browser and a zip are needed: read, rendered, as HTML to be printed, as XHTML. */
import type { Diagnostic } from '../../src/core/diagnostics/diagnostic.ts';
import { builtInEditions } from '../../src/core/editions.ts';
import type { Book } from '../../src/core/model/book.ts';
import type { Context } from '../../src/core/model/context.ts';
import type { PaperEdition } from '../../src/core/model/edition.ts';
import { writeDocuments } from '../../src/epub/documents.ts';
import { planEpub } from '../../src/epub/plan.ts';
import { splitLongSections } from '../../src/epub/split.ts';
import { bookDocument, handoutDocument } from '../../src/print/document/document.ts';
import { planBefore } from '../../src/print/print-plan.ts';
import { discover, readPublication } from '../../src/read/read-publication.ts';
import { handoutBook, renderPublication, wholeBook } from '../../src/render/render-publication.ts';
import { paperEdition, printBench } from '../print/workbench.ts';
import { benchOver, type Files, memoryHost } from '../support/workbench.ts';

/** What came of the stages: how much was written, and what was told. */
export interface Made {
  readonly diagnostics: readonly Diagnostic[];
  /** Characters of HTML and XHTML; 0 where nothing could be made. */
  readonly size: number;
}

/** @param layout as in `handouts-a4` */
export async function runStages(files: Files, layout = 'a4'): Promise<Made> {
  const { context, diagnostics } = benchOver(memoryHost(files));
  const [target] = await discover(['.'], context);
  const publication = target && (await readPublication(target, builtInEditions, context));
  if (publication === undefined) return { diagnostics, size: 0 };
  const rendered = await renderPublication(publication, context);
  const book = await wholeBook(rendered);
  const { context: printed } = printBench();
  let size = (await bookHtml(book, paperEdition(`book-${layout}`), printed)).length;
  const [chapter] = publication.chapters;
  if (chapter !== undefined) {
    const alone = await handoutDocument(
      await handoutBook(rendered, chapter),
      paperEdition(`handouts-${layout}`),
      printed,
    );
    size += (await alone.html('roomy')).length;
  }
  size += await xhtmlSize(book, context);
  return { diagnostics, size };
}

async function bookHtml(book: Book, paper: PaperEdition, context: Context): Promise<string> {
  const document = await bookDocument(book, paper, context);
  const { texts, blanks } = planBefore(document, paper);
  return document.html(texts, blanks);
}

async function xhtmlSize(whole: Book, { design }: Context): Promise<number> {
  const book = splitLongSections(whole);
  const surroundings = { moves: false, printed: undefined, drawsCover: false, fontItems: [] };
  const documents = await writeDocuments(book, planEpub(book, 'image/png'), design, surroundings);
  return documents.pages.reduce((sum, { xhtml }) => sum + xhtml.length, documents.navigation.length);
}
