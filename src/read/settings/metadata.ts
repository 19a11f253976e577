/** Builds {@link Metadata} from an author's settings, with all derived values. */
import { findDirection } from '../../core/language.ts';
import { findRelator } from '../../core/marc-relators.ts';
import type {
  Certification,
  Contributor,
  Metadata,
  OwnMetadata,
  Reviewer,
  Subject,
} from '../../core/model/metadata.ts';
import { completeDate } from '../../core/partial-date.ts';
import { parseEpoch } from '../../runtime/source-date-epoch.ts';
import { computeIdentifier } from './identifier.ts';
import { parseDoi, parseIsbn, parseOrcid } from './isbn-doi.ts';
import { omitUndefined } from './omit-undefined.ts';
import type { FileData, PublicationData } from './publication-schema.ts';
import { deriveSortTitle } from './sort-title.ts';
import { findAuthorityUri } from './subjects.ts';

/**
 * The earliest date of the ZIP format. A document without any date, in its settings or in git, gets it, so that its bytes stay
 * the same.
 */
const UNDATED = '1980-01-01T00:00:00Z';

/** Values that the metadata depends on beside the author's settings. */
export interface MetadataContext {
  /** Id of the publication. */
  readonly id: string;
  readonly title: string;
  /** BCP 47. */
  readonly language: string;
  /** What the author adds for the e-book. */
  readonly own?: OwnMetadata;
  /** Path of the cover image, relative to the root. */
  readonly cover?: string;
  /** `SOURCE_DATE_EPOCH`, in seconds: https://reproducible-builds.org/specs/source-date-epoch/ */
  readonly sourceDateEpoch?: string | undefined;
}

/** Levels of headings with numbers, unless the publication sets a depth. */
const DEFAULT_NUMBER_DEPTH = 3;

export function buildMetadata(data: PublicationData | FileData, context: MetadataContext): Metadata {
  const reviewers = data.reviewers.map((reviewer) => buildReviewer(reviewer));
  const awaitsReview = data.clinical && reviewers.length === 0;
  return {
    ...omitUndefined({
      titleFileAs: data['title-file-as'] ?? deriveSortTitle(context.title, context.language),
      shortTitle: data['short-title'],
      subtitle: data.subtitle,
      description: data.description ?? data.abstract?.replace(/\s+/g, ' ').trim(),
      abstract: data.abstract,
      publisher: data.publisher,
      rights: data.rights,
      version: data.version,
      published: data.published,
      reviewed: data.reviewed,
      nextReview: data['next-review'],
      cover: context.cover,
      own: context.own,
      series: data.series && { title: data.series.title, ...omitUndefined({ number: data.series.number }) },
      isbn: data.isbn && parseIsbn(data.isbn),
      printIsbn: data['print-isbn'] && parseIsbn(data['print-isbn']),
      doi: data.doi && parseDoi(data.doi),
      contentsDepth: data['contents-depth'],
      hasFigureList: data['list-of-figures'],
      hasTableList: data['list-of-tables'],
      hasListingList: data['list-of-listings'],
      ...readFrontMatter(data),
      hasAbbreviationList: data['list-of-abbreviations'],
      sectionNumbers:
        data['number-sections'] === true ? (data['number-depth'] ?? DEFAULT_NUMBER_DEPTH) : undefined,
      numbersBy: data['number-by'],
      embedsFonts: data['ebook-fonts'] === 'embedded' ? true : undefined,
      accessibilitySummary: data['accessibility-summary'],
      certification: data.certified && buildCertification(data.certified),
    }),
    title: context.title,
    language: Intl.getCanonicalLocales(context.language)[0] ?? context.language,
    direction: findDirection(context.language),
    authors: data.authors.map((author) => buildContributor(author)),
    reviewers,
    contributors: data.contributors.map((person) => buildContributor(person)),
    subjects: data.subjects.map((subject) => buildSubject(subject)),
    status: data.status ?? (awaitsReview ? 'draft' : 'published'),
    clinical: data.clinical,
    identifier: data.identifier ?? computeIdentifier(data, context),
    modified: computeModified(data, context.sourceDateEpoch),
  };
}

const readFrontMatter = (data: PublicationData | FileData) => ({
  hasHalfTitle: data['half-title'] === true ? (true as const) : undefined,
  hasTitlePage: data['title-page'] === true ? (true as const) : undefined,
  hasRomanFront: data['front-folios'] === 'roman' ? (true as const) : undefined,
});

interface PersonData {
  readonly name: string;
  readonly 'file-as'?: string | undefined;
  readonly role?: string | undefined;
  readonly affiliation?: string | readonly string[] | undefined;
  readonly orcid?: string | undefined;
}

function buildContributor(person: PersonData): Contributor {
  const { name, 'file-as': fileAs, role, affiliation } = person;
  const affiliations = affiliation === undefined ? undefined : [affiliation].flat();
  const orcid = person.orcid && parseOrcid(person.orcid);
  return { name, ...omitUndefined({ fileAs, role, relator: findRelator(role), affiliations, orcid }) };
}

function buildSubject(subject: PublicationData['subjects'][number]): Subject {
  if (typeof subject === 'string') return { term: subject };
  const { term, authority, code } = subject;
  return { term, listed: { authority: findAuthorityUri(authority), code } };
}

function buildCertification({
  conforms,
  ...others
}: NonNullable<PublicationData['certified']>): Certification {
  const { by, date, credential, report } = others;
  return { by, conformsTo: conforms, ...omitUndefined({ date, credential, report }) };
}

function buildReviewer(reviewer: PersonData & { readonly date?: string | undefined }): Reviewer {
  return { ...buildContributor(reviewer), ...omitUndefined({ date: reviewer.date }) };
}

function computeModified(data: PublicationData | FileData, epoch: string | undefined): string {
  const named = parseEpoch(epoch);
  if (named !== undefined) return named.toISOString().replace(/\.\d+Z$/, 'Z');
  const [latest] = [data.reviewed, data.published]
    .flatMap((date) => (date === undefined ? [] : completeDate(date)))
    .sort()
    .reverse();
  return latest === undefined ? UNDATED : `${latest}T00:00:00Z`;
}
