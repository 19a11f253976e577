/** Describes people and organizations in the vocabulary of schema.org. */
import type { Contributor, Metadata, Reviewer } from '../../core/model/metadata.ts';
import { listWriters } from '../../core/wording.ts';
import type { JsonObject } from './script-json.ts';

/** Properties of schema.org for contributions, by MARC relator. All others are `contributor`. */
const PROPERTIES: Readonly<Record<string, string>> = { trl: 'translator', edt: 'editor', ill: 'illustrator' };

/**
 * Describes a person or an organization. It has a type only if something shows that it is a person: the settings do not say
 * which of the two it is.
 */
export function describeAgent({ name, fileAs, affiliations = [], orcid }: Contributor): JsonObject {
  const isPerson = fileAs !== undefined || orcid !== undefined || affiliations.length > 0;
  return {
    ...(isPerson && { '@type': 'Person' }),
    name,
    ...(affiliations.length > 0 && {
      affiliation: affiliations.map((institution) => ({ '@type': 'Organization', name: institution })),
    }),
    ...(orcid !== undefined && { sameAs: `https://orcid.org/${orcid}` }),
  };
}

/** Describes who wrote a work, who publishes it, and who else worked on it. */
export function describePeople(metadata: Metadata): JsonObject {
  const authors = listWriters(metadata);
  const others = metadata.contributors.filter((person) => person.relator !== 'aut');
  const byProperty = Map.groupBy(others, ({ relator = '' }) => PROPERTIES[relator] ?? 'contributor');
  return {
    ...(authors.length > 0 && { author: authors.map(describeAgent) }),
    ...Object.fromEntries([...byProperty].map(([property, people]) => [property, people.map(describeAgent)])),
    ...(metadata.publisher !== undefined && { publisher: { name: metadata.publisher } }),
  };
}

/**
 * Describes the clinical review: who reviewed the content, and when last. Only a reviewer with a date counts, and never in a
 * draft, whose text may be another than the reviewed one.
 */
export function describeReview({ clinical, status, reviewers }: Metadata): JsonObject {
  const dated = reviewers.filter(hasDate);
  const [last] = dated
    .map(({ date }) => date)
    .sort()
    .reverse();
  if (!clinical || status === 'draft' || last === undefined) return {};
  return { lastReviewed: last, reviewedBy: dated.map(describeReviewer) };
}

const hasDate = (reviewer: Reviewer): reviewer is Reviewer & { readonly date: string } =>
  reviewer.date !== undefined;

const describeReviewer = ({ role, ...reviewer }: Reviewer): JsonObject => ({
  ...describeAgent(reviewer),
  ...(role !== undefined && { description: role }),
});
