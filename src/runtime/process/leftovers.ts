/**
 * What has to be gone when the program ends in the middle of its work: temporary files and folders, locks, other processes. Whoever makes one
 * says so, and says when it is gone; whoever ends the program removes the rest.
 */
import { rmSync } from 'node:fs';

export type Leftover =
  | { readonly kind: 'file' | 'folder'; readonly path: string }
  /** `group`: with all processes that it leads. */
  | { readonly kind: 'process' | 'group'; readonly id: number };

/** Something that is there, or is there no more. */
export interface LeftoverChange {
  /** Of the main thread above zero, of a worker thread below. */
  readonly number: number;
  /** Absent: it is gone. */
  readonly leftover?: Leftover;
}

const left = new Map<number, Leftover>();
let listener: ((change: LeftoverChange) => void) | undefined;
let count = 0;

/** Notes that something is there. Returns what is to be called when it is gone. */
export function noteLeftover(leftover: Leftover): () => void {
  count += 1;
  const number = count;
  changeLeftovers({ number, leftover });
  return () => changeLeftovers({ number });
}

/** In a worker thread, which can be ended at any moment, changes are for the main thread to note. */
export function sendLeftoversTo(listen: (change: LeftoverChange) => void): void {
  listener = listen;
}

/** Notes a change, of this thread or of another one with numbers of its own. */
export function changeLeftovers({ number, leftover }: LeftoverChange): void {
  if (listener !== undefined) listener(leftover === undefined ? { number } : { number, leftover });
  else if (leftover === undefined) left.delete(number);
  else left.set(number, leftover);
}

/** Removes all that is left, processes first: at once, and without an error for what cannot be removed. */
export function removeLeftovers(): void {
  const all = [...left.values()];
  left.clear();
  for (const leftover of all) if ('id' in leftover) end(leftover);
  for (const leftover of all) if ('path' in leftover) remove(leftover.path);
}

function end({ kind, id }: Extract<Leftover, { readonly id: number }>): void {
  try {
    process.kill(kind === 'group' ? -id : id, 'SIGKILL');
  } catch {
    // It has ended.
  }
}

function remove(path: string): void {
  try {
    // A dying process may still write a file.
    rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
  } catch {
    // What cannot be removed stays.
  }
}
