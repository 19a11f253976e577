/** Writes plain text and addresses in Markdown. */
import { findDraftStatement } from '../../core/draft-statement.ts';
import type { Book } from '../../core/model/book.ts';

/** Characters that mean something in a line of CommonMark. */
const SIGNS = /[\\`*_[\]<>&#~|]/g;
/** What begins a list, a quotation or a heading at the start of a line. */
const BLOCK_START = /^(?:([-+=])|(\d{1,9})([.)]))/;

/** Writes a plain text in one line, so that Markdown shows it as it is. */
export const writeText = (text: string): string =>
  text
    .replace(/[\s\p{Control}]+/gu, ' ')
    .trim()
    .replace(SIGNS, '\\$&')
    .replace(BLOCK_START, (_, sign?: string, number = '', dot = '') =>
      sign ? `\\${sign}` : `${number}\\${dot}`,
    );

/** Writes a link. @param address a valid URL */
export const writeLink = (title: string, address: string): string =>
  `[${writeText(title)}](${address.replace(/[()]/g, (sign) => (sign === '(' ? '%28' : '%29'))})`;

/** Returns the lines that begin a text of a draft: its mark and what explains it. None for a published text. */
export function writeDraftLines(book: Book): readonly string[] {
  const statement = findDraftStatement(book);
  if (book.draftMark === undefined) return [];
  const explained = statement === undefined ? [] : ['>', `> ${writeText(statement)}`];
  return [`> **${writeText(book.draftMark)}**`, ...explained, ''];
}
