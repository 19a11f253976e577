/** `dist/manifest.json`: what was made, so that machines need not look for it. It has no time in it and no path of ours. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Artifact, Context } from '../model.ts';
import { version } from '../version.ts';
import { MANIFEST } from './name.ts';
import { looseManifestSchema } from './schema.ts';

export { ManifestDraft } from './draft.ts';

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

/** What the manifest says of a publication, beside its files. */
export interface ManifestFacts {
  readonly id: string;
  readonly title: string;
  readonly language: string;
  readonly status: 'draft' | 'published';
  readonly version?: string;
}

export interface ManifestPublication extends ManifestFacts {
  readonly files: readonly ManifestFile[];
}

/** Which part of a build that was divided among machines; absent in a manifest of the whole. */
export interface ManifestPart {
  /** `2/4` */
  readonly shard?: string;
  /** SHA-256 of how the work was divided, hexadecimal: parts of one build have the same. */
  readonly division?: string;
}

export interface Manifest extends ManifestPart {
  /** Version of Handpress that wrote it. */
  readonly handpress: string;
  /** By id. A build looks at the content; EPUBCheck, Ace and veraPDF are programs of their own. */
  readonly publications: readonly ManifestPublication[];
}

export function manifestFile({ path, edition, mediaType, bytes, pages }: Artifact): ManifestFile {
  const digest = createHash('sha256').update(bytes).digest('hex');
  return { path, edition, mediaType, digest, size: bytes.length, ...(pages !== undefined && { pages }) };
}

/** The manifest that is there; an empty one when there is none or it cannot be understood. */
export async function readManifest(out: string, { host }: Pick<Context, 'host'>): Promise<Manifest> {
  const path = join(out, MANIFEST);
  if ((await host.kind(path)) !== 'file') return { handpress: version, publications: [] };
  const written = v.safeParse(looseManifestSchema, parseJson(await host.read(path)));
  return written.success ? written.output : { handpress: version, publications: [] };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

/** Path and bytes of the file, to be written with the files that it lists. */
export function manifestEntry(out: string, manifest: Manifest): readonly [path: string, bytes: Uint8Array] {
  return [join(out, MANIFEST), new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`)];
}
