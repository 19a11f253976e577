/** Turns the browser's PDF into the published file. */
import type { Report } from '../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import { isLargePrint } from '../core/layouts.ts';
import type { Artifact } from '../core/model/artifact.ts';
import type { Book } from '../core/model/book.ts';
import type { Context } from '../core/model/context.ts';
import type { PaperEdition } from '../core/model/edition.ts';
import type { PrintedText, ReadText } from '../core/model/printed-text.ts';
import { traceSpan } from '../core/trace.ts';
import type { PageLabels } from '../lib/pdf/page-labels.ts';
import { collectPages } from '../lib/pdf/page-tree.ts';
import type { PdfFile } from '../lib/pdf/pdf-file.ts';
import { cachedStep } from '../runtime/cached-step.ts';
import { isOneOfMany } from '../runtime/threads/task-threads.ts';
import { hasDrawings } from './figure-check.ts';
import { type FileRequest, toArtifact } from './finished-file.ts';
import { finishInThread } from './finishing/finish-in-thread.ts';
import { describeFinish } from './finishing/finish-step.ts';
import { listFonts } from './fonts/used-fonts.ts';
import { readPrintScale } from './pagination/print-scale.ts';
import type { PageTexts } from './printed/content-text.ts';
import { measureFigureType } from './printed/figure-type.ts';
import type { PrintedFile } from './printed/printed-file.ts';
import { extractPrintedText } from './printed/printed-text.ts';
import { buildTagRequest } from './tagging/request.ts';
import { tagFile } from './tagging/tag-pdf.ts';

/** The requested file. */
export interface OutputRequest extends FileRequest {
  /** Labels with the numbers printed on the pages; without them a viewer counts from 1. */
  readonly pageLabels?: readonly PageLabels[];
  /** Whether the artifact needs {@link Artifact.readText}. */
  readonly needsText?: boolean;
  /** The bytes of the print, if nothing was changed in the file: then another thread can tag them. */
  readonly print?: Uint8Array;
}

/**
 * Finalizes a printed file: checks it, tags it and, for a booklet, imposes it on sheets. Reports `print-shrunk`,
 * `large-print-shrunk` and what {@link toArtifact} reports.
 * @param printed is changed; the caller must not use it afterwards
 */
export async function finalizePdf(
  printed: PrintedFile,
  book: Book,
  edition: PaperEdition,
  { pageLabels = [], needsText = false, print, ...output }: OutputRequest,
  context: Pick<Context, 'report' | 'stepCache' | 'trace'>,
): Promise<Artifact> {
  const { file } = printed;
  reportShrunkPrint(file, edition, context.report);
  const facts = {
    pages: collectPages(file).length,
    fonts: listFonts(file),
    figures: hasDrawings(book) ? measureFigureType(printed) : [],
  };
  const request = { ...buildTagRequest(book), pageLabels };
  const parts = [...printed.cacheKeyParts, JSON.stringify(request)];
  let texts: PageTexts | undefined;
  const finish = async (): Promise<Uint8Array> => {
    const tag = async (): Promise<Uint8Array> => {
      if (print !== undefined && !needsText && isOneOfMany('file'))
        return finishInThread({ kind: 'file', print, request });
      const tagged = await tagFile(printed, request, needsText);
      if (needsText) texts = tagged.texts;
      return tagged.bytes;
    };
    return traceSpan(context, 'finish', output.path, tag);
  };
  const finished = await cachedStep(context.stepCache, 'finished', parts, finish, describeFinish(parts));
  const readText = texts && createTextReader(printed, texts);
  return toArtifact({ ...facts, ...finished, readText }, book, edition, output, context);
}

/** Returns a function that reads the text at its first call and then releases the file. */
function createTextReader(printed: PrintedFile, texts: PageTexts): ReadText {
  let source: PrintedFile | undefined = printed;
  let text: PrintedText | undefined;
  return (sections) => {
    if (source !== undefined) text = extractPrintedText(source.file, source.top, sections, texts);
    source = undefined;
    if (text === undefined) throw new Error('the printed book could not be read');
    return text;
  };
}

function reportShrunkPrint(file: PdfFile, edition: PaperEdition, report: Report): void {
  const percent = Math.floor(readPrintScale(file) * 100);
  if (percent === 100) return;
  const code = isLargePrint(edition) ? 'large-print-shrunk' : 'print-shrunk';
  report(diagnostic(code, { edition: edition.id, percent }));
}
