/** Finds the file that an include names, within the folder of its project. */
import { posix } from 'node:path';
import { HostError } from '../../core/host.ts';
import type { Context } from '../../core/model/context.ts';
import { suggestName } from '../../lib/text/nearest.ts';
import { findFileByName } from '../../runtime/guard/file-by-name.ts';
import { listSiblingFiles, type ResolvedPath, resolveInside } from '../../runtime/guard/path-guard.ts';
import type { IncludedFile, PathBase } from './include-mark.ts';

/** Where an include is written. Paths are relative to the root. */
export interface IncludePlace {
  /** The file with the mark. */
  readonly file: string;
  readonly chapter: string;
  /** The folder that contains all files that may be included. */
  readonly project: string;
}

/** `found`: the path relative to the root. */
export type LocatedFile =
  | { readonly kind: 'found'; readonly path: string }
  | { readonly kind: 'missing'; readonly near?: string }
  | { readonly kind: 'outside' | 'remote' }
  | Extract<ResolvedPath, { readonly kind: 'withheld' }>;

/** Tries the places where a path may begin. A path from the root is one in the folder of the project. */
export async function locateIncludedFile(
  { path, bases, isName = false }: IncludedFile,
  place: IncludePlace,
  context: Context,
): Promise<LocatedFile> {
  if (/^(?:https?:)?\/\//i.test(path)) return { kind: 'remote' };
  if (/^[a-z][a-z0-9+.-]+:/i.test(path)) return { kind: 'outside' };
  if (isName) return locateByName(path, place, context);
  const written = path.replaceAll('\\', '/');
  const missing: { readonly folder: string; readonly path: string }[] = [];
  let withheld: LocatedFile | undefined;
  for (const folder of listFolders(written, bases, place)) {
    const within = posix.relative(place.project, posix.join(folder, written));
    const found = await resolveSafely(place.project, within, context);
    if (found.kind === 'inside') return { kind: 'found', path: posix.join(place.project, found.path) };
    if (found.kind === 'withheld') withheld ??= found;
    if (found.kind === 'missing') missing.push({ folder, path: within });
  }
  if (withheld !== undefined) return withheld;
  const [first] = missing;
  if (first === undefined || posix.isAbsolute(written)) return { kind: 'outside' };
  const { near } = suggestName(first.path, await listSiblingFiles(place.project, first.path, context));
  if (near === undefined) return { kind: 'missing' };
  return { kind: 'missing', near: posix.relative(first.folder, posix.join(place.project, near)) };
}

async function locateByName(
  name: string,
  { file, project: folder }: IncludePlace,
  context: Context,
): Promise<LocatedFile> {
  const from = posix.relative(folder, posix.dirname(file)) || '.';
  const within = await findFileByName(name, { folder, from }, context);
  if (within === undefined) return { kind: 'missing' };
  const found = await resolveSafely(folder, within, context);
  if (found.kind === 'inside') return { kind: 'found', path: posix.join(folder, found.path) };
  return found.kind === 'missing' ? { kind: 'missing' } : found;
}

function listFolders(path: string, bases: readonly PathBase[], place: IncludePlace): readonly string[] {
  const { file, chapter, project } = place;
  const docs = posix.join(project, 'docs');
  if (posix.isAbsolute(path)) return [project, docs];
  const folders = { file: posix.dirname(file), chapter: posix.dirname(chapter), project, docs };
  return [...new Set(bases.map((base) => folders[base]))];
}

/** A name that is too long for the disk, or contains U+0000, is missing. */
async function resolveSafely(folder: string, path: string, context: Context): Promise<ResolvedPath> {
  try {
    return await resolveInside(folder, path, context);
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return { kind: 'missing', path };
  }
}
