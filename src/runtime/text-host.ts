/** Adds a text to a host: it is read like a file that is not on the disk. */
import { basename, dirname, join } from 'node:path';
import type { FolderEntry, Host } from '../core/host.ts';
import { computeDigest } from './cache/digest.ts';

/**
 * Returns a host that also has the file.
 * @param path absolute; nothing else may be there, and its folder must exist
 */
export async function addText(host: Host, path: string, bytes: Uint8Array): Promise<Host> {
  const name = basename(path);
  const folders = [dirname(path), await host.resolve(dirname(path))] as const;
  const real = join(folders[1], name);
  const isText = (asked: string): boolean => asked === path || asked === real;
  const { inspect } = host;
  const entry: FolderEntry = { name, kind: 'file' };
  const digest = computeDigest(bytes);
  return {
    ...host,
    kind: async (asked) => (isText(asked) ? 'file' : host.kind(asked)),
    ...(inspect && {
      inspect: (asked: string) => (isText(asked) ? { kind: 'file', isLink: false } : inspect(asked)),
    }),
    resolve: async (asked) => (isText(asked) ? real : host.resolve(asked)),
    read: async (asked) => (isText(asked) ? bytes : host.read(asked)),
    fingerprint: async (asked) => (isText(asked) ? digest : host.fingerprint(asked)),
    fileIdentity: async (asked) =>
      isText(asked) ? { text: digest, size: bytes.length, isStable: true } : host.fileIdentity(asked),
    list: async (folder) => {
      const entries = await host.list(folder);
      if (!folders.includes(folder)) return entries;
      return [...entries, entry].sort((one, other) => (one.name < other.name ? -1 : 1));
    },
  };
}
