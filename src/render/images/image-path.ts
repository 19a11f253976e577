/** Resolves the address of an image to a file inside the publication's folder. */
import { posix } from 'node:path';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { HostError } from '../../core/host.ts';
import type { Context } from '../../core/model/context.ts';
import type { SourceLocation } from '../../core/source-location.ts';
import { suggestName } from '../../lib/text/nearest.ts';
import { decodeUrl } from '../../lib/text/url.ts';
import { listSiblingFiles, type ResolvedPath, resolveInside } from '../../runtime/guard/path-guard.ts';

/** An address of an image, and where it is written. */
export interface ImageReference {
  readonly src: string;
  /** Path of the chapter's folder, relative to the publication's. */
  readonly from: string;
  /** The publication's folder, relative to the root. */
  readonly folder: string;
  readonly location: SourceLocation;
}

/**
 * Finds the file of an image.
 * @returns the path relative to the publication's folder; `undefined` after a diagnostic: `image-remote`,
 * `image-inline`, `image-outside`, `file-withheld`, `image-missing`
 */
export async function locateImage(address: ImageReference, context: Context): Promise<string | undefined> {
  const { src, from, location } = address;
  const { report } = context;
  if (/^(?:https?:)?\/\//i.test(src)) {
    report(diagnostic('image-remote', { url: src }, location));
    return undefined;
  }
  if (/^data:/i.test(src)) {
    report(diagnostic('image-inline', {}, location));
    return undefined;
  }
  const decodedPath = decodeUrl(src);
  const { fenced, known } = await lookUpImage(address, posix.join(from, decodedPath), context);
  if (fenced.kind === 'inside') return fenced.path;
  if (fenced.kind === 'outside') {
    const meant = await suggestMeantPath(address, context);
    report(diagnostic('image-outside', { path: truncate(src), ...meant }, location));
    return undefined;
  }
  if (fenced.kind === 'withheld') {
    report(diagnostic('file-withheld', { path: truncate(src), reason: fenced.reason }, location));
    return undefined;
  }
  const suggestion = suggestName(posix.join(from, decodedPath), known).near;
  const hint =
    suggestion === undefined
      ? await suggestMeantPath(address, context)
      : { near: posix.relative(from, suggestion) };
  report(diagnostic('image-missing', { path: truncate(decodedPath), ...hint }, location));
  return undefined;
}

/** Suggests the file that a path with the backslashes of Windows means, or one from the root of a web site. */
async function suggestMeantPath(address: ImageReference, context: Context): Promise<{ near?: string }> {
  const { src, from } = address;
  const written = decodeUrl(src);
  const meant = written.replaceAll('\\', '/').replace(/^\/+/, '');
  if (meant === written || meant === '') return {};
  for (const path of [posix.join(from, meant), posix.normalize(meant)]) {
    const { fenced } = await lookUpImage({ ...address, src: meant }, path, context);
    if (fenced.kind === 'inside') return { near: posix.relative(from, fenced.path) };
  }
  return {};
}

/** Names of the files in a folder, by name in Unicode's composed form (NFC). */
type Listing = ReadonlyMap<string, string>;

/** Cached listings by folder, because a text may name thousands of missing images. */
const listings = new WeakMap<Context, Map<string, Promise<Listing>>>();

function listFolderCached(folder: string, path: string, context: Context): Promise<Listing> {
  const known = listings.get(context) ?? new Map<string, Promise<Listing>>();
  listings.set(context, known);
  const key = posix.join(folder, posix.dirname(path));
  const list = async (): Promise<Listing> => {
    const names = await listSiblingFiles(folder, path, context);
    // Of two names with the same composed form, the first one is used.
    return new Map(names.toReversed().map((name) => [name.normalize(), name]));
  };
  const listing = known.get(key) ?? list();
  known.set(key, listing);
  return listing;
}

const NO_FILES: Listing = new Map();

/** Result of the search for a file. */
interface ImageLookup {
  readonly fenced: ResolvedPath;
  /** Files in the folder of a missing file. */
  readonly known: Listing;
}

async function lookUpImage(
  { src, folder }: ImageReference,
  path: string,
  context: Context,
): Promise<ImageLookup> {
  const hasScheme = /^[a-z][a-z0-9+.-]+:/i.test(src);
  if (hasScheme || posix.isAbsolute(decodeUrl(src))) return { fenced: { kind: 'outside' }, known: NO_FILES };
  try {
    const fenced = await resolveInside(folder, path, context);
    if (fenced.kind !== 'missing') return { fenced, known: NO_FILES };
    const known = await listFolderCached(folder, path, context);
    // Some systems decompose the accents in file names (NFD), which editors do not show.
    const same = known.get(fenced.path.normalize());
    return { fenced: same === undefined ? fenced : await resolveInside(folder, same, context), known };
  } catch (error) {
    // The name is too long for the disk, or contains U+0000.
    if (!(error instanceof HostError)) throw error;
    return { fenced: { kind: 'missing', path }, known: NO_FILES };
  }
}

function truncate(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
