/** Dates, lists of names and what people did as the publication's language writes them. */
import type { Terms } from './model/design.ts';
import type { Contributor, Metadata } from './model/metadata.ts';

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

/** What a reference says of a title: whole words, where the title is longer than two lines. Characters. */
const LONGEST_REFERENCE = 200;

export function titleInReference(title: string): string {
  if (title.length <= LONGEST_REFERENCE) return title;
  const start = title.slice(0, LONGEST_REFERENCE).toWellFormed();
  return `${start.slice(0, Math.max(start.lastIndexOf(' '), LONGEST_REFERENCE / 2)).trimEnd()}…`;
}

/** Names in a row: `Ada, Bo, and Cleo`. */
export function nameList(names: readonly string[], language: string): string {
  // Mostly it is one: what Node knows of languages takes longer to load than all else that is said here.
  if (names.length < 2) return names[0] ?? '';
  return new Intl.ListFormat(localesFor(language), { type: 'conjunction' }).format(names);
}

/** Who had a part in the work beside its authors, part by part: `Translation` and `Ada and Bo`. */
export function otherParts(
  { contributors, language }: Metadata,
  terms: Terms,
): readonly { readonly label: string; readonly value: string }[] {
  const parts = Map.groupBy(contributors.filter(isNoAuthor), ({ relator = 'ctb' }) => relator);
  return [...parts].map(([relator, people]) => ({
    label: terms[`role-${relator}`] ?? people[0]?.role ?? '',
    value: nameList(
      people.map(({ name }) => name),
      language,
    ),
  }));
}

/** All who wrote it, under whichever heading they are named. */
export const writers = ({ authors, contributors }: Metadata): readonly Contributor[] => [
  ...authors,
  ...contributors.filter((person) => !isNoAuthor(person)).map(({ role: _, ...person }) => person),
];

const isNoAuthor = ({ relator }: Contributor): boolean => relator !== 'aut';

/** The language, then English; only English for what is no language tag, at which `Intl` throws. */
function localesFor(language: string): readonly string[] {
  try {
    return [...Intl.getCanonicalLocales(language), 'en'];
  } catch {
    return ['en'];
  }
}
