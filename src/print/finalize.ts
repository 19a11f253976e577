/** Turns the browser's PDF into the published file: checks it, tags it and, for a booklet, imposes it on sheets. */

import type { Report } from '../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import { isLargePrint } from '../core/layouts.ts';
import type { Artifact } from '../core/model/artifact.ts';
import type { Book } from '../core/model/book.ts';
import type { Context } from '../core/model/context.ts';
import type { PaperEdition } from '../core/model/edition.ts';
import type { PrintedText } from '../core/model/printed-text.ts';
import { traceSpan } from '../core/trace.ts';
import { formatPageLabels, type PageLabels } from '../lib/pdf/page-labels.ts';
import { collectPages } from '../lib/pdf/page-tree.ts';
import type { PdfFile } from '../lib/pdf/pdf-file.ts';
import { cachedStep } from '../runtime/cached-step.ts';
import { checkDraftMarks } from './draft-check.ts';
import { checkFigureType } from './figure-check.ts';
import { type FontOwner, findFontFaults } from './fonts/used-fonts.ts';
import { readPrintScale } from './pagination/print-scale.ts';
import type { PageTexts } from './printed/content-text.ts';
import type { JoinedPrint, PrintedFile } from './printed/printed-file.ts';
import { arrangePrintedText, extractPrintedText } from './printed/printed-text.ts';
import { claimsStandards } from './tagging/catalog/metadata.ts';
import { completeFile } from './tagging/complete-file.ts';
import { stripFonts } from './tagging/fonts/strip-fonts.ts';
import { buildTagRequest } from './tagging/request.ts';
import { type TaggedFile, type TagRequest, tagFile } from './tagging/tag-pdf.ts';

/** The requested file. */
export interface OutputRequest {
  /** Relative to the output folder. */
  readonly path: string;
  /** Labels with the numbers printed on the pages; without them a viewer counts from 1. */
  readonly pageLabels?: readonly PageLabels[];
  /** Whether the artifact needs {@link Artifact.readText}. */
  readonly needsText?: boolean;
  /** Whether a font is one of the document; absent: the fonts are not checked. */
  readonly isOwnFont?: FontOwner;
}

/**
 * Finalizes a printed file. Reports `print-shrunk`, `large-print-shrunk`, `figure-text-small`,
 * `draft-mark-missing`, `font-foreign`, `glyph-boxed` and `standard-unclaimed`.
 * @param printed is changed; the caller must not use it afterwards
 */
export async function finalizePdf(
  printed: PrintedFile | JoinedPrint,
  book: Book,
  edition: PaperEdition,
  { path, pageLabels = [], needsText = false, isOwnFont }: OutputRequest,
  context: Pick<Context, 'report' | 'stepCache' | 'trace'>,
): Promise<Artifact> {
  const { metadata } = book.publication;
  const { file } = printed;
  reportShrunkPrint(file, edition, context.report);
  if (isOwnFont) await reportFonts(file, path, isOwnFont, context.report);
  checkFigureType(printed, book, edition, context);
  const pages = collectPages(file).length;
  const request = { ...buildTagRequest(book), pageLabels };
  const parts = [...printed.cacheKeyParts, JSON.stringify(request)];
  let texts: PageTexts | undefined;
  const finished = await cachedStep(context.stepCache, 'finished', parts, async () => {
    const complete = () => ('pieces' in printed ? completeJoined(printed, request) : undefined);
    const tagged = await traceSpan(
      context,
      'finish',
      path,
      () => complete() ?? tagFile(printed, request, needsText),
    );
    if (needsText) texts = tagged.texts;
    return tagged.bytes;
  });
  checkDraftMarks(finished.bytes, book, path, context.report);
  if (!claimsStandards(finished.bytes)) context.report(diagnostic('standard-unclaimed', { path }));
  const text = needsText ? createTextReader(printed, texts, formatPageLabels(pageLabels, pages)) : undefined;
  const artifact = {
    ...({ path, edition: edition.id, mediaType: 'application/pdf', pages } as const),
    ...(text && { readText: text }),
  };
  if (edition.imposition === undefined) return { ...artifact, ...finished };
  const { impose } = await import('./imposition/impose.ts');
  const { bytes, labels } = await impose(
    finished.bytes,
    edition.page,
    edition.imposition,
    metadata.direction,
  );
  return { ...artifact, bytes, fromCache: finished.fromCache, pageLabels: labels, unimposed: finished.bytes };
}

/** Completes a file whose content is tagged. */
async function completeJoined(joined: JoinedPrint, request: TagRequest): Promise<TaggedFile> {
  await stripFonts(joined.file);
  return { bytes: await completeFile(joined, request), texts: new Map() };
}

/**
 * Returns a function that reads the text at its first call and then releases the file; `undefined` if the text must be read from
 * the finished bytes.
 * @param texts of the content streams; absent: the file was finished by an earlier build
 * @param labels of the pages
 */
function createTextReader(
  printed: PrintedFile | JoinedPrint,
  texts: PageTexts | undefined,
  labels: readonly string[],
): ((sections: number) => PrintedText) | undefined {
  if ('pieces' in printed) {
    const { pieces, pageMap } = printed;
    return (sections) => arrangePrintedText(pieces, { pageMap, labels }, sections);
  }
  if (texts === undefined) return undefined;
  let source: PrintedFile | undefined = printed;
  let text: PrintedText | undefined;
  return (sections) => {
    if (source !== undefined) text = extractPrintedText(source.file, source.top, sections, texts);
    source = undefined;
    if (text === undefined) throw new Error('the printed book could not be read');
    return text;
  };
}

/** Reports fonts of the system, and boxes that a template or a style prints in place of a character. */
async function reportFonts(file: PdfFile, path: string, isOwn: FontOwner, report: Report): Promise<void> {
  const faults = await findFontFaults(file, isOwn);
  for (const { kind, name, page } of faults) {
    if (kind === 'box') report(diagnostic('glyph-boxed', { path, page }));
    else report(diagnostic('font-foreign', { path, name, page }));
  }
}

function reportShrunkPrint(file: PdfFile, edition: PaperEdition, report: Report): void {
  const percent = Math.floor(readPrintScale(file) * 100);
  if (percent === 100) return;
  const code = isLargePrint(edition) ? 'large-print-shrunk' : 'print-shrunk';
  report(diagnostic(code, { edition: edition.id, percent }));
}
