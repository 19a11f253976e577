/** Reads the settings of a book of mdBook (`book.toml`) or of HonKit and GitBook (`book.json`). */
import type { Report } from '../../core/diagnostics/diagnostic.ts';
import type { SourceFile } from '../../core/source-location.ts';
import { type ForeignValue, namesAt, parseForeign, textAt, valueAt } from './foreign-value.ts';
import { findLiteral } from './script-literals.ts';

export const BOOK_FILES = ['book.toml', 'book.json', 'book.js'] as const;

/** What these settings say of a publication. */
export interface BookSettings {
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly language?: string | undefined;
  readonly authors: readonly string[];
  /** Whether it is a book of mdBook. */
  readonly isMdBook: boolean;
  /** The folder of `SUMMARY.md`, relative to that of the settings. */
  readonly source: string;
}

/**
 * Reads the settings; other keys have no meaning here. A file that cannot be read counts as empty.
 * Diagnostic: `project-settings-broken`.
 */
export async function readBookSettings(source: SourceFile, report: Report): Promise<BookSettings> {
  if (source.path.endsWith('.js')) return readScript(source.text);
  const data = await parseForeign(source, report);
  if (source.path.endsWith('.toml')) {
    const book = valueAt(data, 'book');
    return { ...readCommon(book), isMdBook: true, source: textAt(book, 'src') ?? 'src' };
  }
  const summary = textAt(data, 'structure', 'summary') ?? '';
  const folder = summary.includes('/') ? summary.replace(/\/[^/]*$/, '') : '.';
  return { ...readCommon(data), isMdBook: false, source: textAt(data, 'root') ?? folder };
}

/** Reads `book.js`, whose texts are read and which is not run. */
function readScript(text: string): BookSettings {
  const author = findLiteral(text, 'author');
  return {
    title: findLiteral(text, 'title'),
    description: findLiteral(text, 'description'),
    language: findLiteral(text, 'language'),
    authors: author === undefined ? [] : [author],
    isMdBook: false,
    source: findLiteral(text, 'root') ?? '.',
  };
}

const readCommon = (book: ForeignValue): Omit<BookSettings, 'source' | 'isMdBook'> => ({
  title: textAt(book, 'title'),
  description: textAt(book, 'description'),
  language: textAt(book, 'language'),
  authors: [...namesAt(book, 'authors'), ...namesAt(book, 'author')],
});
