/** Compares names of files as people order them. */

/** Created for the first comparison, because that takes milliseconds. */
let collator: Intl.Collator | undefined;

/** Compares names so that `2-b` is before `10-a`. */
export function compareNames(one: string, other: string): number {
  collator ??= new Intl.Collator('en', { numeric: true });
  return collator.compare(one, other) || (one < other ? -1 : Number(one > other));
}
