/** The host for the disk and the environment of this process. */
import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fsync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { FileIdentity, FolderEntry, Host, PathInfo, PathKind } from '../core/host.ts';
import { toHostError } from '../core/system-error.ts';
import { resolveRealPath } from './guard/real-path.ts';
import { makeFolder } from './mkdirp.ts';
import { registerLeftover } from './process/leftovers.ts';
import { EPOCH_VARIABLE, parseEpoch } from './source-date-epoch.ts';

/**
 * Rejects with a {@link HostError} if the work fails. Most work is synchronous, because a local disk is
 * faster than the thread pool.
 */
async function asHostError<T>(path: string, work: Promise<T> | (() => T)): Promise<T> {
  try {
    return await (typeof work === 'function' ? work() : work);
  } catch (cause) {
    throw toHostError(path, cause);
  }
}

type FoundKind = Exclude<PathKind, 'outside'>;

const kindOf = (entry: { isFile(): boolean; isDirectory(): boolean }): FoundKind =>
  entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : 'other';

function inspect(path: string): PathInfo | undefined {
  try {
    // Most paths that are checked do not exist, and throwing an error takes longer than the check.
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (!found?.isSymbolicLink()) return found && { kind: kindOf(found), isLink: false };
    const target = statSync(path, { throwIfNoEntry: false });
    return target && { kind: kindOf(target), isLink: true };
  } catch (cause) {
    const error = toHostError(path, cause);
    if (error.kind === 'missing') return undefined;
    throw error;
  }
}

const kind = async (path: string): Promise<FoundKind | undefined> => inspect(path)?.kind;

async function list(folder: string): Promise<readonly FolderEntry[]> {
  const listed = await asHostError(folder, () => readdirSync(folder, { withFileTypes: true }));
  const entries = listed.map(async (entry): Promise<FolderEntry> => {
    const { name } = entry;
    // A link has the kind of its target; a broken link is `other`. Only links need another look at the disk.
    if (!entry.isSymbolicLink()) return { name, kind: kindOf(entry) };
    const found = (await kind(join(folder, name))) ?? 'other';
    return { name, kind: found, targetKind: found };
  });
  return (await Promise.all(entries)).sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** Number of files written at the same time; more do not make a disk faster. */
const MAX_WRITES = 8;

async function write(files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  const { default: pLimit } = await import('p-limit');
  const staged = new Map<string, string>();
  const unregister: (() => void)[] = [];
  const limit = pLimit(MAX_WRITES);
  const stageOne = async (path: string, bytes: Uint8Array): Promise<void> => {
    const temporary = join(dirname(path), `.${basename(path).slice(0, 100)}.${randomUUID()}.tmp`);
    staged.set(path, temporary);
    unregister.push(registerLeftover({ kind: 'file', path: temporary }));
    await asHostError(path, stage(temporary, bytes));
  };
  const work = [...files].map(([path, bytes]) => limit(stageOne, path, bytes));
  try {
    await Promise.all(work);
    for (const [path, temporary] of staged) await asHostError(path, () => renameSync(temporary, path));
  } catch (error) {
    await Promise.allSettled(work);
    await Promise.all(
      [...staged.values()].map((temporary) => rm(temporary, { force: true }).catch(() => undefined)),
    );
    throw error;
  } finally {
    for (const each of unregister) each();
  }
}

const syncFile = promisify(fsync);

/** Writes a temporary file. Only `fsync` is asynchronous, because only that waits for the disk. */
async function stage(temporary: string, bytes: Uint8Array): Promise<void> {
  await makeFolder(dirname(temporary));
  const file = openSync(temporary, 'wx');
  try {
    writeFileSync(file, bytes);
    // Without this, a power failure could leave the final name with incomplete content.
    await syncFile(file);
  } finally {
    closeSync(file);
  }
}

/**
 * Reads a regular file. Refuses others, because reading a named pipe can block the process forever, deaf to
 * signals.
 */
function readWholeFile(path: string): Uint8Array {
  if (!statSync(path).isFile()) throw new Error('it is no file');
  return readFileSync(path);
}

function computeFingerprint(path: string): string {
  const { size, mtimeNs } = statSync(path, { bigint: true });
  return `${size} bytes, changed at ${mtimeNs} ns`;
}

/** Twice the resolution of file times, in ms: some file systems store whole seconds only. */
const CLOCK_STEP = { fine: 50, coarse: 2_500 } as const;

function readFileIdentity(path: string): FileIdentity {
  const { ino, size, mtimeNs, ctimeNs, ctimeMs } = statSync(path, { bigint: true });
  const step = ctimeNs % 1_000_000_000n === 0n ? CLOCK_STEP.coarse : CLOCK_STEP.fine;
  const isStable = Math.abs(Date.now() - Number(ctimeMs)) > step;
  return { text: [ino, size, mtimeNs, ctimeNs].join(' '), size: Number(size), isStable };
}

/** Formats the day: that of `SOURCE_DATE_EPOCH` if it is set, otherwise today. */
function formatDay(epoch: string | undefined): string {
  return (parseEpoch(epoch) ?? new Date()).toISOString().slice(0, 'YYYY-MM-DD'.length);
}

/** The host for the real disk and environment. */
export const nodeHost: Host = {
  list,
  kind,
  inspect: inspect,
  resolve: (path) => asHostError(path, () => resolveRealPath(path)),
  read: (path) => asHostError(path, () => readWholeFile(path)),
  write,
  remove: (path) => asHostError(path, rm(path, { force: true })),
  withLock: async (path, work) => (await import('./process/lock.ts')).withLock(path, work),
  fingerprint: (path) => asHostError(path, () => computeFingerprint(path)),
  fileIdentity: (path) => asHostError(path, () => readFileIdentity(path)),
  variable: (name) => process.env[name],
  today: () => formatDay(process.env[EPOCH_VARIABLE]),
};
