/** Checks that the e-book or the web pages of a draft show the draft mark on each page that must have it. */
import { posix } from 'node:path';
import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import { containsWords, findDraftStatement } from '../core/draft-statement.ts';
import type { Artifact } from '../core/model/artifact.ts';
import type { Book } from '../core/model/book.ts';
import type { Context } from '../core/model/context.ts';
import type { WebEdition } from '../core/model/edition.ts';
import type { DraftPage } from '../core/screen/draft-page.ts';
import { DocumentError, type PrintJob, readRenderedLines, UnprintableError } from '../print/index.ts';

/** The check of one edition. */
export interface DraftMarkCheck {
  /**
   * Reports `draft-mark-missing` for each page without the mark, or without the sentence that explains it.
   * Rejects with {@link DocumentError} (`design-unprintable`) if the browser cannot show these pages in the project's design.
   * @param artifacts all files of the edition
   */
  run(artifacts: readonly Artifact[], book: Book): Promise<void>;
}

/** What the check must know about the files of a family of editions. */
interface CheckedFiles {
  /** Finds the styles and templates of the pages that the project has changed. */
  findChangedFiles(): Promise<readonly string[]>;
  readPages(artifacts: readonly Artifact[], book: Book): Promise<readonly DraftPage[]>;
}

/** Opens the check of an e-book, as {@link openDraftMarkCheck} does. */
export const openEbookDraftCheck = (isDraft: boolean, job: PrintJob, context: Context): DraftMarkCheck => {
  const { design } = context;
  const files: CheckedFiles = {
    findChangedFiles: async () => (await import('../epub/write-epub.ts')).findChangedFiles(design),
    readPages: async ([ebook], book) => {
      const { hasProjectCoverTemplates, readDraftPages } = await import('../epub/write-epub.ts');
      return ebook ? readDraftPages(ebook.bytes, book, await hasProjectCoverTemplates(design)) : [];
    },
  };
  return openDraftMarkCheck(isDraft, files, job, context);
};

/** Opens the check of web pages, as {@link openDraftMarkCheck} does. */
export const openWebDraftCheck = (
  isDraft: boolean,
  edition: WebEdition,
  job: PrintJob,
  context: Context,
): DraftMarkCheck => {
  const files: CheckedFiles = {
    findChangedFiles: async () =>
      (await import('../web/draft-pages.ts')).findChangedWebFiles(context.design, edition),
    readPages: async (artifacts) => (await import('../web/draft-pages.ts')).readWebDraftPages(artifacts),
  };
  return openDraftMarkCheck(isDraft, files, job, context);
};

/**
 * Opens a check that reads the text of the finished files. If the project has changed a style or a template of these pages,
 * it also asks the browser which text is visible.
 * @param job a print job for this check alone, because that of the printed book ends with the book; ended as soon as it is
 * not needed
 */
function openDraftMarkCheck(
  isDraft: boolean,
  checked: CheckedFiles,
  job: PrintJob,
  context: Context,
): DraftMarkCheck {
  if (!isDraft) {
    job.end?.();
    return { run: async () => undefined };
  }
  const changed = checked.findChangedFiles().then((files) => {
    if (files.length === 0) job.end?.();
    return files;
  });
  // The failure is handled by `run`, which is not called if the edition could not be built.
  changed.catch(() => undefined);
  return {
    run: async (artifacts, book) => {
      const files = await changed;
      try {
        const pages = await checked.readPages(artifacts, book);
        const [{ path: first } = { path: '' }] = artifacts;
        // Of a site, the folder that the pages are in.
        const path = artifacts.length > 1 ? `${posix.dirname(first)}/` : first;
        await reportMissingMarks({ path, pages }, book, files.length > 0 ? job : undefined, context);
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

async function reportMissingMarks(
  { path, pages }: { readonly path: string; readonly pages: readonly DraftPage[] },
  book: Book,
  job: PrintJob | undefined,
  context: Context,
): Promise<void> {
  const { draftMark } = book;
  if (draftMark === undefined) return;
  const statement = findDraftStatement(book) ?? '';
  const place = { file: book.publication.languageLocation.file, line: 1, column: 1 };
  for (const page of pages) {
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
