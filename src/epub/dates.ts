/** Dates as the publication's language writes them. */

const WHOLE_DATE = /^\d{4}-\d{2}-\d{2}/;

/**
 * @param date ISO 8601; a year or a month alone stays as it is
 * @param language BCP 47; one that is not known is read as English
 */
export function longDate(date: string, language: string): string {
  const moment = new Date(`${date.slice(0, 10)}T00:00:00Z`);
  if (!WHOLE_DATE.test(date) || Number.isNaN(moment.getTime())) return date;
  const style = { dateStyle: 'long', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat([...knownLocale(language), 'en'], style).format(moment);
}

function knownLocale(language: string): string[] {
  try {
    return Intl.getCanonicalLocales(language);
  } catch {
    return [];
  }
}
