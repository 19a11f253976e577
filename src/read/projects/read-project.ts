/** Reads a book of another program: its settings, and its chapters in their order. */
import { posix } from 'node:path';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Context } from '../../core/model/context.ts';
import { parseMarkdown } from '../markdown/parse.ts';
import { titleFromPath } from '../source/file-title.ts';
import { readText } from '../source/read-source.ts';
import type { BookSettings } from './book-settings.ts';
import { nameFolder, type ProjectFiles, readSettingsIn } from './find-project.ts';
import { type ListedFile, readSummary } from './summary.ts';

/** A book of another program. */
export interface Project {
  readonly title: string;
  readonly settings: BookSettings | undefined;
  /** Paths are relative to the folder of the book. */
  readonly files: readonly ListedFile[];
}

/** Reads a book that was found. Diagnostic: `project-read`. */
export async function readProject(
  { folder, summary }: ProjectFiles,
  context: Context,
): Promise<Project | undefined> {
  const source = await readText(summary, context);
  const tree = source && parseMarkdown(source, () => undefined);
  if (!source || !tree) return undefined;
  const settings = await readSettingsIn(folder, context);
  const { title, files } = readSummary(tree, source);
  const base = posix.relative(folder, posix.dirname(summary));
  const start = { file: summary, line: 1, column: 1 };
  context.report(diagnostic('project-read', { chapters: files.length }, start));
  return {
    title: settings?.title ?? title ?? titleFromPath(`${nameFolder(folder, context.root)}.md`),
    settings,
    files: files.map((file) => ({ ...file, path: posix.join(base, file.path) })),
  };
}
