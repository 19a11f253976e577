/** What Handpress gives the browser to print, as HTML: the floor prints the same. */
import { basename } from 'node:path';
import type { Diagnostic } from '../../src/core/diagnostics/diagnostic.ts';
import { builtInEditions } from '../../src/core/editions.ts';
import type { Context } from '../../src/core/model/context.ts';
import { buildBookDocument, buildHandoutDocument } from '../../src/print/document/document.ts';
import { planFirstPrint } from '../../src/print/print-plan.ts';
import { discover, readPublication } from '../../src/read/read-publication.ts';
import {
  assembleBook,
  assembleHandout,
  type RenderedPublication,
  renderPublication,
} from '../../src/render/render-publication.ts';
import { contextIn } from '../support/context.ts';
import { paperEdition } from './publication.ts';

/** @returns documents by name: one for each handout, or the book as it is printed first */
export async function documentsOf(
  root: string,
  edition: 'handouts-a4' | 'book-a4',
): Promise<ReadonlyMap<string, string>> {
  const report = ({ message }: Diagnostic): void => {
    throw new Error(`The content of the bench is not in order: ${message}`);
  };
  const context = contextIn(root, report, { designRoot: root });
  const documents = new Map<string, string>();
  for (const target of await discover([], context)) {
    const publication = await readPublication(target, builtInEditions, context);
    if (publication === undefined) throw new Error(`${target.file} cannot be read.`);
    const rendered = await renderPublication(publication, context);
    const html = edition === 'book-a4' ? bookHtml : handoutHtml;
    documents.set(basename(target.id), await html(rendered, context));
  }
  return documents;
}

async function bookHtml(rendered: RenderedPublication, context: Context): Promise<string> {
  const edition = paperEdition('book-a4');
  const document = await buildBookDocument(await assembleBook(rendered), edition, context);
  const { texts, blanks } = planFirstPrint(document, edition);
  return document.html(texts, blanks);
}

async function handoutHtml(rendered: RenderedPublication, context: Context): Promise<string> {
  const [chapter] = rendered.publication.chapters;
  if (chapter === undefined) throw new Error('The handout has no chapter.');
  const book = await assembleHandout(rendered, chapter);
  return (await buildHandoutDocument(book, paperEdition('handouts-a4'), context)).html('roomy');
}
