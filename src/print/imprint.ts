/** What a publication says about itself: who made it, who checked it, when, and what may be done with it. */

import type { Book } from '../core/model/book.ts';
import type { Terms } from '../core/model/design.ts';
import type { Contributor, Metadata } from '../core/model/metadata.ts';
import { longDate, nameList, otherParts, writers } from '../core/wording.ts';

/** One fact, with the word for it. */
export interface ImprintLine {
  readonly label: string;
  readonly value: string;
}

/**
 * What is known, in the order of interest to a reader; what nobody said is left out, and in a handout what its foot says
 * on every page.
 */
export function imprint({ publication: { metadata }, scope, terms }: Book): readonly ImprintLine[] {
  const { language, publisher } = metadata;
  const authors = writers(metadata);
  const date = (iso: string | undefined) => iso && longDate(iso, language);
  const whole = scope === 'publication';
  const sameBody = authors.length === 1 && authors[0]?.name === publisher;
  const written = lines(terms, [['authors', people(authors, language)]]);
  const others = lines(terms, [
    ['reviewedBy', reviewers(metadata, terms)],
    ['publisher', sameBody ? undefined : publisher],
    ['version', whole ? metadata.version : undefined],
    ['published', date(metadata.published)],
    ['reviewed', date(metadata.reviewed)],
    ['nextReview', whole ? date(metadata.nextReview) : undefined],
    ['rights', metadata.rights],
  ]);
  return [...written, ...otherParts(metadata, terms), ...others];
}

/** For the foot of a page: what tells one printing from another. A handout goes its own way, so it says more. */
export function footLine({ publication: { metadata }, scope, terms }: Book): string {
  const { title, version, nextReview, language } = metadata;
  const due = scope === 'chapter' ? nextReview : undefined;
  const facts = lines(terms, [
    ['version', version],
    ['nextReview', due && longDate(due, language)],
  ]);
  return [title, ...facts.map(({ label, value }) => `${label} ${value}`)].join(' · ');
}

function lines(
  terms: Terms,
  facts: readonly (readonly [term: string, value: string | undefined])[],
): readonly ImprintLine[] {
  return facts.flatMap(([term, value]) => (value ? [{ label: terms[term] ?? term, value }] : []));
}

/** Health information that nobody checked says so; other publications need no reviewer. */
function reviewers({ reviewers, clinical, language }: Metadata, terms: Terms): string | undefined {
  if (reviewers.length === 0) return clinical ? terms.reviewerNone : undefined;
  const signed = reviewers.map(({ date, ...reviewer }) => {
    const name = withRole(reviewer);
    return date === undefined ? name : `${name} (${longDate(date, language)})`;
  });
  return nameList(signed, language);
}

const people = (contributors: readonly Contributor[], language: string): string =>
  nameList(contributors.map(withRole), language);

const withRole = ({ name, role }: Contributor): string => (role === undefined ? name : `${name} (${role})`);
