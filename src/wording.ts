/** Dates and lists of names as the publication's language writes them. */

/**
 * @param date ISO 8601; a year or a month alone stays as it is
 * @param language BCP 47
 */
export function longDate(date: string, language: string): string {
  const [day = ''] = /^\d{4}-\d{2}-\d{2}/.exec(date) ?? [];
  const moment = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(moment.getTime())) return date;
  return new Intl.DateTimeFormat(localesFor(language), { dateStyle: 'long', timeZone: 'UTC' }).format(moment);
}

/** Names in a row: `Ada, Bo, and Cleo`. */
export function nameList(names: readonly string[], language: string): string {
  return new Intl.ListFormat(localesFor(language), { type: 'conjunction' }).format(names);
}

/** The language, then English; only English for what is no language tag, at which `Intl` throws. */
function localesFor(language: string): readonly string[] {
  try {
    return [...Intl.getCanonicalLocales(language), 'en'];
  } catch {
    return ['en'];
  }
}
