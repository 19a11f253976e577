/**
 * Registers what must be removed if the program is interrupted: temporary files and folders, locks, child
 * processes. The code that creates one registers it, and unregisters it after removal. The code that ends the
 * program removes the rest.
 */
import { existsSync, rmSync } from 'node:fs';

export type Leftover =
  | { readonly kind: 'file' | 'folder'; readonly path: string }
  /** `group`: the process and all others in its process group. */
  | { readonly kind: 'process' | 'group'; readonly id: number };

/** The registration of a leftover, or its end. */
export interface LeftoverChange {
  /** Positive in the main thread, negative for a worker thread. */
  readonly number: number;
  /** Absent: it was removed. */
  readonly leftover?: Leftover;
}

const leftovers = new Map<number, Leftover>();
let listener: ((change: LeftoverChange) => void) | undefined;
let count = 0;

/** Registers a leftover. Returns the function that unregisters it. */
export function registerLeftover(leftover: Leftover): () => void {
  count += 1;
  const number = count;
  updateLeftovers({ number, leftover });
  return () => updateLeftovers({ number });
}

/**
 * Sends all changes to a listener. A worker thread needs this, because the main thread can end it at any
 * moment.
 */
export function forwardLeftovers(listen: (change: LeftoverChange) => void): void {
  listener = listen;
}

/** Records a change of this thread or of a worker thread. */
export function updateLeftovers({ number, leftover }: LeftoverChange): void {
  if (listener !== undefined) listener(leftover === undefined ? { number } : { number, leftover });
  else if (leftover === undefined) leftovers.delete(number);
  else leftovers.set(number, leftover);
}

/** How often, and how many ms later, it is looked whether a process that was ending has made a folder again. */
const [LOOKS, LOOK_DELAY] = [5, 20];

/** Removes all leftovers, processes first. Synchronous. Ignores errors. */
export function removeLeftovers(): void {
  const all = [...leftovers.values()];
  leftovers.clear();
  const processes = all.filter((leftover) => 'id' in leftover);
  for (const leftover of processes) end(leftover);
  let paths = all.flatMap((leftover) => ('path' in leftover ? leftover.path : []));
  for (const path of paths) remove(path);
  for (let look = 0; processes.length > 0 && paths.length > 0 && look < LOOKS; look += 1) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOK_DELAY);
    paths = paths.filter((path) => existsSync(path));
    for (const path of paths) remove(path);
  }
}

function end({ kind, id }: Extract<Leftover, { readonly id: number }>): void {
  try {
    process.kill(kind === 'group' ? -id : id, 'SIGKILL');
  } catch {
    // The process has already ended.
  }
}

function remove(path: string): void {
  try {
    // A process that is ending can still write a file.
    rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
  } catch {
    // It stays if it cannot be removed.
  }
}
