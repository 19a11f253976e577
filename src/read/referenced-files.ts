/** Reads the files that the metadata names: the bibliography and the cover. */
import { posix } from 'node:path';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Context } from '../core/model/context.ts';
import type { CslItem } from '../core/model/publication.ts';
import type { SourceLocation } from '../core/source-location.ts';
import { suggestName } from '../lib/text/nearest.ts';
import { listSiblingFiles, type ResolvedPath, resolveFrom } from '../runtime/guard/path-guard.ts';
import type { FileData, PublicationData } from './settings/publication-schema.ts';
import { readReferences } from './settings/references.ts';
import { readText } from './source/read-source.ts';
import type { LocatedData } from './source/yaml.ts';

/** Where the files lie that a publication names. Relative to the root. */
export interface ReferenceFolders {
  /** The folder that paths are relative to. */
  readonly folder: string;
  /** The folder that contains all files that may be used. */
  readonly territory: string;
}

/** The settings of a publication as a whole, from `publication.yaml` or from front matter. */
export type PublicationSettings = LocatedData<PublicationData> | LocatedData<FileData>;

/**
 * Reads the bibliography.
 * @returns `undefined` after a diagnostic: `file-withheld`, `references-missing`, those of {@link readText}
 * and {@link readReferences}
 */
export async function readBibliography(
  folders: ReferenceFolders,
  { data, location }: PublicationSettings,
  context: Context,
): Promise<ReadonlyMap<string, CslItem> | undefined> {
  const { references: file } = data;
  if (file === undefined) return new Map();
  const found = await resolveFrom(folders.territory, folders.folder, file, context);
  if (found.kind === 'withheld') {
    context.report(diagnostic('file-withheld', { path: file, reason: found.reason }, location('references')));
    return undefined;
  }
  if (found.kind !== 'inside') {
    const known = await listSiblingFiles(folders.folder, file, context);
    context.report(
      diagnostic('references-missing', { file, ...suggestName(file, known) }, location('references')),
    );
    return undefined;
  }
  const source = await readText(posix.join(folders.territory, found.path), context);
  return source === undefined ? undefined : readReferences(source, context.report);
}

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
