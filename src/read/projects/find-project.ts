/** Finds the projects of other programs by the names of their files, without reading what they list. */
import { basename, dirname, join, posix, resolve } from 'node:path';
import type { FolderEntry } from '../../core/host.ts';
import type { Context } from '../../core/model/context.ts';
import { isMarkdownFile } from '../../lib/text/markdown-file.ts';
import { findFrontMatterBlock } from '../source/front-matter-block.ts';
import { readText } from '../source/read-source.ts';
import { BOOK_FILES, type BookSettings, readBookSettings } from './book-settings.ts';
import { PROJECT_MARKERS } from './project-markers.ts';

const SUMMARY_FILE = 'SUMMARY.md';

/** The program whose project it is; `chapters` is a folder of numbered files. */
export type ProjectKind = (typeof PROJECT_MARKERS)[number]['kind'] | 'chapters';

/** Where a project is. Paths are relative to the root. */
export interface ProjectFiles {
  readonly kind: ProjectKind;
  /** The folder that contains all files its pages may use. */
  readonly folder: string;
  /** The list of chapters, or the file or folder by which the project was found. */
  readonly file: string;
}

/** Returns the project that a folder is, or whose folder of sources it is. @param entries those of the folder */
export async function findProject(
  folder: string,
  entries: readonly FolderEntry[],
  context: Context,
): Promise<ProjectFiles | undefined> {
  const names = entries.map(({ name }) => name);
  for (const { kind, settings, ...others } of PROJECT_MARKERS) {
    const markers: readonly string[] = [...settings, ...('lists' in others ? others.lists : [])];
    const name = names.find((one) => markers.includes(one));
    if (name === undefined) continue;
    const found =
      kind === 'summary'
        ? await findSummary(folder, context)
        : { kind, folder, file: posix.join(folder, name) };
    if (found) return found;
  }
  const index = await findSiteIndex(folder, names, context);
  if (index !== undefined) return { kind: 'bookdown', folder, file: index };
  // Other programs have a `config.toml`, too.
  const config = names.find((name) => /^config\.(?:toml|ya?ml)$/.test(name));
  const isHugo = config !== undefined && names.includes('content');
  return isHugo ? { kind: 'hugo', folder, file: posix.join(folder, config) } : undefined;
}

/** Returns the `index.Rmd` whose front matter names the site of bookdown, which may have no settings beside it. */
async function findSiteIndex(
  folder: string,
  names: readonly string[],
  context: Context,
): Promise<string | undefined> {
  const name = names.find((one) => /^index\.rmd$/i.test(one));
  if (name === undefined) return undefined;
  const path = posix.join(folder, name);
  const source = await readText(path, { ...context, report: () => undefined });
  const settings = findFrontMatterBlock(source?.text ?? '')?.content ?? '';
  return /^site:[ \t]*["']?bookdown::/m.test(settings) ? path : undefined;
}

/** Numbers as files of chapters have them: `01-seeds`, `chapter 2`, `ch03`; a date is none. */
const NUMBERED = /^(?:\d{1,3}|(?:chapter|chap|ch|part|lesson|unit)[-_. ]?\d{1,3})(?:[-_. ]|$)/i;

/** Names of files that are beside numbered ones. */
const UNNUMBERED =
  /^(?:index|readme|introduction|intro|preface|foreword|prologue|conclusion|epilogue|afterword|appendix|glossary|dedication|acknowledgments)$/i;

/** Returns the book that a folder of numbered Markdown files is: two at least, and no file without a number but for the usual parts of a book. */
export function findNumberedChapters(
  folder: string,
  entries: readonly FolderEntry[],
): ProjectFiles | undefined {
  const files = entries.filter(
    ({ name, kind }) => kind === 'file' && isMarkdownFile(name) && !/^[._]/.test(name),
  );
  const stems = files.map(({ name }) => name.replace(/\.[^.]+$/, ''));
  const numbered = stems.filter((stem) => NUMBERED.test(stem));
  const isBook = numbered.length > 1 && stems.every((stem) => NUMBERED.test(stem) || UNNUMBERED.test(stem));
  const [first] = files;
  if (!isBook || first === undefined) return undefined;
  return { kind: 'chapters', folder, file: posix.join(folder, first.name) };
}

async function findSummary(folder: string, context: Context): Promise<ProjectFiles | undefined> {
  const exists = async (path: string): Promise<boolean> =>
    (await context.host.kind(join(context.root, path))) === 'file';
  const settings = await readSettingsIn(folder, { ...context, report: () => undefined });
  const inside = settings && posix.join(folder, settings.source, SUMMARY_FILE);
  if (inside !== undefined && !posix.relative(folder, inside).startsWith('..') && (await exists(inside))) {
    return { kind: 'summary', folder, file: inside };
  }
  const summary = posix.join(folder, SUMMARY_FILE);
  if (!(await exists(summary))) return undefined;
  const above = posix.dirname(folder);
  const isSources =
    above !== folder &&
    !folder.startsWith('..') &&
    (await readSettingsIn(above, { ...context, report: () => undefined }))?.source === basename(folder);
  return { kind: 'summary', folder: isSources ? above : folder, file: summary };
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
const GENERIC_FOLDER = /^(?:src|docs?|book|content|manuscript|website)$/i;

/** Returns the name that a book has without a title: that of its folder, or of the folder above a `src` or `docs`. */
export function nameFolder(folder: string, root: string): string {
  const path = resolve(root, folder);
  const name = basename(path);
  return (GENERIC_FOLDER.test(name) && basename(dirname(path))) || name;
}
