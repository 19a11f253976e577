/** Removes the keys without a value from an object. */

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Returns a copy without the keys whose value is `undefined`. */
export function omitUndefined<T extends object>(values: T): Defined<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>;
}
