/** What the author wrote about a publication → Metadata, with everything that follows from it. */
import { v5 as uuidV5 } from 'uuid';
import { directionOf } from '../../core/language.ts';
import type { Certification, Contributor, Metadata, Reviewer, Subject } from '../../core/model/metadata.ts';
import { epochDate } from '../../runtime/source-date-epoch.ts';
import { doiOf, isbnOf } from './isbn-doi.ts';
import { relatorOf } from './marc-relators.ts';
import type { FileData, PublicationData } from './publication-schema.ts';
import { filedTitle } from './sort-title.ts';
import { nameOf } from './subjects.ts';

/** The zero of the zip format: what a document without any date is dated, so that its bytes stay the same. */
const NO_DATE = '1980-01-01T00:00:00Z';

export interface Surroundings {
  /** Of the publication. */
  readonly id: string;
  readonly title: string;
  /** Path of the cover image, relative to the root. */
  readonly cover?: string;
  /** `SOURCE_DATE_EPOCH`, in seconds: https://reproducible-builds.org/specs/source-date-epoch/ */
  readonly sourceDateEpoch?: string | undefined;
}

export function settleMetadata(data: PublicationData | FileData, around: Surroundings): Metadata {
  const reviewers = data.reviewers.map((reviewer) => settleReviewer(reviewer));
  const awaitsReview = data.clinical && reviewers.length === 0;
  return {
    ...defined({
      titleFileAs: data['title-file-as'] ?? filedTitle(around.title, data.language),
      subtitle: data.subtitle,
      description: data.description,
      publisher: data.publisher,
      rights: data.rights,
      version: data.version,
      published: data.published,
      reviewed: data.reviewed,
      nextReview: data['next-review'],
      cover: around.cover,
      series: data.series && { title: data.series.title, ...defined({ number: data.series.number }) },
      isbn: data.isbn && isbnOf(data.isbn),
      printIsbn: data['print-isbn'] && isbnOf(data['print-isbn']),
      doi: data.doi && doiOf(data.doi),
      contentsDepth: data['contents-depth'],
      embedsFonts: data['ebook-fonts'] === 'embedded' ? true : undefined,
      certification: data.certified && settleCertification(data.certified),
    }),
    title: around.title,
    language: Intl.getCanonicalLocales(data.language)[0] ?? data.language,
    direction: directionOf(data.language),
    authors: data.authors.map((author) => settlePerson(author)),
    reviewers,
    contributors: data.contributors.map((person) => settlePerson(person)),
    subjects: data.subjects.map((subject) => settleSubject(subject)),
    status: data.status ?? (awaitsReview ? 'draft' : 'published'),
    clinical: data.clinical,
    identifier: data.identifier ?? `urn:uuid:${stableUuid(data, around.id)}`,
    modified: modifiedOf(data, around.sourceDateEpoch),
  };
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function defined<T extends object>(values: T): Defined<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>;
}

type PersonData = Pick<PublicationData['authors'][number], 'name' | 'file-as' | 'role'>;

function settlePerson(person: PersonData): Contributor {
  const { name, 'file-as': fileAs, role } = person;
  return { name, ...defined({ fileAs, role, relator: relatorOf(role) }) };
}

function settleSubject(subject: PublicationData['subjects'][number]): Subject {
  if (typeof subject === 'string') return { term: subject };
  const { term, authority, code } = subject;
  return { term, listed: { authority: nameOf(authority), code } };
}

function settleCertification({
  conforms,
  ...others
}: NonNullable<PublicationData['certified']>): Certification {
  const { by, date, credential, report } = others;
  return { by, conformsTo: conforms, ...defined({ date, credential, report }) };
}

function settleReviewer(reviewer: PublicationData['reviewers'][number]): Reviewer {
  return { ...settlePerson(reviewer), ...defined({ date: reviewer.date }) };
}

/** Version 5 (RFC 9562, 5.5): the same publisher and name give the same identifier in every build. */
function stableUuid(data: PublicationData | FileData, id: string): string {
  const by = data.publisher ?? data.authors.map(({ name }) => name).join(', ');
  return uuidV5(`handpress:${encodeURIComponent(by.toWellFormed())}/${encodeURIComponent(id)}`, uuidV5.URL);
}

function modifiedOf(data: PublicationData | FileData, epoch: string | undefined): string {
  const named = epochDate(epoch);
  if (named !== undefined) return named.toISOString().replace(/\.\d+Z$/, 'Z');
  const [latest] = [data.reviewed, data.published]
    .filter((date) => date !== undefined)
    .sort()
    .reverse();
  return latest === undefined ? NO_DATE : `${latest}T00:00:00Z`;
}
