/** The address that an author gave an image → the file that is meant, inside the publication's folder. */
import { posix } from 'node:path';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { HostError } from '../../core/host.ts';
import type { Context } from '../../core/model/context.ts';
import type { Place } from '../../core/source-location.ts';
import { near } from '../../lib/text/nearest.ts';
import { type Fenced, findInside, siblings } from '../../runtime/guard/path-guard.ts';

export interface ImageAddress {
  readonly src: string;
  /** Path of the chapter's folder, relative to the publication's. */
  readonly from: string;
  /** The publication's folder, relative to the root. */
  readonly folder: string;
  readonly place: Place;
}

/**
 * @returns the path relative to the publication's folder; `undefined` after a diagnostic: `image-remote`,
 * `image-inline`, `image-outside`, `file-withheld`, `image-missing`
 */
export async function locateImage(address: ImageAddress, context: Context): Promise<string | undefined> {
  const { src, from, place } = address;
  const { report } = context;
  if (/^(?:https?:)?\/\//i.test(src)) {
    report(diagnostic('image-remote', { url: src }, place));
    return undefined;
  }
  if (/^data:/i.test(src)) {
    report(diagnostic('image-inline', {}, place));
    return undefined;
  }
  const written = decoded(src);
  const { fenced, known } = await look(address, posix.join(from, written), context);
  if (fenced.found === 'inside') return fenced.path;
  if (fenced.found === 'outside') {
    report(diagnostic('image-outside', { path: shortened(src) }, place));
    return undefined;
  }
  if (fenced.found === 'withheld') {
    report(diagnostic('file-withheld', { path: shortened(src), why: fenced.why }, place));
    return undefined;
  }
  const meant = near(posix.join(from, written), known).near;
  const hint = meant === undefined ? {} : { near: posix.relative(from, meant) };
  report(diagnostic('image-missing', { path: shortened(written), ...hint }, place));
  return undefined;
}

/** The files of a folder, by their names in Unicode's composed form (NFC). */
type Listing = ReadonlyMap<string, string>;

/** Of each folder, listed once: a text may name thousands of images that are not there. */
const listings = new WeakMap<Context, Map<string, Promise<Listing>>>();

function listedOnce(folder: string, path: string, context: Context): Promise<Listing> {
  const known = listings.get(context) ?? new Map<string, Promise<Listing>>();
  listings.set(context, known);
  const key = posix.join(folder, posix.dirname(path));
  const list = async (): Promise<Listing> => {
    const names = await siblings(folder, path, context);
    // Of two names that are composed alike the first is meant.
    return new Map(names.toReversed().map((name) => [name.normalize(), name]));
  };
  const listing = known.get(key) ?? list();
  known.set(key, listing);
  return listing;
}

const NO_FILES: Listing = new Map();

interface Look {
  readonly fenced: Fenced;
  /** The files beside the one that is missing. */
  readonly known: Listing;
}

async function look({ src, folder }: ImageAddress, path: string, context: Context): Promise<Look> {
  const hasScheme = /^[a-z][a-z0-9+.-]+:/i.test(src);
  if (hasScheme || posix.isAbsolute(decoded(src))) return { fenced: { found: 'outside' }, known: NO_FILES };
  try {
    const fenced = await findInside(folder, path, context);
    if (fenced.found !== 'missing') return { fenced, known: NO_FILES };
    const known = await listedOnce(folder, path, context);
    // Some systems decompose the accents in names (NFD), and no editor shows it.
    const same = known.get(fenced.path.normalize());
    return { fenced: same === undefined ? fenced : await findInside(folder, same, context), known };
  } catch (error) {
    // A name that no disk takes: it is too long, or has U+0000 in it.
    if (!(error instanceof HostError)) throw error;
    return { fenced: { found: 'missing', path }, known: NO_FILES };
  }
}

function decoded(src: string): string {
  try {
    return decodeURIComponent(src);
  } catch {
    return src;
  }
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
