/** Finds publications in `content/`, or at the paths that the user gives. */
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { FolderEntry } from '../core/host.ts';
import type { Context } from '../core/model/context.ts';
import { startOfFile } from '../core/source-location.ts';
import { isMarkdownFile, leaveOutSources } from '../lib/text/markdown-file.ts';
import { compareNames } from '../lib/text/natural-order.ts';
import { suggestName } from '../lib/text/nearest.ts';
import {
  findNumberedChapters,
  findProject,
  nameFolder,
  type ProjectFiles,
  type ProjectKind,
} from './projects/find-project.ts';
import { separateIds } from './publication-ids.ts';
import { acceptedNames, PUBLICATION_FILE } from './settings/settings-file.ts';
import { deriveId } from './source/file-id.ts';

/** A publication found and not yet read. Paths are relative to the root, with `/`. */
export interface PublicationRef {
  /** Folder name in `dist/`, unless the metadata sets another. */
  readonly id: string;
  readonly form: 'folder' | 'file';
  /** The folder that contains all files its pages may use. */
  readonly folder: string;
  /**
   * Its `publication.yaml`, possibly misnamed (`settings-misnamed` is reported later), the Markdown file, or the
   * file or folder by which a project was found, such as its `SUMMARY.md`.
   */
  readonly file: string;
  /** The program whose project it is; absent: it is a publication of ours. */
  readonly project?: ProjectKind;
}

const CONTENT = 'content';
const MANIFESTS = acceptedNames(PUBLICATION_FILE);

/** `README.md` describes the folder; names that begin with `_` or `.` are excluded on purpose. */
const isIgnored = (name: string): boolean =>
  /^[._]/.test(name) || (/^readme\.[^.]+$/i.test(name) && isMarkdownFile(name));

/**
 * Finds the publications that the inputs name. Diagnostics: `publication-missing`, `publication-none`.
 * @param inputs paths (a publication, a folder of them, a `.md` file) or names of publications in `content/`;
 * when empty, all of `content/`
 * @returns each publication once, in the order of the inputs
 */
export async function discover(
  inputs: readonly string[],
  context: Context,
): Promise<readonly PublicationRef[]> {
  const found: PublicationRef[] = [];
  for (const name of inputs) found.push(...(await findByName(name, context)));
  if (inputs.length === 0) found.push(...(await findBelow(CONTENT, context)));
  const refs = separateIds([...new Map(found.map((ref) => [ref.file, ref])).values()]);
  if (inputs.length === 0 && refs.length === 0) {
    context.report(diagnostic('publication-none', { folder: CONTENT }));
  }
  return refs;
}

async function findByName(name: string, context: Context): Promise<readonly PublicationRef[]> {
  for (const path of [name, join(CONTENT, name), join(CONTENT, `${name}.md`)]) {
    const local = toRelativePath(path, context.root);
    const kind = await context.host.kind(join(context.root, local));
    if (kind === 'folder') {
      const refs = (await findNamedChapters(local, context)) ?? (await findBelow(local, context));
      if (refs.length === 0) context.report(diagnostic('publication-none', { folder: name }));
      return refs;
    }
    if (kind !== undefined && (isMarkdownFile(local) || MANIFESTS.includes(basename(local)))) {
      return [await findRefForFile(local, context)];
    }
  }
  const known = (await findBelow(CONTENT, context)).map(({ id }) => id);
  context.report(diagnostic('publication-missing', { name: name, ...suggestName(name, known) }));
  return [];
}

/** Returns the book that a named folder of numbered files is; one that is only found below another is none. */
async function findNamedChapters(
  folder: string,
  context: Context,
): Promise<readonly PublicationRef[] | undefined> {
  if (toPosixPath(folder) === CONTENT) return undefined;
  const entries = await context.host.list(join(context.root, folder));
  if (findManifest(entries) !== undefined) return undefined;
  const path = toPosixPath(folder);
  const book = findNumberedChapters(path, entries);
  if (book === undefined || (await findProject(path, entries, context))) return undefined;
  return [buildProjectRef(book, context.root)];
}

/** Returns the publication that the file belongs to: for a chapter, that of its folder. */
async function findRefForFile(path: string, { root, host }: Context): Promise<PublicationRef> {
  const folder = dirname(path);
  for (const name of MANIFESTS) {
    if ((await host.kind(join(root, folder, name))) !== undefined) return buildFolderRef(folder, name, root);
  }
  return buildFileRef(path);
}

