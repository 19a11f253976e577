/** Runs all stages that need no browser: reading, rendering, HTML for print, and XHTML. */
import type { Diagnostic } from '../../src/core/diagnostics/diagnostic.ts';
import { builtInEditions } from '../../src/core/editions.ts';
import type { Book } from '../../src/core/model/book.ts';
import type { Context } from '../../src/core/model/context.ts';
import type { PaperEdition } from '../../src/core/model/edition.ts';
import { renderDocuments } from '../../src/epub/documents.ts';
import { planEpub } from '../../src/epub/plan.ts';
import { splitLongSections } from '../../src/epub/split.ts';
import { buildBookDocument, buildHandoutDocument } from '../../src/print/document/document.ts';
import { planFirstPrint } from '../../src/print/print-plan.ts';
import { discover, readPublication } from '../../src/read/read-publication.ts';
import { assembleBook, assembleHandout, renderPublication } from '../../src/render/render-publication.ts';
import { paperEdition, printBench } from '../print/workbench.ts';
import { type Files, memoryHost, openWorkbench } from '../support/workbench.ts';

/** Result of the stages: size of the output and diagnostics. */
export interface Made {
  readonly diagnostics: readonly Diagnostic[];
  /** Characters of HTML and XHTML; 0 if there is no output. */
  readonly size: number;
}

/** @param layout as in `handouts-a4` */
export async function runStages(files: Files, layout = 'a4'): Promise<Made> {
  const { context, diagnostics } = openWorkbench(memoryHost(files));
  const [target] = await discover(['.'], context);
  const publication = target && (await readPublication(target, builtInEditions, context));
  if (publication === undefined) return { diagnostics, size: 0 };
  const rendered = await renderPublication(publication, context);
  const book = await assembleBook(rendered);
  const { context: printed } = printBench();
  let size = (await bookHtml(book, paperEdition(`book-${layout}`), printed)).length;
  const [chapter] = publication.chapters;
  if (chapter !== undefined) {
    const alone = await buildHandoutDocument(
      await assembleHandout(rendered, chapter),
      paperEdition(`handouts-${layout}`),
      printed,
    );
    size += (await alone.html('roomy')).length;
  }
  size += await xhtmlSize(book, context);
  return { diagnostics, size };
}

async function bookHtml(book: Book, paper: PaperEdition, context: Context): Promise<string> {
  const document = await buildBookDocument(book, paper, context);
  const { texts, blanks } = planFirstPrint(document, paper);
  return document.html(texts, blanks);
}

async function xhtmlSize(whole: Book, { design }: Context): Promise<number> {
  const book = splitLongSections(whole);
  const options = { mayHaveAnimation: false, printed: undefined, hasProjectCover: false, fontItems: [] };
  const documents = await renderDocuments(book, planEpub(book, 'image/png'), design, options);
  return documents.pages.reduce((sum, { xhtml }) => sum + xhtml.length, documents.navigation.length);
}
