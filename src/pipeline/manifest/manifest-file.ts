/** `dist/manifest.json`: what was made, so that machines need not look for it. It has no time in it and no path of ours. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Artifact } from '../../core/model/artifact.ts';
import type { Context } from '../../core/model/context.ts';
import { version } from '../../runtime/version.ts';
import type { Manifest, ManifestFile } from './manifest.ts';
import { MANIFEST } from './name.ts';
import { looseManifestSchema } from './schema.ts';

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
