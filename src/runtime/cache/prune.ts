/** The cache kept to a size: what has not been used for longest goes first. */
import type { OwnFolder } from '../guard/own-folder.ts';
import { ENTRIES } from './entry-store.ts';

interface Entry {
  /** Names below the cache's folder. */
  readonly names: readonly string[];
  /** Bytes. */
  readonly size: number;
  /** Milliseconds; of a clock that may be wrong, which matters to no result. */
  readonly used: number;
}

/** Milliseconds. What a build that was killed has left is no entry; one that is being written is younger. */
const ABANDONED = 3_600_000;
/** Of the size: so that not every build has something to remove. */
const ROOM = 0.9;

/** Nothing else that lies in the folder is ours to remove. */
const FOLDER = /^[0-9a-f]$/;
const FILE = /^[0-9a-f]{63}$/;
const TEMPORARY = /^[0-9a-f-]{36}\.tmp$/;

/** Milliseconds and bytes: to look at all entries takes longer than a small build, so that it is not done after each. */
const SELDOM = { time: 3_600_000, size: 50_000_000 };
/** Its last change says when the entries were looked at. */
const MARK = 'pruned';

/**
 * Does what {@link prune} does, if the last time is long ago or much was written.
 * @param written bytes of this run
 */
export function pruneSeldom(root: OwnFolder, size: number, written: number): void {
  const last = root.look(MARK)?.changed ?? 0;
  if (written < SELDOM.size && Math.abs(Date.now() - last) < SELDOM.time) return;
  prune(root, size);
  root.remove(MARK);
  root.create([MARK], []);
}

/**
 * Removes entries until the cache has 9 tenths of `size`, if it has more than that.
 * @param root the cache's folder
 * @param size bytes
 */
export function prune(root: OwnFolder, size: number): void {
  const entries = entriesOf(root);
  let total = 0;
  const whole: Entry[] = [];
  for (const entry of entries) {
    const isTemporary = TEMPORARY.test(entry.names.at(-1) ?? '');
    if (isTemporary && Date.now() - entry.used > ABANDONED) root.remove(...entry.names);
    else total += entry.size;
    if (!isTemporary) whole.push(entry);
  }
  if (total <= size) return;
  for (const { names, size: bytes } of whole.sort((one, other) => one.used - other.used)) {
    if (total <= size * ROOM) return;
    root.remove(...names);
    total -= bytes;
  }
}

function entriesOf(root: OwnFolder): readonly Entry[] {
  const folders = root.list(ENTRIES).filter(({ name, kind }) => kind === 'folder' && FOLDER.test(name));
  return folders.flatMap(({ name: folder }) =>
    root
      .files(ENTRIES, folder)
      .filter(({ name }) => FILE.test(name) || TEMPORARY.test(name))
      .map(({ name, size, changed }) => ({ names: [ENTRIES, folder, name], size, used: changed })),
  );
}
