/** Finds the dates of a publication that are known, and are no stopgap. */
import type { Metadata } from '../../core/model/metadata.ts';
import { completeDate } from '../../core/partial-date.ts';

/** The date of a publication without any, which is the earliest of the ZIP format (`read/settings/metadata.ts`). */
const UNDATED = '1980-01-01';

/**
 * Returns the day of the last change, which the other files of the publication have, too.
 * @returns `undefined` if only a month or a year is known, or nothing
 */
export function findModifiedDay({ modified, published }: Metadata): string | undefined {
  const day = modified.slice(0, 'YYYY-MM-DD'.length);
  if (day === UNDATED) return undefined;
  const isCompleted =
    published !== undefined && published !== day && modified === `${completeDate(published)}T00:00:00Z`;
  return isCompleted ? undefined : day;
}
