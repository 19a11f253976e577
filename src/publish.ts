/** What was made → the output folder: a published file is never half-written, and never replaced by a worse one. */
import { join } from 'node:path';
import { diagnostic } from './catalogue.ts';
import { HostError } from './host.ts';
import {
  type ManifestFile,
  manifestEntry,
  manifestFile,
  outdated,
  readManifest,
  withEditions,
} from './manifest.ts';
import type { Artifact, Context, Edition, Publication } from './model.ts';

/** An edition of which every file was made. */
export interface MadeEdition {
  readonly edition: Edition;
  readonly artifacts: readonly Artifact[];
}

/**
 * Writes the editions of a publication and the manifest, all or none, and removes files that those editions no longer have.
 * @returns what was written; nothing after the diagnostic `output-unwritable`
 */
export async function publish(
  publication: Publication,
  made: readonly MadeEdition[],
  out: string,
  context: Context,
): Promise<readonly ManifestFile[]> {
  context.signal.throwIfAborted();
  const { host } = context;
  const artifacts = made.flatMap((edition) => edition.artifacts);
  const files = artifacts.map((artifact) => manifestFile(artifact));
  const editions = new Set(made.map(({ edition }) => edition.id));
  try {
    const former = await readManifest(out, context);
    const manifest = withEditions(former, publication, files, editions);
    const written = artifacts.map(({ path, bytes }) => [join(out, path), bytes] as const);
    await host.write(new Map([...written, manifestEntry(out, manifest)]));
    for (const path of outdated(former, publication, files, editions)) await host.remove(join(out, path));
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    context.report(diagnostic('output-unwritable', { path: error.path, reason: reasonOf(error) }));
    return [];
  }
  return files;
}

function reasonOf({ kind, message }: HostError): string {
  if (kind === 'denied') return 'permission is denied';
  if (kind === 'full') return 'the disk is full';
  if (kind === 'missing') return 'a part of the path is no folder';
  return message;
}
