/** Samples the memory of a process and all that it has started. Linux only: it reads `/proc`. */
import { readdirSync, readFileSync } from 'node:fs';

/** Milliseconds between samples. Asking a browser with much memory for it takes some milliseconds itself. */
const INTERVAL = 100;

/** Watches a process until it is stopped. */
export interface MemoryWatch {
  /** Ends the watch and returns the most megabytes that all processes had together at a time. */
  stop(): number;
}

/** @param root id of a process */
export function watchMemory(root: number): MemoryWatch {
  let most = 0;
  const sample = (): void => {
    most = Math.max(most, treeMemory(root));
  };
  const timer = setInterval(sample, INTERVAL);
  return {
    stop: () => {
      clearInterval(timer);
      return most;
    },
  };
}

/** Returns the megabytes of a process and its descendants; memory that several share counts once (PSS). */
export function treeMemory(root: number): number {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const parent = /^\d+$/.test(name) ? parentOf(Number(name)) : undefined;
    if (parent !== undefined) parents.set(Number(name), parent);
  }
  const isInTree = (id: number): boolean => {
    for (let one: number | undefined = id; one !== undefined && one !== 0; one = parents.get(one)) {
      if (one === root) return true;
    }
    return false;
  };
  const ids = [...parents.keys()].filter(isInTree);
  return ids.reduce((sum, id) => sum + memoryOf(id), 0) / 1024;
}

function parentOf(id: number): number | undefined {
  // The name of the program, in parentheses, can contain anything.
  const [, parent] = /\) \S (\d+) [^)]*$/.exec(readIfThere(`/proc/${id}/stat`)) ?? [];
  return parent === undefined ? undefined : Number(parent);
}

/** Returns KiB: the proportional set, or what is resident where the system does not say it. */
function memoryOf(id: number): number {
  const proportional = /^Pss:\s*(\d+)/m.exec(readIfThere(`/proc/${id}/smaps_rollup`))?.[1];
  return Number(proportional ?? /^VmRSS:\s*(\d+)/m.exec(readIfThere(`/proc/${id}/status`))?.[1] ?? 0);
}

/** Returns the text of a file; empty if the process has ended. */
function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
