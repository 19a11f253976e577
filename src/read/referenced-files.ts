/** The files that the metadata names: the bibliography and the cover. */
import { posix } from 'node:path';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Context } from '../core/model/context.ts';
import type { CslItem } from '../core/model/publication.ts';
import type { Place } from '../core/source-location.ts';
import { near } from '../lib/text/nearest.ts';
import { type Fenced, findInside, siblings } from '../runtime/guard/path-guard.ts';
import type { Target } from './discover.ts';
import type { FileData, PublicationData } from './settings/publication-schema.ts';
import { readReferences } from './settings/references.ts';
import { readText } from './source/read-source.ts';
import type { Located } from './source/yaml.ts';

/** What is said of a publication as a whole, in a file of its own or in front matter. */
export type Head = Located<PublicationData> | Located<FileData>;

/** @returns no items after a diagnostic: `references-missing`, those of {@link readText} and {@link readReferences} */
export async function namedReferences(
  target: Target,
  { data, place }: Head,
  context: Context,
): Promise<ReadonlyMap<string, CslItem>> {
  const { references: file } = data;
  if (file === undefined) return new Map();
  const found = await findInside(target.folder, file, context);
  if (found.found === 'withheld') {
    context.report(diagnostic('file-withheld', { path: file, why: found.why }, place('references')));
    return new Map();
  }
  if (found.found !== 'inside') {
    const known = await siblings(target.folder, file, context);
    context.report(diagnostic('references-missing', { file, ...near(file, known) }, place('references')));
    return new Map();
  }
  const source = await readText(posix.join(target.folder, found.path), context);
  return source === undefined ? new Map() : readReferences(source, context.report);
}

/**
 * Diagnostics: `image-outside`, `file-withheld`, `image-missing`. What kind of image it is, is seen when it is rendered.
 * @returns the path relative to the root
 */
export async function namedCover(
  target: Target,
  { data, place }: Head,
  context: Context,
): Promise<string | undefined> {
  const { cover } = data;
  if (cover === undefined) return undefined;
  const found = await findInside(target.folder, cover, context);
  if (found.found === 'inside') return posix.join(target.folder, found.path);
  context.report(await coverProblem(found, cover, target, place('cover'), context));
  return undefined;
}

async function coverProblem(
  found: Exclude<Fenced, { readonly found: 'inside' }>,
  path: string,
  { folder }: Target,
  place: Place,
  context: Context,
): Promise<Diagnostic> {
  if (found.found === 'outside') return diagnostic('image-outside', { path }, place);
  if (found.found === 'withheld') return diagnostic('file-withheld', { path, why: found.why }, place);
  return diagnostic('image-missing', { path, ...near(path, await siblings(folder, path, context)) }, place);
}
