/** Reads a book of another program: its settings, and its chapters in their order. */
import { posix } from 'node:path';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Context } from '../../core/model/context.ts';
import { parseMarkdown } from '../markdown/parse.ts';
import { titleFromPath } from '../source/file-title.ts';
import { readText } from '../source/read-source.ts';
import type { BookSettings } from './book-settings.ts';
import { nameFolder, type ProjectFiles, readSettingsIn } from './find-project.ts';
import type { Listing } from './listing.ts';
import { readSummary, type Summary } from './summary.ts';

/** A book of another program. */
export interface Project {
  readonly title: string;
  readonly settings: BookSettings | undefined;
  /** Paths are relative to the folder of the book. */
  readonly entries: readonly Listing[];
  /** Folder of the sources, relative to that of the book. */
  readonly base: string;
}

/** Reads a book that was found. Diagnostic: `project-read`. */
export async function readProject(
  { folder, summary }: ProjectFiles,
  context: Context,
): Promise<Project | undefined> {
  const settings = await readSettingsIn(folder, context);
  const read = await readSummaryFile(summary, { isMdBook: settings?.isMdBook === true }, context);
  if (read === undefined) return undefined;
  const { title, entries } = read;
  const base = posix.relative(folder, posix.dirname(summary));
  return {
    title: settings?.title ?? title ?? titleFromPath(`${nameFolder(folder, context.root)}.md`),
    settings,
    entries: entries.map((entry) =>
      entry.kind === 'chapter' ? { ...entry, path: posix.join(base, entry.path) } : entry,
    ),
    base,
  };
}

/** What a list belongs to. */
export interface SummaryOwner {
  readonly isMdBook: boolean;
  /** Whether it belongs to a `publication.yaml`; then a list without chapters is no list. */
  readonly isOwn?: boolean;
}

/** Reads a list of chapters. Diagnostic: `project-read` */
export async function readSummaryFile(
  path: string,
  { isMdBook, isOwn = false }: SummaryOwner,
  context: Context,
): Promise<Summary | undefined> {
  const source = await readText(path, context);
  const tree = source && parseMarkdown(source, () => undefined);
  if (!source || !tree) return undefined;
  const summary = readSummary(tree, source, isMdBook);
  const chapters = summary.entries.filter(({ kind }) => kind === 'chapter').length;
  if (chapters === 0 && isOwn) return undefined;
  const start = { file: path, line: 1, column: 1 };
  context.report(diagnostic('project-read', { chapters, ...summary.leftOut, isOwn }, start));
  return summary;
}
