/** Lists the facts about a publication that e-books and web pages show. */
import type { Book } from '../model/book.ts';
import {
  formatLongDate,
  listArticleFacts,
  listOtherContributors,
  listPersonFacts,
  listWriters,
} from '../wording.ts';

/** A line of a list of facts. */
export interface Fact {
  readonly label: string;
  readonly value: string;
}

const createFacts = (label: string | undefined, value: string | undefined): Fact[] =>
  value === undefined || value === '' ? [] : [{ label: label ?? '', value }];

/** Lists what a title page says: authors, publisher, version and dates, and the facts of an article. */
export function listTitleFacts({ publication: { metadata }, terms }: Book) {
  const date = (value: string | undefined) => value && formatLongDate(value, metadata.language);
  const authors = listWriters(metadata).map(({ name }) => name);
  const facts = [
    ...createFacts(terms.version, metadata.version),
    ...createFacts(terms.published, date(metadata.published)),
    ...createFacts(terms.nextReview, date(metadata.nextReview)),
  ];
  // An organization that publishes its own text is named once.
  const publisher = authors.includes(metadata.publisher ?? '') ? undefined : metadata.publisher;
  return { authors, publisher, facts, article: listArticleFacts(metadata) };
}

/** Lists everything that is known about a publication. */
export function listAboutFacts({ publication: { metadata }, terms }: Book): readonly Fact[] {
  const date = (value: string | undefined) => value && formatLongDate(value, metadata.language);
  const reviewers = metadata.reviewers.map((reviewer) =>
    [reviewer.name, reviewer.role, date(reviewer.date)].filter(Boolean).join(', '),
  );
  const authors = listWriters(metadata).map((person) => [person.name, ...listPersonFacts(person)].join(', '));
  const noReviewer = metadata.clinical ? terms.reviewerNone : undefined;
  return [
    ...createFacts(terms.authors, authors.join('; ')),
    ...listOtherContributors(metadata, terms),
    ...createFacts(terms.reviewedBy, reviewers.join('; ') || noReviewer),
    ...createFacts(terms.publisher, metadata.publisher),
    ...createFacts(terms.version, metadata.version),
    ...createFacts(terms.published, date(metadata.published)),
    ...createFacts(terms.reviewed, date(metadata.reviewed)),
    ...createFacts(terms.nextReview, date(metadata.nextReview)),
    ...createFacts(terms.rights, metadata.rights),
    ...createFacts(
      terms.series,
      [metadata.series?.title, metadata.series?.number].filter(Boolean).join(', '),
    ),
    ...createFacts('ISBN', metadata.isbn),
    ...createFacts('DOI', metadata.doi),
    ...createFacts(terms.identifier, metadata.identifier),
  ];
}
