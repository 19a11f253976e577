/** Finds the books of other programs: the folder of a `SUMMARY.md`, with `book.toml` or `book.json` or alone. */
import { basename, dirname, join, posix, resolve } from 'node:path';
import type { FolderEntry } from '../../core/host.ts';
import type { Context } from '../../core/model/context.ts';
import { readText } from '../source/read-source.ts';
import { BOOK_FILES, type BookSettings, readBookSettings } from './book-settings.ts';

const SUMMARY_FILE = 'SUMMARY.md';

/** Where a book is. Paths are relative to the root. */
export interface ProjectFiles {
  /** The folder that contains all files its pages may use. */
  readonly folder: string;
  /** The list of chapters. */
  readonly summary: string;
}

/** Returns whether the entries of a folder are worth a look: most folders have none of these files. */
export const mayBeProject = (entries: readonly FolderEntry[]): boolean =>
  entries.some(({ name }) => name === SUMMARY_FILE || (BOOK_FILES as readonly string[]).includes(name));

/** Returns the book that a folder is, or whose folder of sources it is. */
export async function findProject(folder: string, context: Context): Promise<ProjectFiles | undefined> {
  const exists = async (path: string): Promise<boolean> =>
    (await context.host.kind(join(context.root, path))) === 'file';
  const settings = await readSettingsIn(folder, { ...context, report: () => undefined });
  const inside = settings && posix.join(folder, settings.source, SUMMARY_FILE);
  if (inside !== undefined && !posix.relative(folder, inside).startsWith('..') && (await exists(inside))) {
    return { folder, summary: inside };
  }
  const summary = posix.join(folder, SUMMARY_FILE);
  if (!(await exists(summary))) return undefined;
  const above = posix.dirname(folder);
  const isSources =
    above !== folder &&
    !folder.startsWith('..') &&
    (await readSettingsIn(above, { ...context, report: () => undefined }))?.source === basename(folder);
  return { folder: isSources ? above : folder, summary };
}

/** Reads the settings of a book in a folder; nothing if there are none. Diagnostic: `project-settings-broken`. */
export async function readSettingsIn(folder: string, context: Context): Promise<BookSettings | undefined> {
  for (const name of BOOK_FILES) {
    const path = posix.join(folder, name);
    if ((await context.host.kind(join(context.root, path))) !== 'file') continue;
    const source = await readText(path, context);
    return source && readBookSettings(source, context.report);
  }
  return undefined;
}

/** Names of folders that say nothing of the book in them. */
const GENERIC_FOLDER = /^(?:src|docs?|book|content)$/i;

/** Returns the name that a book has without a title: that of its folder, or of the folder above a `src` or `docs`. */
export function nameFolder(folder: string, root: string): string {
  const path = resolve(root, folder);
  const name = basename(path);
  return (GENERIC_FOLDER.test(name) && basename(dirname(path))) || name;
}
