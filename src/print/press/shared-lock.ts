/** A lock for asynchronous work: shared work runs at the same time as other work, exclusive work runs alone. */

export interface SharedLock {
  /** Runs work at the same time as other shared work. */
  runShared<T>(work: () => Promise<T>): Promise<T>;
  /** Runs work while no other work runs, so that a failure cannot be caused by other work. */
  runExclusive<T>(work: () => Promise<T>): Promise<T>;
}

/** Creates a lock; no work holds it. */
export function createSharedLock(): SharedLock {
  const working = new Set<Promise<unknown>>();
  /** The last exclusive work, running or waiting. Never rejects. */
  let last: Promise<unknown> | undefined;
  return {
    runShared: async (work) => {
      while (last !== undefined) await last;
      const doing = work();
      working.add(doing);
      return doing.finally(() => working.delete(doing));
    },
    runExclusive: (work) => {
      const before = last;
      const doing = (async () => {
        await before;
        await Promise.allSettled(working);
        return work();
      })();
      const done = doing.then(
        () => undefined,
        () => undefined,
      );
      last = done;
      void done.then(() => {
        if (last === done) last = undefined;
      });
      return doing;
    },
  };
}
