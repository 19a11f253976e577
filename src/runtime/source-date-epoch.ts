/**
 * Reads `SOURCE_DATE_EPOCH`, the time of reproducible builds
 * (https://reproducible-builds.org/specs/source-date-epoch/).
 */

import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../core/diagnostics/diagnostic.ts';

export const EPOCH_VARIABLE = 'SOURCE_DATE_EPOCH';

/** The last second of the year 9999, because later dates have years of five digits. */
const LAST_SECOND = 253_402_300_799;

/** Returns the time in the variable; `undefined` if it is unset, empty or invalid. */
export function parseEpoch(value: string | undefined): Date | undefined {
  if (value === undefined || !/^\d{1,12}$/.test(value)) return undefined;
  const seconds = Number(value);
  return seconds > LAST_SECOND ? undefined : new Date(seconds * 1000);
}

/** Returns `option-wrong` for an invalid value; `undefined` if the variable is valid, unset or empty. */
export function validateEpoch(value: string | undefined): Diagnostic | undefined {
  if (value === undefined || value === '' || parseEpoch(value) !== undefined) return undefined;
  const found = `\`${value.length > 60 ? `${value.slice(0, 60)}…` : value}\``;
  const expected = 'a whole number of seconds since 1970, up to the year 9999';
  return diagnostic('option-wrong', {
    ...{ option: EPOCH_VARIABLE, expected, found },
    see: 'https://reproducible-builds.org/specs/source-date-epoch/',
  });
}
