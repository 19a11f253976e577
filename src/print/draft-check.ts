/** Whether a finished file says what was promised of every page: that it is a draft, and that no clinician has reviewed it. */

import type { Report } from '../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import { draftStatement, says } from '../core/draft-statement.ts';
import type { Book } from '../core/model/book.ts';
import { pagesOf } from '../lib/pdf/page-tree.ts';
import { PdfFile } from '../lib/pdf/pdf-file.ts';
import { isBlank, visibleLines } from './printed/visible-text.ts';

/**
 * Reports `draft-mark-missing` for each page that people can read something on, but not the mark, and for a file that does not say what the
 * mark means. It looks at the finished bytes: a style, a template or a drawing may have hidden what the program has put there.
 * @param bytes finished, not laid out on sheets
 * @param path of the file in the output folder
 */
export function requireMarks(bytes: Uint8Array, book: Book, path: string, report: Report): void {
  const { draftMark, publication } = book;
  if (draftMark === undefined) return;
  const file = PdfFile.read(bytes);
  const pages = pagesOf(file).map((page) => (isBlank(file, page) ? undefined : visibleLines(file, page)));
  const { file: source } = publication.languagePlace;
  const miss = (mark: string, page?: number): void =>
    report(
      diagnostic(
        'draft-mark-missing',
        { path, mark, ...(page && { page }) },
        { file: source, line: 1, column: 1 },
      ),
    );
  const statement = draftStatement(book);
  const all = pages.flatMap((lines) => lines ?? []);
  if (statement !== undefined && !says(all, statement)) miss(statement);
  for (const [index, lines] of pages.entries()) {
    if (lines !== undefined && !says(lines, draftMark)) miss(draftMark, index + 1);
  }
}
