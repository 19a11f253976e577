/**
 * Whether work is so much that a thread could be deaf for long: then it gets a thread of its own. One costs about a tenth of what a leaflet
 * takes, and nothing that can be noticed of what a book takes.
 */
import { dirname, join, resolve } from 'node:path';
import type { GuardedHost } from '../../core/host.ts';

/** Bytes of text: of a file, and of all together. What is less is read and rendered in a fraction of a second each, whatever it says. */
const MOST = { file: 24_000, all: 400_000 } as const;
/** Folders and files that are looked at. */
const LOOKS = 2_000;

const TEXT = /\.(?:md|markdown|ya?ml|json|svg|css|html|xhtml|bib)$/i;
const SET_ASIDE = /^(?:\..*|node_modules)$/;

/**
 * Returns whether the texts below some paths are much, or the project has templates of its own, which can take any time.
 * @param what paths or names of publications, relative to the root; empty: all of `content/`
 * @param root absolute path of the project
 * @param outputs absolute paths of folders that are passed over
 */
export async function isMuch(
  what: readonly string[],
  root: string,
  outputs: readonly string[],
  host: GuardedHost,
): Promise<boolean> {
  if ((await host.kind(join(root, 'templates'))) !== undefined) return true;
  const named = what.length === 0 ? ['content'] : what.flatMap((name) => [name, join('content', name)]);
  const count = { bytes: 0, looks: 0 };
  for (const name of named) {
    const path = resolve(root, name);
    const kind = await host.kind(path);
    // What a text pulls in lies beside it.
    const folder = kind === 'file' ? dirname(path) : path;
    if (kind === 'file' && (await isLong(path, count, host))) return true;
    if (kind !== undefined && (await isMuchIn(folder, count, outputs, host))) return true;
  }
  return false;
}

interface Count {
  bytes: number;
  looks: number;
}

async function isMuchIn(
  folder: string,
  count: Count,
  outputs: readonly string[],
  host: GuardedHost,
): Promise<boolean> {
  if (outputs.includes(folder)) return false;
  const entries = await host.list(folder).catch(() => []);
  for (const { name, kind } of entries) {
    if (SET_ASIDE.test(name)) continue;
    count.looks += 1;
    if (count.looks > LOOKS) return true;
    const path = join(folder, name);
    if (kind === 'folder' && (await isMuchIn(path, count, outputs, host))) return true;
    if (kind === 'file' && TEXT.test(name) && (await isLong(path, count, host))) return true;
  }
  return false;
}

async function isLong(path: string, count: Count, host: GuardedHost): Promise<boolean> {
  const bytes = await host.state(path).then(
    ({ size }) => size,
    () => 0,
  );
  count.bytes += bytes;
  return bytes > MOST.file || count.bytes > MOST.all;
}
