/** Limits the size of the cache: removes the least recently used entries. */
import type { OwnFolder } from '../guard/own-folder.ts';
import { ENTRIES_FOLDER } from './entry-store.ts';

interface CacheEntry {
  /** Path, as names below the folder of the cache. */
  readonly names: readonly string[];
  /** Size in bytes. */
  readonly size: number;
  /** Time of the last use in ms since 1970. A wrong clock affects no result. */
  readonly used: number;
}

/**
 * Age in ms after which a temporary file is removed. It was left by a killed build, because writing takes
 * less time.
 */
const ABANDONED_AGE = 3_600_000;
/** Share of the maximum size that pruning leaves, so that not every build has to prune. */
const TARGET_RATIO = 0.9;

/** Patterns of the names of entries. Nothing else in the folder is removed. */
const FOLDER_NAME = /^[0-9a-f]$/;
const ENTRY_NAME = /^[0-9a-f]{63}$/;
const TEMPORARY_NAME = /^[0-9a-f-]{36}\.tmp$/;

/**
 * Time in ms and written bytes after which the cache is pruned. Not after each build, because listing all
 * entries takes longer than a small build.
 */
const PRUNE_INTERVAL = { time: 3_600_000, size: 50_000_000 };
/** Its modification time is the time of the last pruning. */
const MARKER_FILE = 'pruned';

/**
 * Calls {@link prune} if the last pruning was long ago or much was written.
 * @param written number of bytes written in this run
 */
export function pruneIfDue(root: OwnFolder, size: number, written: number): void {
  const last = root.stat(MARKER_FILE)?.changed ?? 0;
  if (written < PRUNE_INTERVAL.size && Math.abs(Date.now() - last) < PRUNE_INTERVAL.time) return;
  prune(root, size);
  root.remove(MARKER_FILE);
  root.create([MARKER_FILE], []);
}

/**
 * Removes entries until the cache has 90 % of `size`, if it is larger than `size`.
 * @param root the folder of the cache
 * @param size in bytes
 */
export function prune(root: OwnFolder, size: number): void {
  const entries = listEntries(root);
  let total = 0;
  const whole: CacheEntry[] = [];
  for (const entry of entries) {
    const isTemporary = TEMPORARY_NAME.test(entry.names.at(-1) ?? '');
    if (isTemporary && Date.now() - entry.used > ABANDONED_AGE) root.remove(...entry.names);
    else total += entry.size;
    if (!isTemporary) whole.push(entry);
  }
  if (total <= size) return;
  for (const { names, size: bytes } of whole.sort((one, other) => one.used - other.used)) {
    if (total <= size * TARGET_RATIO) return;
    root.remove(...names);
    total -= bytes;
  }
}

function listEntries(root: OwnFolder): readonly CacheEntry[] {
  const folders = root
    .list(ENTRIES_FOLDER)
    .filter(({ name, kind }) => kind === 'folder' && FOLDER_NAME.test(name));
  return folders.flatMap(({ name: folder }) =>
    root
      .files(ENTRIES_FOLDER, folder)
      .filter(({ name }) => ENTRY_NAME.test(name) || TEMPORARY_NAME.test(name))
      .map(({ name, size, changed }) => ({ names: [ENTRIES_FOLDER, folder, name], size, used: changed })),
  );
}
