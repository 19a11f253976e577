/** Where publications are: in `content/`, or where somebody points. */
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Entry } from '../core/host.ts';
import type { Context } from '../core/model/context.ts';
import { near } from '../lib/text/nearest.ts';
import { namesFor, PUBLICATION_FILE } from './settings/settings-file.ts';
import { idOf } from './source/file-id.ts';

/** A publication found and not yet read. Paths are relative to the root, with `/`. */
export interface Target {
  /** Folder name in `dist/`, unless the metadata says another. */
  readonly id: string;
  readonly form: 'folder' | 'file';
  /** What holds everything that may get into its pages. */
  readonly folder: string;
  /** Its `publication.yaml`, by whatever name it is meant to be one, or the Markdown file. */
  readonly file: string;
}

const CONTENT = 'content';
const MANIFESTS = namesFor(PUBLICATION_FILE);
const isMarkdown = (name: string): boolean => /\.(?:md|markdown)$/i.test(name);

/** `README.md` is about the folder; names with `_` or `.` in front are set aside on purpose. */
const isSetAside = (name: string): boolean => /^(?:readme\.(?:md|markdown)|[._].*)$/i.test(name);

/**
 * @param what paths (a publication, a folder of them, a `.md` file) or names of publications in `content/`; when empty,
 * all of `content/`
 * @returns each publication once, in order. Diagnostics: `publication-missing`, `publication-none`
 */
export async function discover(what: readonly string[], context: Context): Promise<readonly Target[]> {
  const found: Target[] = [];
  for (const name of what) found.push(...(await findNamed(name, context)));
  if (what.length === 0) found.push(...(await findAll(CONTENT, context)));
  const targets = [...new Map(found.map((target) => [target.file, target])).values()];
  if (what.length === 0 && targets.length === 0) {
    context.report(diagnostic('publication-none', { folder: CONTENT }));
  }
  return targets;
}

async function findNamed(name: string, context: Context): Promise<readonly Target[]> {
  for (const path of [name, join(CONTENT, name), join(CONTENT, `${name}.md`)]) {
    const local = localPath(path, context.root);
    const kind = await context.host.kind(join(context.root, local));
    if (kind === 'folder') {
      const targets = await findAll(local, context);
      if (targets.length === 0) context.report(diagnostic('publication-none', { folder: name }));
      return targets;
    }
    if (kind !== undefined && (isMarkdown(local) || MANIFESTS.includes(basename(local)))) {
      return [await fileTarget(local, context)];
    }
  }
  const known = (await findAll(CONTENT, context)).map(({ id }) => id);
  context.report(diagnostic('publication-missing', { what: name, ...near(name, known) }));
  return [];
}

/** A chapter stands for the publication it belongs to. */
async function fileTarget(path: string, { root, host }: Context): Promise<Target> {
  const folder = dirname(path);
  for (const name of MANIFESTS) {
    if ((await host.kind(join(root, folder, name))) !== undefined) return folderTarget(folder, name, root);
  }
  return loneFile(path);
}

function loneFile(path: string): Target {
  return { id: idOf(path), form: 'file', folder: slashes(dirname(path)), file: slashes(path) };
}

function folderTarget(folder: string, manifest: string, root: string): Target {
  const id = idOf(`${basename(resolve(root, folder))}.`);
  return { id, form: 'folder', folder: slashes(folder), file: slashes(join(folder, manifest)) };
}

/** Whatever stands in its place: what is no file, or a link to nothing, is told of by whoever reads it. */
const manifestIn = (entries: readonly Entry[]): string | undefined =>
  MANIFESTS.find((manifest) => entries.some(({ name }) => name === manifest));

/** A search below one folder. */
interface Search {
  readonly context: Context;
  readonly targets: Target[];
  /** Where the folders really are that were listed. */
  readonly listed: Set<string>;
  /** Links to folders, which are followed when all that is no link has been listed: a folder has its own name first. */
  readonly links: string[];
}

/**
 * All publications below a folder: a folder with a `publication.yaml` is one, and so is each Markdown file elsewhere. However
 * many links lead to a folder, it is listed once.
 */
async function findAll(folder: string, context: Context): Promise<readonly Target[]> {
  const { root, host } = context;
  if ((await host.kind(join(root, folder))) !== 'folder') return [];
  const search: Search = { context, targets: [], listed: new Set(), links: [folder] };
  for (const link of search.links) await listFolder(link, await host.resolve(join(root, link)), search);
  return search.targets.sort((one, other) => compareParts(one.file.split('/'), other.file.split('/')));
}

/** @param real the folder's path with all links followed */
async function listFolder(folder: string, real: string, search: Search): Promise<void> {
  const { root, host } = search.context;
  if (search.listed.has(real)) return;
  search.listed.add(real);
  const entries = await host.list(join(root, folder));
  const manifest = manifestIn(entries);
  if (manifest !== undefined) {
    search.targets.push(folderTarget(folder, manifest, root));
    return;
  }
  for (const entry of entries) {
    if (!isSetAside(entry.name) && entry.name !== 'node_modules') await findIn(entry, folder, real, search);
  }
}

async function findIn(
  { name, kind, leadsTo }: Entry,
  folder: string,
  real: string,
  search: Search,
): Promise<void> {
  const { report } = search.context;
  const path = join(folder, name);
  if (kind === 'outside' && leadsTo === 'folder') {
    report(diagnostic('file-outside', {}, { file: slashes(path), line: 1, column: 1 }));
  } else if (kind === 'folder') {
    if (leadsTo === undefined) await listFolder(path, join(real, name), search);
    else search.links.push(path);
  } else if (isMarkdown(name)) search.targets.push(loneFile(path));
}

/** As folders are listed: what is in one stands where its name does. */
function compareParts(one: readonly string[], other: readonly string[]): number {
  const at = one.findIndex((part, index) => part !== other[index]);
  const [a = '', b = ''] = [one[at], other[at]];
  return a < b ? -1 : Number(a > b);
}

function localPath(path: string, root: string): string {
  return isAbsolute(path) ? relative(root, path) || '.' : path;
}

function slashes(path: string): string {
  return path.split(sep).join('/');
}

/** Markdown files of a publication's folder, in the order of their names: `2-b.md` before `10-a.md`. */
export async function chapterFiles(folder: string, { root, host }: Context): Promise<readonly string[]> {
  const order = new Intl.Collator('en', { numeric: true });
  return (await host.list(join(root, folder)))
    .filter(({ name, kind }) => kind !== 'folder' && isMarkdown(name) && !isSetAside(name))
    .map(({ name }) => name)
    .sort((one, other) => order.compare(one, other) || (one < other ? -1 : 1));
}
