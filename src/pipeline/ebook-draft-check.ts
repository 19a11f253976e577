/** Whether a finished e-book says of a draft that it is one, on the pages where that was promised. */
import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import { draftStatement, says } from '../core/draft-statement.ts';
import type { Artifact } from '../core/model/artifact.ts';
import type { Book } from '../core/model/book.ts';
import type { Context } from '../core/model/context.ts';
import type { MarkedPage } from '../epub/write-epub.ts';
import { DocumentError, type PrintJob, shownLines, UnprintableError } from '../print/index.ts';

export interface MarksCheck {
  /**
   * Reports `draft-mark-missing` for each page without the mark, or without the sentence that says what it means.
   * Rejects with {@link DocumentError} (`design-unprintable`) where the project's design of these pages cannot be looked at.
   */
  require(ebook: Artifact, book: Book): Promise<void>;
}

/**
 * Reads the text of the finished file. Where the project has changed a style or a template of these pages, a browser is asked
 * what of it can be seen.
 * @param job of its own, as that of a printed book ends when the book is printed; ended as soon as it is not needed
 */
export function openMarksCheck(isDraft: boolean, job: PrintJob, context: Context): MarksCheck {
  if (!isDraft) {
    job.end?.();
    return { require: async () => undefined };
  }
  const changed = changedDesign(context).then((files) => {
    if (files.length === 0) job.end?.();
    return files;
  });
  // Told to whoever waits for it; nobody does where the e-book could not be made.
  changed.catch(() => undefined);
  return {
    require: async (ebook, book) => {
      const files = await changed;
      try {
        await requireMarks(ebook, book, files.length > 0 ? job : undefined, context);
      } catch (error) {
        throw error instanceof UnprintableError ? designFault(error, files) : error;
      }
    },
  };
}

function designFault(error: UnprintableError, files: readonly string[]): DocumentError {
  const { what, reason } = error;
  const place = { file: files[0] ?? '', line: 1, column: 1 };
  return new DocumentError(diagnostic('design-unprintable', { what, files, reason }, place), error);
}

async function changedDesign({ design }: Context): Promise<readonly string[]> {
  const { changedFiles } = await import('../epub/write-epub.ts');
  return changedFiles(design);
}

async function requireMarks(
  { bytes, path }: Artifact,
  book: Book,
  job: PrintJob | undefined,
  context: Context,
): Promise<void> {
  const { draftMark } = book;
  if (draftMark === undefined) return;
  const { drawsCovers, markedPages } = await import('../epub/write-epub.ts');
  const statement = draftStatement(book) ?? '';
  const place = { file: book.publication.languagePlace.file, line: 1, column: 1 };
  for (const page of markedPages(bytes, book, await drawsCovers(context.design))) {
    const words = page.explains ? [draftMark, statement] : [draftMark];
    const missing = await firstMissing(page, words, (html) => {
      return job === undefined ? undefined : shownLines(html, words, book, job, context);
    });
    if (missing === undefined) continue;
    context.report(diagnostic('draft-mark-missing', { path, mark: missing, page: page.file }, place));
  }
}

/** @param look at the page in several ways; nothing where its text is enough */
async function firstMissing(
  { text, html }: MarkedPage,
  words: readonly string[],
  look: (html: string) => ReturnType<typeof shownLines> | undefined,
): Promise<string | undefined> {
  const unwritten = words.find((one) => !says([text], one));
  if (unwritten !== undefined) return unwritten;
  const looks = (await look(html())) ?? [];
  return words.find((one) => looks.some((lines) => !says(lines, one)));
}
