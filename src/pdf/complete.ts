/** From what the browser printed to the file that is published: judged, finished, and for a booklet laid out on its sheets. */
import { diagnostic } from '../catalogue.ts';
import type { Report } from '../diagnostic.ts';
import type { Artifact, Book, Context, PaperEdition, PrintedText } from '../model.ts';
import { keptBytes } from '../steps.ts';
import { traced } from '../trace.ts';
import { finishFile } from './finish/index.ts';
import type { PageLabels } from './finish/labels.ts';
import { finishRequest } from './finish/request.ts';
import { pagesOf } from './objects/pages.ts';
import type { PdfFile } from './objects/pdf-file.ts';
import type { Element } from './objects/structure.ts';
import type { Printed } from './printed.ts';
import { textOfFile } from './printed-text.ts';
import { printedScale } from './shrink.ts';

/**
 * Reports `print-shrunk` and `large-print-shrunk`.
 * @param printed is changed, and of no more use
 * @param path relative to the output folder
 * @param pageLabels the numbers that are printed on the pages; none: those of the file
 */
export async function complete(
  printed: Printed,
  book: Book,
  edition: PaperEdition,
  path: string,
  context: Pick<Context, 'report' | 'steps' | 'trace'>,
  pageLabels: readonly PageLabels[] = [],
): Promise<Artifact> {
  const { metadata } = book.publication;
  const { file } = printed;
  judgeScale(file, edition, context.report);
  const pages = pagesOf(file).length;
  const request = { ...finishRequest(book), pageLabels };
  const parts = [...printed.origins, JSON.stringify(request)];
  const finished = await keptBytes(context.steps, 'finished', parts, () =>
    traced(context, 'finish', path, () => finishFile(printed, request)),
  );
  const isAsked = edition.id === book.publication.pagesFrom?.id && !finished.isKept;
  const text = isAsked ? heldText(file, printed.top) : undefined;
  const artifact = {
    ...({ path, edition: edition.id, mediaType: 'application/pdf', pages } as const),
    ...(text && { text }),
  };
  if (edition.imposition === undefined) return { ...artifact, ...finished };
  const { impose } = await import('./imposition/index.ts');
  const { bytes, labels } = await impose(
    finished.bytes,
    edition.page,
    edition.imposition,
    metadata.direction,
  );
  return { ...artifact, bytes, isKept: finished.isKept, pageLabels: labels, asSet: finished.bytes };
}

/** Reads the text when it is first asked for, and lets go of the file. */
function heldText(file: PdfFile, top: Element): (sections: number) => PrintedText {
  let held: { readonly file: PdfFile; readonly top: Element } | undefined = { file, top };
  let text: PrintedText | undefined;
  return (sections) => {
    if (held !== undefined) text = textOfFile(held.file, held.top, sections);
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