function buildFileRef(path: string): PublicationRef {
  return { id: deriveId(path), form: 'file', folder: toPosixPath(dirname(path)), file: toPosixPath(path) };
}

function buildFolderRef(folder: string, manifest: string, root: string): PublicationRef {
  const id = deriveId(`${basename(resolve(root, folder))}.`);
  return { id, form: 'folder', folder: toPosixPath(folder), file: toPosixPath(join(folder, manifest)) };
}

/**
 * Returns the manifest's name, whatever kind of entry it is: the reader reports a folder or a dangling link.
 */
const findManifest = (entries: readonly FolderEntry[]): string | undefined =>
  MANIFESTS.find((manifest) => entries.some(({ name }) => name === manifest));

function buildProjectRef({ kind, folder, file }: ProjectFiles, root: string): PublicationRef {
  const id = deriveId(`${nameFolder(folder, root)}.`);
  return { id, form: 'folder', folder, file, project: kind };
}

/** The state of one search below a folder. */
interface Search {
  readonly context: Context;
  readonly refs: PublicationRef[];
  /** Real paths of the folders already listed. */
  readonly listed: Set<string>;
  /** Links to folders. They are followed last, because a folder is to be found under its own name first. */
  readonly links: string[];
}

/**
 * Finds all publications below a folder: each folder with a `publication.yaml`, and each Markdown file
 * elsewhere. Lists each folder once, however many links lead to it.
 */
async function findBelow(folder: string, context: Context): Promise<readonly PublicationRef[]> {
  const { root, host } = context;
  if ((await host.kind(join(root, folder))) !== 'folder') return [];
  const search: Search = { context, refs: [], listed: new Set(), links: [folder] };
  for (const link of search.links) await listFolder(link, await host.resolve(join(root, link)), search);
  return search.refs.sort((one, other) => comparePaths(one.file.split('/'), other.file.split('/')));
}

/** Adds the publications in a folder to the search. @param real the folder's path with all links followed */
async function listFolder(folder: string, real: string, search: Search): Promise<void> {
  const { root, host } = search.context;
  if (search.listed.has(real)) return;
  search.listed.add(real);
  const entries = await host.list(join(root, folder));
  const manifest = findManifest(entries);
  if (manifest !== undefined) {
    search.refs.push(buildFolderRef(folder, manifest, root));
    return;
  }
  const project = await findProject(toPosixPath(folder), entries, search.context);
  if (project) {
    search.refs.push(buildProjectRef(project, root));
    return;
  }
  for (const entry of leaveOutSources(entries)) {
    if (!isIgnored(entry.name) && entry.name !== 'node_modules')
      await visitEntry(entry, folder, real, search);
  }
}

async function visitEntry(
  { name, kind, targetKind }: FolderEntry,
  folder: string,
  real: string,
  search: Search,
): Promise<void> {
  const { report } = search.context;
  const path = join(folder, name);
  if (kind === 'outside' && targetKind === 'folder') {
    report(diagnostic('file-outside', {}, startOfFile(toPosixPath(path))));
  } else if (kind === 'folder') {
    if (targetKind === undefined) await listFolder(path, join(real, name), search);
    else search.links.push(path);
  } else if (isMarkdownFile(name)) search.refs.push(buildFileRef(path));
}

/** Compares paths part by part, so that a folder's content sorts at the place of the folder's name. */
function comparePaths(one: readonly string[], other: readonly string[]): number {
  const at = one.findIndex((part, index) => part !== other[index]);
  const [a = '', b = ''] = [one[at], other[at]];
  return a < b ? -1 : Number(a > b);
}

function toRelativePath(path: string, root: string): string {
  return isAbsolute(path) ? relative(root, path) || '.' : path;
}

function toPosixPath(path: string): string {
  return path.split(sep).join('/');
}

/**
 * Lists the Markdown files of a publication's folder in natural order of their names: `2-b.md` before
 * `10-a.md`.
 */
export async function listChapterFiles(folder: string, { root, host }: Context): Promise<readonly string[]> {
  return leaveOutSources(await host.list(join(root, folder)))
    .filter(({ name, kind }) => kind !== 'folder' && isMarkdownFile(name) && !isIgnored(name))
    .map(({ name }) => name)
    .sort(compareNames);
}
