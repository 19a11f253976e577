/**
 * Describes a page in the vocabulary of schema.org, for search engines: https://schema.org. It states only what the settings
 * and the text say.
 */
import type { Book, Section } from '../../core/model/book.ts';
import type { Metadata, Series } from '../../core/model/metadata.ts';
import { FIRST_FILE, isAlone, type WebPage } from '../plan.ts';
import { findModifiedDay } from './known-dates.ts';
import type { AddressOf } from './page-address.ts';
import { findDescription, findLanguage } from './page-facts.ts';
import { describePeople, describeReview } from './people.ts';
import type { JsonObject } from './script-json.ts';

/** What the description of a page is made of. */
export interface WorkContext {
  readonly book: Book;
  /** Absent: the address of the site is not known. */
  readonly addressOf?: AddressOf | undefined;
}

/** A page of medical information. It comes first, because only pages have reviewers in the vocabulary. */
const MEDICAL = 'MedicalWebPage';

/** Describes a page: the publication itself on the first page, on the others a part of it. */
export function describePage(page: WebPage, { book, addressOf }: WorkContext): JsonObject {
  const { metadata } = book.publication;
  const work = isAlone(book) ? 'Article' : 'Book';
  const type = page.isFirst ? work : nameType(page.sections);
  const url = addressOf?.(page.file);
  const titles = page.isFirst ? describeTitles(metadata, work) : { name: page.title, headline: page.title };
  return {
    '@context': 'https://schema.org',
    '@type': metadata.clinical ? [MEDICAL, ...(type === 'WebPage' ? [] : [type])] : type,
    ...(url !== undefined && { '@id': url, url }),
    ...titles,
    ...omitUndefined({ description: findDescription(page, book) }),
    inLanguage: findLanguage(page, book),
    ...describePeople(metadata),
    ...describeVersion(metadata),
    ...describeReview(metadata),
    ...(page.isFirst ? describeWhole(metadata) : { isPartOf: describeBook(book, addressOf) }),
  };
}

/** A list of sources or an index is no chapter. */
const nameType = (sections: readonly Section[]): string =>
  sections.some(({ kind, isFrontMatter }) => kind === 'chapter' && !isFrontMatter) ? 'Chapter' : 'WebPage';

const describeTitles = ({ title, subtitle }: Metadata, work: 'Article' | 'Book'): JsonObject => ({
  name: title,
  ...(work === 'Article' && { headline: title }),
  ...omitUndefined({ alternativeHeadline: subtitle }),
});

/** Describes the state of the text: its version, dates, license, and whether it is a draft. */
function describeVersion(metadata: Metadata): JsonObject {
  const { version, published, rights, status } = metadata;
  const isAddress = rights !== undefined && /^https?:\/\/\S+$/.test(rights) && URL.canParse(rights);
  return {
    ...omitUndefined({
      version,
      datePublished: published,
      dateModified: findModifiedDay(metadata),
      license: isAddress ? rights : undefined,
    }),
    ...(status === 'draft' && { creativeWorkStatus: 'Draft' }),
  };
}

function describeWhole({ subjects, doi, identifier, series }: Metadata): JsonObject {
  return {
    identifier,
    ...(doi !== undefined && { sameAs: `https://doi.org/${encodeURI(doi)}` }),
    ...(subjects.length > 0 && { keywords: subjects.map(({ term }) => term) }),
    ...(series !== undefined && describeSeries(series)),
  };
}

const describeSeries = ({ title, number }: Series): JsonObject => ({
  isPartOf: { '@type': 'CreativeWorkSeries', name: title },
  ...omitUndefined({ position: number }),
});

function describeBook({ publication }: Book, addressOf: AddressOf | undefined): JsonObject {
  const url = addressOf?.(FIRST_FILE);
  return {
    '@type': 'Book',
    ...(url !== undefined && { '@id': url, url }),
    name: publication.metadata.title,
  };
}

const omitUndefined = (values: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
