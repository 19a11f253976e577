/** The real host: the disk and the environment of this process. */
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
import type { Entry, FileState, Host, Kind, Look } from '../core/host.ts';
import { hostError } from '../core/node-error.ts';
import { realPath } from './guard/real-path.ts';
import { makeFolder } from './mkdirp.ts';
import { noteLeftover } from './process/leftovers.ts';
import { EPOCH, epochDate } from './source-date-epoch.ts';

/** @param work questions are answered at once: to wait for another thread takes longer than a disk of this machine */
async function named<T>(path: string, work: Promise<T> | (() => T)): Promise<T> {
  try {
    return await (typeof work === 'function' ? work() : work);
  } catch (cause) {
    throw hostError(path, cause);
  }
}

type Found = Exclude<Kind, 'outside'>;

const kindOf = (entry: { isFile(): boolean; isDirectory(): boolean }): Found =>
  entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : 'other';

function look(path: string): Look | undefined {
  try {
    // Most that is asked for is not there: an error that is thrown for it takes longer than to look.
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (!found?.isSymbolicLink()) return found && { kind: kindOf(found), isLink: false };
    const target = statSync(path, { throwIfNoEntry: false });
    return target && { kind: kindOf(target), isLink: true };
  } catch (cause) {
    const error = hostError(path, cause);
    if (error.kind === 'missing') return undefined;
    throw error;
  }
}

const kind = async (path: string): Promise<Found | undefined> => look(path)?.kind;

async function list(folder: string): Promise<readonly Entry[]> {
  const listed = await named(folder, () => readdirSync(folder, { withFileTypes: true }));
  const entries = listed.map(async (entry): Promise<Entry> => {
    const { name } = entry;
    // A link counts as what it leads to, and one that leads nowhere as nothing; only of these the disk is asked once more.
    if (!entry.isSymbolicLink()) return { name, kind: kindOf(entry) };
    const found = (await kind(join(folder, name))) ?? 'other';
    return { name, kind: found, leadsTo: found };
  });
  return (await Promise.all(entries)).sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** Files written at once; more do not make a disk faster. */
const WRITERS = 8;

async function write(files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  const { default: pLimit } = await import('p-limit');
  const staged = new Map<string, string>();
  const gone: (() => void)[] = [];
  const limit = pLimit(WRITERS);
  const stageOne = async (path: string, bytes: Uint8Array): Promise<void> => {
    const temporary = join(dirname(path), `.${basename(path).slice(0, 100)}.${randomUUID()}.tmp`);
    staged.set(path, temporary);
    gone.push(noteLeftover({ kind: 'file', path: temporary }));
    await named(path, stage(temporary, bytes));
  };
  const work = [...files].map(([path, bytes]) => limit(stageOne, path, bytes));
  try {
    await Promise.all(work);
    for (const [path, temporary] of staged) await named(path, () => renameSync(temporary, path));
  } catch (error) {
    await Promise.allSettled(work);
    await Promise.all(
      [...staged.values()].map((temporary) => rm(temporary, { force: true }).catch(() => undefined)),
    );
    throw error;
  } finally {
    for (const note of gone) note();
  }
}

const synced = promisify(fsync);

/** All but what waits for the disk itself at once, as it is read. */
async function stage(temporary: string, bytes: Uint8Array): Promise<void> {
  await makeFolder(dirname(temporary));
  const file = openSync(temporary, 'wx');
  try {
    writeFileSync(file, bytes);
    // A name must not stand for bytes that a power cut can still lose.
    await synced(file);
  } finally {
    closeSync(file);
  }
}

/** What is no file, as a named pipe, may never end: whoever waits for it hears no signal any more. */
function readWhole(path: string): Uint8Array {
  if (!statSync(path).isFile()) throw new Error('it is no file');
  return readFileSync(path);
}

function stamp(path: string): string {
  const { size, mtimeNs } = statSync(path, { bigint: true });
  return `${size} bytes, changed at ${mtimeNs} ns`;
}

/** Milliseconds between the times that a disk can tell apart, and as many again; some know whole seconds alone. */
const STEP = { fine: 50, coarse: 2_500 } as const;

function state(path: string): FileState {
  const { ino, size, mtimeNs, ctimeNs, ctimeMs } = statSync(path, { bigint: true });
  const step = ctimeNs % 1_000_000_000n === 0n ? STEP.coarse : STEP.fine;
  const isSettled = Math.abs(Date.now() - Number(ctimeMs)) > step;
  return { text: [ino, size, mtimeNs, ctimeNs].join(' '), size: Number(size), isSettled };
}

/** Where the environment names a time, as for builds that are done again later, that is now. */
function dayOf(epoch: string | undefined): string {
  return (epochDate(epoch) ?? new Date()).toISOString().slice(0, 'YYYY-MM-DD'.length);
}

/** The disk and the environment, for real. */
export const nodeHost: Host = {
  list,
  kind,
  look,
  resolve: (path) => named(path, () => realPath(path)),
  read: (path) => named(path, () => readWhole(path)),
  write,
  remove: (path) => named(path, rm(path, { force: true })),
  exclusively: async (path, work) => (await import('./process/lock.ts')).exclusively(path, work),
  stamp: (path) => named(path, () => stamp(path)),
  state: (path) => named(path, () => state(path)),
  variable: (name) => process.env[name],
  today: () => dayOf(process.env[EPOCH]),
};
