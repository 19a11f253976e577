/**
 * Estimates whether a command has so much work that its thread could not react to signals for long. Such work gets a worker
 * thread. Starting one takes about a tenth of the time of a leaflet, and no noticeable part of the time of a book.
 */
import { dirname, join, resolve } from 'node:path';
import type { GuardedHost } from '../../core/host.ts';

/** Bytes of text: of one file, and of all files. A smaller file is read and rendered in a fraction of a second. */
const MAX_BYTES = { file: 24_000, all: 400_000 } as const;
/** Folders and files that are examined. */
const MAX_ENTRIES = 2_000;

const TEXT = /\.(?:md|markdown|mkd|qmd|rmd|mdx|text|ya?ml|json|svg|css|html|xhtml|bib)$/i;
const SKIPPED = /^(?:\..*|node_modules)$/;

/**
 * Returns whether the inputs have much text, or the project has its own templates, which can take any time.
 * @param inputs paths or names of publications, relative to the root; empty: all of `content/`
 * @param root absolute path of the project
 * @param outputs absolute paths of folders that are skipped
 */
export async function isLargeWork(
  inputs: readonly string[],
  root: string,
  outputs: readonly string[],
  host: GuardedHost,
): Promise<boolean> {
  if ((await host.kind(join(root, 'templates'))) !== undefined) return true;
  const named = inputs.length === 0 ? ['content'] : inputs.flatMap((name) => [name, join('content', name)]);
  const count = { bytes: 0, entries: 0 };
  for (const name of named) {
    const path = resolve(root, name);
    const kind = await host.kind(path);
    // The files that a text includes are beside it.
    const folder = kind === 'file' ? dirname(path) : path;
    if (kind === 'file' && (await isLargeFile(path, count, host))) return true;
    if (kind !== undefined && (await isLargeFolder(folder, count, outputs, host))) return true;
  }
  return false;
}

interface Totals {
  bytes: number;
  entries: number;
}

async function isLargeFolder(
  folder: string,
  count: Totals,
  outputs: readonly string[],
  host: GuardedHost,
): Promise<boolean> {
  if (outputs.includes(folder)) return false;
  for (const { name, kind } of await host.list(folder).catch(() => [])) {
    if (SKIPPED.test(name)) continue;
    count.entries += 1;
    if (count.entries > MAX_ENTRIES) return true;
    const path = join(folder, name);
    if (kind === 'folder' && (await isLargeFolder(path, count, outputs, host))) return true;
    if (kind === 'file' && TEXT.test(name) && (await isLargeFile(path, count, host))) return true;
  }
  return false;
}

async function isLargeFile(path: string, count: Totals, host: GuardedHost): Promise<boolean> {
  const bytes = await host.fileIdentity(path).then(
    ({ size }) => size,
    () => 0,
  );
  count.bytes += bytes;
  return bytes > MAX_BYTES.file || count.bytes > MAX_BYTES.all;
}
