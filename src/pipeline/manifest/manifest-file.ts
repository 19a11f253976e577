/** Reads and serializes `manifest.json`, which lists the built files for other programs. It has no time and no absolute path. */
import { join } from 'node:path';
import * as v from 'valibot';
import type { Artifact } from '../../core/model/artifact.ts';
import type { Context } from '../../core/model/context.ts';
import { computeDigest } from '../../runtime/cache/digest.ts';
import { version } from '../../runtime/version.ts';
import type { Manifest, ManifestFile } from './manifest.ts';
import { MANIFEST_FILE } from './name.ts';
import { looseManifestSchema } from './schema.ts';

/** Returns the entry of a file in the manifest. */
export function describeFile({ path, edition, mediaType, bytes, pages }: Artifact): ManifestFile {
  const digest = computeDigest(bytes);
  return { path, edition, mediaType, digest, size: bytes.length, ...(pages !== undefined && { pages }) };
}

/** Reads the manifest of an output folder. Returns an empty one if there is none or it is not valid. */
export async function readManifest(out: string, { host }: Pick<Context, 'host'>): Promise<Manifest> {
  const path = join(out, MANIFEST_FILE);
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

/** Returns path and bytes of the manifest, to be written with the files that it lists. */
export function serializeManifest(
  out: string,
  manifest: Manifest,
): readonly [path: string, bytes: Uint8Array] {
  return [join(out, MANIFEST_FILE), new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`)];
}
