/** The real host: the disk and the environment of this process. */
import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Entry, type Host, HostError } from './host.ts';

const KINDS: Readonly<Record<string, HostError['kind']>> = {
  ENOENT: 'missing',
  ENOTDIR: 'missing',
  // No file can be there: the link leads to itself, or no disk takes the name.
  ELOOP: 'missing',
  ENAMETOOLONG: 'missing',
  ERR_INVALID_ARG_VALUE: 'missing',
  EACCES: 'denied',
  EPERM: 'denied',
  EROFS: 'denied',
  ENOSPC: 'full',
  EDQUOT: 'full',
};

async function named<T>(path: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? '';
    throw new HostError(KINDS[code] ?? 'other', path, cause);
  }
}

const kindOf = (entry: { isFile(): boolean; isDirectory(): boolean }): Entry['kind'] =>
  entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : 'other';

async function kind(path: string): Promise<Entry['kind'] | undefined> {
  try {
    return kindOf(await named(path, stat(path)));
  } catch (error) {
    if (error instanceof HostError && error.kind === 'missing') return undefined;
    throw error;
  }
}

async function list(folder: string): Promise<readonly Entry[]> {
  const names = (await named(folder, readdir(folder))).sort();
  const entries = await Promise.all(
    // `stat`, not the entry's own kind: a link counts as what it leads to. A dangling one counts as nothing.
    names.map(async (name) => ({ name, kind: (await kind(join(folder, name))) ?? ('other' as const) })),
  );
  return entries;
}

async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const folder = dirname(path);
  const temporary = join(folder, `.${basename(path)}.${randomUUID()}.tmp`);
  await mkdir(folder, { recursive: true });
  try {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** The disk and the environment, for real. */
export const nodeHost: Host = {
  list,
  kind,
  resolve: (path) => named(path, realpath(path)),
  read: (path) => named(path, readFile(path)),
  write: (path, bytes) => named(path, writeWhole(path, bytes)),
  remove: (path) => named(path, rm(path, { force: true })),
  variable: (name) => process.env[name],
};
