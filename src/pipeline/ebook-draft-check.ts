/** Checks that the e-book of a draft shows the draft mark on each page that must have it. */
import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import { containsWords, findDraftStatement } from '../core/draft-statement.ts';
import type { Artifact } from '../core/model/artifact.ts';
import type { Book } from '../core/model/book.ts';
import type { Context } from '../core/model/context.ts';
import type { DraftPage } from '../epub/write-epub.ts';
import { DocumentError, type PrintJob, readRenderedLines, UnprintableError } from '../print/index.ts';

/** The check of one e-book. */
export interface DraftMarkCheck {
  /**
   * Reports `draft-mark-missing` for each page without the mark, or without the sentence that explains it.
   * Rejects with {@link DocumentError} (`design-unprintable`) if the browser cannot show these pages in the project's design.
   */
  run(ebook: Artifact, book: Book): Promise<void>;
}

/**
 * Opens a check that reads the text of the finished file. If the project has changed a style or a template of these pages,
 * it also asks the browser which text is visible.
 * @param job a print job for this check alone, because that of the printed book ends with the book; ended as soon as it is
 * not needed
 */
export function openDraftMarkCheck(isDraft: boolean, job: PrintJob, context: Context): DraftMarkCheck {
  if (!isDraft) {
    job.end?.();
    return { run: async () => undefined };
  }
  const changed = findChangedDesign(context).then((files) => {
    if (files.length === 0) job.end?.();
    return files;
  });
  // The failure is handled by `run`, which is not called if the e-book could not be built.
  changed.catch(() => undefined);
  return {
    run: async (ebook, book) => {
      const files = await changed;
      try {
        await reportMissingMarks(ebook, book, files.length > 0 ? job : undefined, context);
      } catch (error) {
        throw error instanceof UnprintableError ? designError(error, files) : error;
      }
    },
  };
}

function designError(error: UnprintableError, files: readonly string[]): DocumentError {
  const { title, reason } = error;
  const place = { file: files[0] ?? '', line: 1, column: 1 };
  return new DocumentError(diagnostic('design-unprintable', { title, files, reason }, place), {
    cause: error,
  });
}

async function findChangedDesign({ design }: Context): Promise<readonly string[]> {
  const { findChangedFiles } = await import('../epub/write-epub.ts');
  return findChangedFiles(design);
}

async function reportMissingMarks(
  { bytes, path }: Artifact,
  book: Book,
  job: PrintJob | undefined,
  context: Context,
): Promise<void> {
  const { draftMark } = book;
  if (draftMark === undefined) return;
  const { hasProjectCoverTemplates, readDraftPages } = await import('../epub/write-epub.ts');
  const statement = findDraftStatement(book) ?? '';
  const place = { file: book.publication.languageLocation.file, line: 1, column: 1 };
  for (const page of readDraftPages(bytes, book, await hasProjectCoverTemplates(context.design))) {
    const words = page.explains ? [draftMark, statement] : [draftMark];
    const missing = await findFirstMissing(page, words, (html) => {
      return job === undefined ? undefined : readRenderedLines(html, words, book, job, context);
    });
    if (missing === undefined) continue;
    context.report(diagnostic('draft-mark-missing', { path, mark: missing, page: page.file }, place));
  }
}

/**
 * Returns the first of some words that the page does not show.
 * @param look returns the lines that are visible in each of several views; `undefined` if the text alone is sufficient
 */
async function findFirstMissing(
  { text, toHtml: html }: DraftPage,
  words: readonly string[],
  look: (html: string) => ReturnType<typeof readRenderedLines> | undefined,
): Promise<string | undefined> {
  const unwritten = words.find((one) => !containsWords([text], one));
  if (unwritten !== undefined) return unwritten;
  const looks = (await look(html())) ?? [];
  return words.find((one) => looks.some((lines) => !containsWords(lines, one)));
}
