/** Reads the settings of a book of mdBook (`book.toml`) or of HonKit and GitBook (`book.json`). */
import type { TomlTable } from 'smol-toml';
import type { Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { SourceFile } from '../../core/source-location.ts';
import { findLiteral } from './script-literals.ts';

export const BOOK_FILES = ['book.toml', 'book.json', 'book.js'] as const;

/** What these settings say of a publication. */
export interface BookSettings {
  readonly title?: string;
  readonly description?: string;
  readonly language?: string;
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
export async function readBookSettings({ path, text }: SourceFile, report: Report): Promise<BookSettings> {
  if (path.endsWith('.js')) return readScript(text);
  const isToml = path.endsWith('.toml');
  try {
    const data: unknown = isToml ? (await import('smol-toml')).parse(text) : JSON.parse(text);
    const table = isTable(data) ? data : {};
    return isToml ? readToml(table) : readJson(table);
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    report(diagnostic('project-settings-broken', { reason }, { file: path, line: 1, column: 1 }));
    return { authors: [], isMdBook: isToml, source: isToml ? 'src' : '.' };
  }
}

type Table = Readonly<Record<string, unknown>> | TomlTable;

const isTable = (value: unknown): value is Table =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function readToml(data: Table): BookSettings {
  const book: Table = isTable(data.book) ? data.book : {};
  return { ...readCommon(book), isMdBook: true, source: readWords(book.src) ?? 'src' };
}

/** Reads `book.js`, whose texts are read and which is not run. */
function readScript(text: string): BookSettings {
  const keys = ['title', 'description', 'language', 'author'] as const;
  const table = Object.fromEntries(keys.map((key) => [key, findLiteral(text, key)]));
  return { ...readCommon(table), isMdBook: false, source: findLiteral(text, 'root') ?? '.' };
}

function readJson(data: Table): BookSettings {
  const structure: Table = isTable(data.structure) ? data.structure : {};
  const summary = readWords(structure.summary);
  const folder = summary?.includes('/') ? summary.replace(/\/[^/]*$/, '') : '.';
  return { ...readCommon(data), isMdBook: false, source: readWords(data.root) ?? folder };
}

function readCommon(table: Table): Omit<BookSettings, 'source' | 'isMdBook'> {
  const authors = [table.authors, table.author].flat().flatMap((name) => readWords(name) ?? []);
  const texts = (['title', 'description', 'language'] as const).flatMap((key) => {
    const words = readWords(table[key]);
    return words === undefined ? [] : [[key, words] as const];
  });
  return { ...Object.fromEntries(texts), authors };
}

const readWords = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
