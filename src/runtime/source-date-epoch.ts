/** `SOURCE_DATE_EPOCH`, which stands for the clock in builds that are done again later (https://reproducible-builds.org/specs/source-date-epoch/). */

import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../core/diagnostics/diagnostic.ts';

export const EPOCH = 'SOURCE_DATE_EPOCH';

/** The last second of the year 9999: later ones have no date of four digits. */
const LAST = 253_402_300_799;

/** The time that the variable names; `undefined` where it names none, or one that has no date. Not set and empty are the same. */
export function epochDate(value: string | undefined): Date | undefined {
  if (value === undefined || !/^\d{1,12}$/.test(value)) return undefined;
  const seconds = Number(value);
  return seconds > LAST ? undefined : new Date(seconds * 1000);
}

/** Says why the variable cannot be used. @returns `option-wrong` */
export function epochProblem(value: string | undefined): Diagnostic | undefined {
  if (value === undefined || value === '' || epochDate(value) !== undefined) return undefined;
  const found = `\`${value.length > 60 ? `${value.slice(0, 60)}…` : value}\``;
  const expected = 'a whole number of seconds since 1970, up to the year 9999';
  return diagnostic('option-wrong', {
    ...{ option: EPOCH, expected, found },
    see: 'https://reproducible-builds.org/specs/source-date-epoch/',
  });
}
