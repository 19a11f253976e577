/** Finds snippets that no text includes, in folders that are for nothing else. */
import { join, posix } from 'node:path';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { FolderEntry } from '../../core/host.ts';
import type { Context } from '../../core/model/context.ts';
import { startOfFile } from '../../core/source-location.ts';
import { isMarkdownFile } from '../../lib/text/markdown-file.ts';

/** Names of the folders of MkDocs, Sphinx, Jekyll and Docusaurus. */
const SNIPPET_FOLDER = /^_?(?:snippets?|includes?|partials?)$/i;

/** How many files are looked at. */
const MAX_FILES = 5000;

/** What the texts of a project use. Paths are relative to the root, with `/`. */
export interface UsedFiles {
  /** The files of the publications and of their chapters. */
  readonly texts: ReadonlySet<string>;
  isIncluded(file: string): boolean;
}

/** Looks beside the texts and in all folders above them. Diagnostic: `snippet-unused`. */
export async function reportUnusedSnippets(used: UsedFiles, context: Context): Promise<void> {
  const folders = new Set<string>();
  for (const text of used.texts) {
    for (let at = posix.dirname(text); !folders.has(at) && !at.startsWith('..'); at = posix.dirname(at)) {
      folders.add(at);
    }
  }
  const search = { context, files: new Set<string>() };
  for (const folder of folders) {
    for (const { name, kind } of await listFolder(folder, context)) {
      const isOfSnippets = kind === 'folder' && SNIPPET_FOLDER.test(name);
      if (isOfSnippets) await collectFiles(posix.join(folder, name), search);
    }
  }
  for (const file of [...search.files].sort()) {
    if (used.texts.has(file) || used.isIncluded(file)) continue;
    context.report(diagnostic('snippet-unused', { path: file }, startOfFile(file)));
  }
}

async function collectFiles(
  folder: string,
  search: { readonly context: Context; readonly files: Set<string> },
): Promise<void> {
  for (const { name, kind, targetKind } of await listFolder(folder, search.context)) {
    const path = posix.join(folder, name);
    const isText = isMarkdownFile(name) && !/^(?:\.|readme\.)/i.test(name);
    if (search.files.size >= MAX_FILES || targetKind !== undefined) continue;
    if (kind === 'folder' && !name.startsWith('.')) await collectFiles(path, search);
    else if (kind === 'file' && isText) search.files.add(path);
  }
}

/** Returns nothing for a folder that cannot be read. */
const listFolder = (folder: string, { root, host }: Context): Promise<readonly FolderEntry[]> =>
  host.list(join(root, folder)).catch(() => []);
