/** Work that is done beside other work, and work that is done alone. */

export interface Turns {
  /** Does work beside other work. */
  beside<T>(work: () => Promise<T>): Promise<T>;
  /** Does work while nothing else is done: what fails then has nobody else to blame. */
  alone<T>(work: () => Promise<T>): Promise<T>;
}

/** Opens turns for work of one kind. */
export function openTurns(): Turns {
  const working = new Set<Promise<unknown>>();
  /** What is done alone, and what waits to be; never rejects. */
  let last: Promise<unknown> | undefined;
  return {
    beside: async (work) => {
      while (last !== undefined) await last;
      const doing = work();
      working.add(doing);
      return doing.finally(() => working.delete(doing));
    },
    alone: (work) => {
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
