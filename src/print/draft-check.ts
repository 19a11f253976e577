/** Checks that a finished PDF shows the draft mark on every page, and the statement that no clinician has reviewed it. */

import type { Report } from '../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import { containsWords, findDraftStatement } from '../core/draft-statement.ts';
import type { Book } from '../core/model/book.ts';
import { collectPages } from '../lib/pdf/page-tree.ts';
import { PdfFile } from '../lib/pdf/pdf-file.ts';
import { isBlank, readVisibleLines } from './printed/visible-text.ts';

/**
 * Reports `draft-mark-missing` for each page with visible content but without a visible mark, and for a file without
 * the statement that explains the mark. The finished bytes are checked, because a style, a template or a drawing may
 * hide the mark.
 * @param bytes the finished file, before imposition
 * @param path path of the file in the output folder
 */
export function checkDraftMarks(bytes: Uint8Array, book: Book, path: string, report: Report): void {
  const { draftMark, publication } = book;
  if (draftMark === undefined) return;
  const file = PdfFile.read(bytes);
  const pages = collectPages(file).map((page) =>
    isBlank(file, page) ? undefined : readVisibleLines(file, page),
  );
  const { file: source } = publication.languageLocation;
  const reportMissing = (mark: string, page?: number): void =>
    report(
      diagnostic(
        'draft-mark-missing',
        { path, mark, ...(page && { page }) },
        { file: source, line: 1, column: 1 },
      ),
    );
  const statement = findDraftStatement(book);
  const all = pages.flatMap((lines) => lines ?? []);
  if (statement !== undefined && !containsWords(all, statement)) reportMissing(statement);
  for (const [index, lines] of pages.entries()) {
    if (lines !== undefined && !containsWords(lines, draftMark)) reportMissing(draftMark, index + 1);
  }
}
