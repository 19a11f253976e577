/** Finds the cover that the metadata names. */
import { posix } from 'node:path';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Context } from '../core/model/context.ts';
import type { SourceLocation } from '../core/source-location.ts';
import { suggestName } from '../lib/text/nearest.ts';
import { listSiblingFiles, type ResolvedPath, resolveFrom } from '../runtime/guard/path-guard.ts';
import type { PublicationSettings, ReferenceFolders } from './references/reference-files.ts';

/**
 * Finds the cover image. Diagnostics: `image-outside`, `file-withheld`, `image-missing`. The renderer checks
 * its format.
 * @returns the path relative to the root
 */
export async function findCover(
  folders: ReferenceFolders,
  { data, location, isLenient }: PublicationSettings,
  context: Context,
): Promise<string | undefined> {
  const { cover } = data;
  if (cover === undefined) return undefined;
  const found = await resolveFrom(folders.territory, folders.folder, cover, context);
  if (found.kind === 'inside') return posix.join(folders.territory, found.path);
  const problem = await describeCoverProblem(found, cover, folders, location('cover'), context);
  // Other programs have addresses of a website here. Without the image, a cover is drawn.
  context.report(isLenient ? { ...problem, severity: 'warning' } : problem);
  return undefined;
}

async function describeCoverProblem(
  found: Exclude<ResolvedPath, { readonly kind: 'inside' }>,
  path: string,
  { folder }: ReferenceFolders,
  location: SourceLocation,
  context: Context,
): Promise<Diagnostic> {
  if (found.kind === 'outside') return diagnostic('image-outside', { path }, location);
  if (found.kind === 'withheld') return diagnostic('file-withheld', { path, reason: found.reason }, location);
  return diagnostic(
    'image-missing',
    { path, ...suggestName(path, await listSiblingFiles(folder, path, context)) },
    location,
  );
}
