/** From what the browser printed to the file that is published: judged, finished, and for a booklet laid out on its sheets. */

import type { Report } from '../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Artifact } from '../core/model/artifact.ts';
import type { Book } from '../core/model/book.ts';
import type { Context } from '../core/model/context.ts';
import type { PaperEdition } from '../core/model/edition.ts';
import type { PrintedText } from '../core/model/printed-text.ts';
import { traced } from '../core/trace.ts';
import { pagesOf } from '../lib/pdf/page-tree.ts';
import type { PdfFile } from '../lib/pdf/pdf-file.ts';
import type { Element } from '../lib/pdf/structure-tree.ts';
import { keptBytes } from '../runtime/cached-step.ts';
import { requireMarks } from './draft-check.ts';
import { printedScale } from './pagination/print-scale.ts';
import type { PageTexts } from './printed/content-text.ts';
import type { Printed } from './printed/printed-file.ts';
import { textOfFile } from './printed/printed-text.ts';
import type { PageLabels } from './tagging/catalog/page-labels.ts';
import { finishRequest } from './tagging/request.ts';
import { finishFile } from './tagging/tag-pdf.ts';

/** The file that is asked for. */
export interface Wanted {
  /** Relative to the output folder. */
  readonly path: string;
  /** The numbers that are printed on the pages; none: those of the file. */
  readonly pageLabels?: readonly PageLabels[];
  /** Whether it is going to be asked what the pages say: see {@link Artifact.text}. */
  readonly asksText?: boolean;
}

/**
 * Reports `print-shrunk`, `large-print-shrunk` and `draft-mark-missing`.
 * @param printed is changed, and of no more use
 */
export async function complete(
  printed: Printed,
  book: Book,
  edition: PaperEdition,
  { path, pageLabels = [], asksText = false }: Wanted,
  context: Pick<Context, 'report' | 'steps' | 'trace'>,
): Promise<Artifact> {
  const { metadata } = book.publication;
  const { file } = printed;
  judgeScale(file, edition, context.report);
  const pages = pagesOf(file).length;
  const request = { ...finishRequest(book), pageLabels };
  const parts = [...printed.origins, JSON.stringify(request)];
  let texts: PageTexts | undefined;
  const finished = await keptBytes(context.steps, 'finished', parts, async () => {
    const made = await traced(context, 'finish', path, () => finishFile(printed, request, asksText));
    if (asksText) texts = made.texts;
    return made.bytes;
  });
  requireMarks(finished.bytes, book, path, context.report);
  const text = texts && heldText(file, printed.top, texts);
  const artifact = {
    ...({ path, edition: edition.id, mediaType: 'application/pdf', pages } as const),
    ...(text && { text }),
  };
  if (edition.imposition === undefined) return { ...artifact, ...finished };
  const { impose } = await import('./imposition/impose.ts');
  const { bytes, labels } = await impose(
    finished.bytes,
    edition.page,
    edition.imposition,
    metadata.direction,
  );
  return { ...artifact, bytes, isKept: finished.isKept, pageLabels: labels, asSet: finished.bytes };
}

/** Puts the text together when it is first asked for, and lets go of the file. */
function heldText(file: PdfFile, top: Element, texts: PageTexts): (sections: number) => PrintedText {
  let held: { readonly file: PdfFile; readonly top: Element } | undefined = { file, top };
  let text: PrintedText | undefined;
  return (sections) => {
    if (held !== undefined) text = textOfFile(held.file, held.top, sections, texts);
    held = undefined;
    if (text === undefined) throw new Error('the printed book could not be read');
    return text;
  };
}

function judgeScale(file: PdfFile, { id, type }: PaperEdition, report: Report): void {
  const percent = Math.floor(printedScale(file) * 100);
  if (percent === 100) return;
  // Where no text may be smaller than the running text, that size is a promise.
  const code = type.smallest === type.size ? 'large-print-shrunk' : 'print-shrunk';
  report(diagnostic(code, { edition: id, percent }));
}
