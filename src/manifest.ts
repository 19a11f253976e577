/** `dist/manifest.json`: what was made, so that machines need not look for it. It has no time in it and no path of ours. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Artifact, Context, Publication } from './model.ts';
import { version } from './version.ts';

export interface ManifestFile {
  /** Relative to the output folder, with `/`. */
  readonly path: string;
  readonly edition: string;
  readonly mediaType: string;
  /** SHA-256 of the bytes, hexadecimal. */
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
  /** Printed pages; absent for an e-book and for a proof. */
  readonly pages?: number;
}

export interface ManifestPublication {
  readonly id: string;
  readonly title: string;
  readonly language: string;
  readonly status: 'draft' | 'published';
  readonly version?: string;
  readonly files: readonly ManifestFile[];
}

export interface Manifest {
  /** Version of Handpress that wrote it. */
  readonly handpress: string;
  /** By id. A build looks at the content; EPUBCheck, Ace and veraPDF are programs of their own. */
  readonly publications: readonly ManifestPublication[];
}

const NAME = 'manifest.json';

export function manifestFile({ path, edition, mediaType, bytes, pages }: Artifact): ManifestFile {
  const digest = createHash('sha256').update(bytes).digest('hex');
  return { path, edition, mediaType, digest, size: bytes.length, ...(pages !== undefined && { pages }) };
}

const fileSchema = v.object({
  path: v.string(),
  edition: v.string(),
  mediaType: v.string(),
  digest: v.string(),
  size: v.number(),
  pages: v.exactOptional(v.number()),
});

/** What an earlier build wrote; somebody may have edited it since. */
const manifestSchema = v.object({
  handpress: v.string(),
  publications: v.array(
    v.object({
      id: v.string(),
      title: v.string(),
      language: v.string(),
      status: v.picklist(['draft', 'published']),
      version: v.exactOptional(v.string()),
      files: v.array(fileSchema),
    }),
  ),
});

/** The manifest that is there; an empty one when there is none or it cannot be understood. */
export async function readManifest(out: string, { host }: Context): Promise<Manifest> {
  const path = join(out, NAME);
  if ((await host.kind(path)) !== 'file') return { handpress: version, publications: [] };
  const written = v.safeParse(manifestSchema, parseJson(await host.read(path)));
  return written.success ? written.output : { handpress: version, publications: [] };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

/**
 * The manifest after some editions of a publication were made.
 * @param made files of the editions that were made; they take the place of those editions' former files
 * @param editions ids of the editions that were made
 */
export function withEditions(
  manifest: Manifest,
  { id, metadata }: Publication,
  made: readonly ManifestFile[],
  editions: ReadonlySet<string>,
): Manifest {
  const former = manifest.publications.find((publication) => publication.id === id)?.files ?? [];
  const kept = former.filter(({ edition }) => !editions.has(edition));
  const publication: ManifestPublication = {
    id,
    title: metadata.title,
    language: metadata.language,
    status: metadata.status,
    ...(metadata.version !== undefined && { version: metadata.version }),
    files: [...kept, ...made].sort((one, other) => order(one.path, other.path)),
  };
  const others = manifest.publications.filter((other) => other.id !== id);
  return {
    handpress: version,
    publications: [...others, publication].sort((one, other) => order(one.id, other.id)),
  };
}

/** Files that those editions had before and no longer have. */
export function outdated(
  manifest: Manifest,
  { id }: Publication,
  made: readonly ManifestFile[],
  editions: ReadonlySet<string>,
): readonly string[] {
  const current = new Set(made.map(({ path }) => path));
  const former = manifest.publications.find((publication) => publication.id === id)?.files ?? [];
  return former
    .filter(({ path, edition }) => editions.has(edition) && !current.has(path) && isInside(path))
    .map(({ path }) => path);
}

/** A manifest edited by hand must not make a build remove what lies elsewhere. */
function isInside(path: string): boolean {
  return !path.startsWith('/') && !path.split(/[/\\]/).includes('..');
}

/** Path and bytes of the file, to be written with the files that it lists. */
export function manifestEntry(out: string, manifest: Manifest): readonly [path: string, bytes: Uint8Array] {
  return [join(out, NAME), new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`)];
}

function order(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
