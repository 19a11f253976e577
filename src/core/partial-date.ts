/** Handles dates that are as precise as they are known: a year, a month or a day (W3CDTF, https://www.w3.org/TR/NOTE-datetime). */

/** Returns the first day of a year or a month; a day unchanged. */
export const completeDate = (date: string): string => `${date}-01-01`.slice(0, 'YYYY-MM-DD'.length);
