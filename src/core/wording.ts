/** Formats dates, lists of names and contributions in the language of a publication. */
import type { Terms } from './model/design.ts';
import type { Contributor, Metadata } from './model/metadata.ts';
import { completeDate } from './partial-date.ts';

/**
 * Formats a date in words: `22 November 2026`, and a month: `November 2026`.
 * @param date ISO 8601; a year alone is returned unchanged
 * @param language BCP 47
 */
export function formatLongDate(date: string, language: string): string {
  const [given = '', day] = /^\d{4}-\d{2}(-\d{2})?/.exec(date) ?? [];
  const moment = new Date(`${completeDate(given)}T00:00:00Z`);
  if (Number.isNaN(moment.getTime())) return date;
  const style =
    day === undefined ? ({ year: 'numeric', month: 'long' } as const) : ({ dateStyle: 'long' } as const);
  return new Intl.DateTimeFormat(findLocales(language), { ...style, timeZone: 'UTC' }).format(moment);
}

/** Maximum length of a title in a reference, in characters: about two lines. */
const MAX_REFERENCE_LENGTH = 200;

/** Cuts a long title after a whole word, and adds `…`. */
export function shortenTitle(title: string): string {
  if (title.length <= MAX_REFERENCE_LENGTH) return title;
  const start = title.slice(0, MAX_REFERENCE_LENGTH).toWellFormed();
  return `${start.slice(0, Math.max(start.lastIndexOf(' '), MAX_REFERENCE_LENGTH / 2)).trimEnd()}…`;
}

/** Names an item of the list of sources: `Source 12`. */
export const formatSourceName = (number: number, terms: Terms): string =>
  (terms.sourceNumber ?? 'Source {number}').replace('{number}', String(number));

/** Ends a label before a value: `Dose:`, but `Approved?`. */
export const endLabel = (label: string): string =>
  label === '' || /[:?!\u2026\u061F\uFF1A\uFF1F\uFF01]$/.test(label) ? label : `${label}:`;

/** Joins names: `Ada, Bo, and Cleo`. */
export function formatNameList(names: readonly string[], language: string): string {
  // Most lists have one name. Loading the language data of Node takes longer than all other work in this file.
  if (names.length < 2) return names[0] ?? '';
  return new Intl.ListFormat(findLocales(language), { type: 'conjunction' }).format(names);
}

/** Returns the contributors other than the authors, by role: `Translation` with `Ada and Bo`. */
export function listOtherContributors(
  { contributors, language }: Metadata,
  terms: Terms,
): readonly { readonly label: string; readonly value: string }[] {
  const parts = Map.groupBy(contributors.filter(isNotAuthor), ({ relator = 'ctb' }) => relator);
  return [...parts].map(([relator, people]) => ({
    label: terms[`role-${relator}`] ?? people[0]?.role ?? '',
    value: formatNameList(
      people.map(({ name }) => name),
      language,
    ),
  }));
}

/** Returns what is known of a person besides the name: role, institutions, and the address of the ORCID iD. */
export const listPersonFacts = ({ role, affiliations = [], orcid }: Contributor): readonly string[] => [
  ...(role === undefined ? [] : [role]),
  ...affiliations,
  ...(orcid === undefined ? [] : [`orcid.org/${orcid}`]),
];

/** Returns the authors, including contributors with the role of an author. */
export const listWriters = ({ authors, contributors }: Metadata): readonly Contributor[] => [
  ...authors,
  ...contributors.filter((person) => !isNotAuthor(person)).map(({ role: _, ...person }) => person),
];

const isNotAuthor = ({ relator }: Contributor): boolean => relator !== 'aut';

/** Returns the language and English; only English for an invalid language tag, because `Intl` throws for it. */
export function findLocales(language: string): readonly string[] {
  try {
    return [...Intl.getCanonicalLocales(language), 'en'];
  } catch {
    return ['en'];
  }
}

/** What the title block of an article has. */
export interface ArticleFacts {
  readonly authors: readonly {
    readonly name: string;
    /** The institutions in one line; empty if there is none. */
    readonly affiliations: string;
    readonly orcid?: string;
  }[];
  /** The paragraphs. */
  readonly abstract: readonly string[];
  /** The subjects in one line; empty if there is none. */
  readonly keywords: string;
}

/**
 * Returns what the title block of an article has: its authors, the paragraphs of the abstract, and the keywords in one line.
 * @returns `undefined` for a text without an abstract, which is no article
 */
export function listArticleFacts(metadata: Metadata): ArticleFacts | undefined {
  const { abstract, subjects } = metadata;
  if (abstract === undefined) return undefined;
  return {
    authors: listWriters(metadata).map(({ name, affiliations = [], orcid }) => ({
      ...{ name, affiliations: affiliations.join('; ') },
      ...(orcid !== undefined && { orcid }),
    })),
    abstract: abstract.split(/\n\s*\n/).map((words) => words.replace(/\s+/g, ' ').trim()),
    keywords: subjects.map(({ term }) => term).join('; '),
  };
}
