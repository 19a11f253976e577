/** Builds the imprint of a publication: authors, reviewers, dates and rights. */

import type { Book } from '../core/model/book.ts';
import type { Terms } from '../core/model/design.ts';
import type { Contributor, Metadata } from '../core/model/metadata.ts';
import {
  formatLongDate,
  formatNameList,
  listOtherContributors,
  listPersonFacts,
  listWriters,
} from '../core/wording.ts';

/** A fact with its label. */
export interface ImprintLine {
  readonly label: string;
  readonly value: string;
}

/**
 * Returns the known facts, the most useful for readers first. In a handout it leaves out the facts in the foot of every
 * page.
 */
export function buildImprint({ publication, scope, terms }: Book): readonly ImprintLine[] {
  const { metadata } = publication;
  const { language, publisher } = metadata;
  const authors = listWriters(metadata);
  const date = (iso: string | undefined) => iso && keepTogether(formatLongDate(iso, language));
  const whole = scope === 'publication';
  const sameBody = authors.length === 1 && authors[0]?.name === publisher;
  // The authors of an article are below its title.
  const isArticle = !whole && metadata.abstract !== undefined && publication.chapters.length === 1;
  const named = isArticle ? undefined : formatPeople(authors, language);
  const written = buildLines(terms, [['authors', named]]);
  const others = buildLines(terms, [
    ['reviewedBy', formatReviewers(metadata, terms)],
    ['publisher', sameBody ? undefined : publisher],
    ['version', whole ? metadata.version : undefined],
    ['published', date(metadata.published)],
    ['reviewed', date(metadata.reviewed)],
    ['nextReview', whole ? date(metadata.nextReview) : undefined],
    ['rights', metadata.rights && keepCodes(metadata.rights)],
  ]);
  return [
    ...written,
    ...listOtherContributors(metadata, terms),
    ...others,
    ...(whole ? listBookNumbers(metadata) : []),
  ];
}

/** Returns the ISBN of the printed book, and that of the e-book. The names are the same in all languages. */
function listBookNumbers({ isbn, printIsbn }: Metadata): readonly ImprintLine[] {
  const numbers = [
    { label: 'ISBN', value: printIsbn },
    { label: 'ISBN (EPUB)', value: isbn },
  ];
  return numbers.flatMap(({ label, value }) => (value === undefined ? [] : [{ label, value }]));
}

/**
 * Returns the text for the foot of a page, which identifies the version. A handout also has its date of review, because
 * it is separated from the book.
 * @param room characters that fit; a longer line has the short title, or no title, because it is on the first page
 */
export function buildFootLine(book: Book, room = Number.POSITIVE_INFINITY): string {
  const { title, shortTitle = title } = book.publication.metadata;
  const facts = listFootFacts(book);
  const lines = [title, shortTitle].map((name) => [name, ...facts].join(' · '));
  const fitting = lines.find((line) => line.length <= room);
  return fitting ?? (facts.length === 0 ? shortTitle : facts.join(' · '));
}

function listFootFacts({ publication: { metadata }, scope, terms }: Book): readonly string[] {
  const { version, nextReview, language } = metadata;
  const due = scope === 'chapter' ? nextReview : undefined;
  const facts = buildLines(terms, [
    ['version', version],
    ['nextReview', due && keepTogether(formatLongDate(due, language))],
  ]);
  return facts.map(({ label, value }) => keepTogether(`${label} ${value}`));
}

const keepTogether = (text: string): string => text.replaceAll(' ', '\u00A0');

/** Keeps the parts of a license's short name in one line: `CC BY 4.0`. */
const keepCodes = (text: string): string =>
  text.replace(/\bCC(?: (?:BY[A-Z-]*|0|\d+(?:\.\d+)?)){1,3}/g, keepTogether);

function buildLines(
  terms: Terms,
  facts: readonly (readonly [term: string, value: string | undefined])[],
): readonly ImprintLine[] {
  return facts.flatMap(([term, value]) => (value ? [{ label: terms[term] ?? term, value }] : []));
}

/** Returns the reviewers. Clinical publications without a reviewer state this; other publications need none. */
function formatReviewers({ reviewers, clinical, language }: Metadata, terms: Terms): string | undefined {
  if (reviewers.length === 0) return clinical ? terms.reviewerNone : undefined;
  const signed = reviewers.map(({ date, ...reviewer }) => {
    const name = formatWithRole(reviewer);
    return date === undefined ? name : `${name} (${formatLongDate(date, language)})`;
  });
  return formatNameList(signed, language);
}

const formatPeople = (contributors: readonly Contributor[], language: string): string =>
  formatNameList(contributors.map(formatWithRole), language);

function formatWithRole(person: Contributor): string {
  const facts = listPersonFacts(person);
  return facts.length === 0 ? person.name : `${person.name} (${facts.join('; ')})`;
}
