/** Reads and serializes `manifest.json`, which lists the built files for other programs. It has no time and no absolute path. */
import { join } from 'node:path';
import * as v from 'valibot';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { DiagnosticError } from '../../core/diagnostics/diagnostic-error.ts';
import type { Artifact } from '../../core/model/artifact.ts';
import type { Context } from '../../core/model/context.ts';
import { computeDigest } from '../../runtime/cache/digest.ts';
import { version } from '../../runtime/version.ts';
import type { Manifest, ManifestFile } from './manifest.ts';
import { MANIFEST_FILE } from './name.ts';
import { looseManifestSchema } from './schema.ts';
import { showPath } from './shown-path.ts';

/** Returns the entry of a file in the manifest. */
export function describeFile({ path, edition, mediaType, bytes, pages }: Artifact): ManifestFile {
  const digest = computeDigest(bytes);
  return { path, edition, mediaType, digest, size: bytes.length, ...(pages !== undefined && { pages }) };
}

/**
 * Reads the manifest of an output folder. Returns an empty one if there is none.
 * @throws DiagnosticError `manifest-foreign` if another program wrote the file there
 */
export async function readManifest(
  out: string,
  { host, root }: Pick<Context, 'host' | 'root'>,
): Promise<Manifest> {
  const path = join(out, MANIFEST_FILE);
  const kind = await host.kind(path);
  if (kind === undefined) return { handpress: version, publications: [] };
  const data = kind === 'file' ? parseJson(await host.read(path)) : undefined;
  const written = v.safeParse(looseManifestSchema, data);
  if (written.success) return written.output;
  throw new DiagnosticError(diagnostic('manifest-foreign', { path: showPath(MANIFEST_FILE, { root, out }) }));
}

/** Lists the files of all publications. */
export const listFiles = ({ publications }: Manifest): readonly ManifestFile[] =>
  publications.flatMap(({ files }) => files);

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
