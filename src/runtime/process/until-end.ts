/** Rejects what waits for something, such as a process, as soon as that ends. */

/** Resolves or rejects as the given promise does, but rejects at once when the end comes. */
export type UntilEnd = <T>(work: Promise<T>) => Promise<T>;

/**
 * Watches for an end that comes late or never. `Promise.race` would do the same, but the promise of the end would keep each result,
 * such as the bytes of every PDF, as long as it is pending.
 * @param end resolves to the error with which everything then rejects; it must not reject
 */
export function watchEnd(end: Promise<Error>): UntilEnd {
  const waiting = new Set<(error: Error) => void>();
  let ended: Error | undefined;
  void end.then((error) => {
    ended = error;
    for (const reject of waiting) reject(error);
  });
  return async <T>(work: Promise<T>): Promise<T> => {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    if (ended !== undefined) reject(ended);
    waiting.add(reject);
    work.then(resolve, reject);
    try {
      return await promise;
    } finally {
      waiting.delete(reject);
    }
  };
}
