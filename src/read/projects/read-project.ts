/** Reads a project of another program: its settings, and its chapters in their order. */
import { posix } from 'node:path';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Context } from '../../core/model/context.ts';
import { startOfFile } from '../../core/source-location.ts';
import { titleFromPath } from '../source/file-title.ts';
import { nameFolder, type ProjectFiles, type ProjectKind } from './find-project.ts';
import type { Listing } from './listing.ts';
import type { Outline, ReadOutline } from './outline.ts';

/** Loads the reader of a program. */
const READERS: Readonly<Record<ProjectKind, () => Promise<ReadOutline>>> = {
  summary: async () => (await import('./programs/book-of-summary.ts')).readSummaryOutline,
  quarto: async () => (await import('./programs/quarto.ts')).readQuarto,
  bookdown: async () => (await import('./programs/bookdown.ts')).readBookdown,
  myst: async () => (await import('./programs/myst.ts')).readMyst,
  mkdocs: async () => (await import('./programs/mkdocs.ts')).readMkDocs,
  docusaurus: async () => (await import('./programs/docusaurus.ts')).readDocusaurus,
  vuepress: async () => (await import('./programs/vuepress.ts')).readVuePress,
  leanpub: async () => (await import('./programs/leanpub.ts')).readLeanpub,
  hugo: async () => (await import('./programs/hugo.ts')).readHugo,
  jekyll: async () => (await import('./programs/jekyll.ts')).readJekyll,
  obsidian: async () => (await import('./programs/scanned.ts')).readFolderOutline,
  chapters: async () => (await import('./programs/scanned.ts')).readChaptersOutline,
};

/** A project whose chapters have paths relative to its folder. */
export interface Project extends Outline {
  readonly title: string;
}

/** Reads a project that was found. Diagnostics: `project-read`, `chapter-none`, `project-settings-broken` */
export async function readProject(files: ProjectFiles, context: Context): Promise<Project | undefined> {
  const { kind, folder, file } = files;
  const read = await READERS[kind]();
  const outline = await read(files, context);
  if (outline === undefined) return undefined;
  const chapters = outline.entries.filter((entry) => entry.kind === 'chapter').length;
  const start = startOfFile(file);
  context.report(diagnostic('project-read', { program: kind, chapters, ...outline.leftOut }, start));
  if (chapters === 0) context.report(diagnostic('chapter-none', {}, start));
  return {
    ...outline,
    title: outline.title ?? titleFromPath(`${nameFolder(folder, context.root)}.md`),
    entries: outline.entries.map(
      (entry): Listing =>
        entry.kind === 'chapter' ? { ...entry, path: posix.join(outline.base, entry.path) } : entry,
    ),
  };
}

/** Reads a `SUMMARY.md` beside a `publication.yaml`; nothing for one that lists no chapters. Diagnostic: `project-read` */
export async function readOwnSummary(path: string, context: Context): Promise<readonly Listing[]> {
  const { readSummaryFile } = await import('./programs/book-of-summary.ts');
  const summary = await readSummaryFile(path, false, context);
  const chapters = summary?.entries.filter(({ kind }) => kind === 'chapter').length ?? 0;
  if (summary === undefined || chapters === 0) return [];
  const start = startOfFile(path);
  context.report(diagnostic('project-read', { program: 'own', chapters, ...summary.leftOut }, start));
  return summary.entries;
}
