/** The metadata of publications and chapters: title, people, dates, identifiers. */
import type { BookPart } from '../book-parts.ts';

/** A person or an organization. `role` is the contribution in words. */
export interface Contributor {
  readonly name: string;
  /**
   * The name as a library catalogue sorts it: `Family, Given`. Absent for organizations, and if the author
   * gives none.
   */
  readonly fileAs?: string;
  readonly role?: string;
  /**
   * The role as a MARC relator code (https://id.loc.gov/vocabulary/relators); absent if there is none for it.
   */
  readonly relator?: string;
  /** Names of the institutions where the person works. */
  readonly affiliations?: readonly string[];
  /** The ORCID iD: `0000-0002-1825-0097`. */
  readonly orcid?: string;
}

/** A subject. `listed`: the controlled vocabulary (EPUB `authority`) and the code of the term in it. */
export interface Subject {
  readonly term: string;
  readonly listed?: { readonly authority: string; readonly code: string };
}

/** A series. `number` is the position in it: `2`, `2.1`. */
export interface Series {
  readonly title: string;
  readonly number?: string;
}

/** A person who has approved the content. */
export interface Reviewer extends Contributor {
  /** ISO 8601 date of the review. */
  readonly date?: string;
}

/** A certification that the publication is accessible according to a standard. */
export interface Certification {
  readonly by: string;
  /** The exact wording: `EPUB Accessibility 1.1 - WCAG 2.2 Level AA`. */
  readonly conformsTo: string;
  /** ISO 8601. */
  readonly date?: string;
  /** The qualification of the certifier, in words. */
  readonly credential?: string;
  /** URL of the report. */
  readonly report?: string;
}

/** What an author adds to the metadata of the e-book. */
export interface OwnMetadata {
  readonly properties: readonly OwnProperty[];
  /** The vocabularies of the prefixes that are used, except those that EPUB reserves. */
  readonly prefixes: readonly { readonly prefix: string; readonly address: string }[];
}

/** A property of the e-book: `source`, or with a prefix, such as `dcterms:audience`. */
export interface OwnProperty {
  readonly property: string;
  readonly value: string;
}

/** The metadata of a publication. Dates are ISO 8601 (`2026-11-22`). */
export interface Metadata {
  readonly title: string;
  /** Sort form of the title; absent: the title itself. */
  readonly titleFileAs?: string;
  /** The title in running heads; absent: the title itself. */
  readonly shortTitle?: string;
  readonly subtitle?: string;
  readonly description?: string;
  /** The summary that is printed below the title of an article. Paragraphs are parted by empty lines. */
  readonly abstract?: string;
  /** BCP 47. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly authors: readonly Contributor[];
  readonly reviewers: readonly Reviewer[];
  /** Other contributors, each with the relator of the contribution. */
  readonly contributors: readonly Contributor[];
  readonly publisher?: string;
  readonly rights?: string;
  readonly subjects: readonly Subject[];
  readonly series?: Series;
  /** ISBN-13 of the e-book; `printIsbn` is that of the printed book. */
  readonly isbn?: string;
  readonly printIsbn?: string;
  /** `10.1000/182`. */
  readonly doi?: string;
  /** Number of heading levels in the table of contents, at least 1; absent: the default. */
  readonly contentsDepth?: number;
  /** Whether a printed book lists its figures; absent: if it has many. */
  readonly hasFigureList?: boolean;
  /** Whether a printed book lists its tables; absent: if it has many. */
  readonly hasTableList?: boolean;
  /** Whether a printed book lists its listings; absent: if it has many. */
  readonly hasListingList?: boolean;
  /** Whether a printed book begins with a half title. */
  readonly hasHalfTitle?: true;
  /** Whether a printed book has a title page. */
  readonly hasTitlePage?: true;
  /** Whether the sections before the body of a printed book are counted in Roman numerals, with the contents. */
  readonly hasRomanFront?: true;
  /** Whether a book has a list of its abbreviations before the text. */
  readonly hasAbbreviationList?: boolean;
  /** Levels of headings that have numbers, from that of the chapters on; absent: none has. */
  readonly sectionNumbers?: number;
  /** Where figures, tables and formulas are counted from 1; absent: in each chapter if the chapters have numbers. */
  readonly numbersBy?: 'chapter' | 'book';
  /** Whether the e-book embeds fonts; absent: it uses those of the reading system. */
  readonly embedsFonts?: boolean;
  /** What the author says about the accessibility of the e-book, in the language of the publication. */
  readonly accessibilitySummary?: string;
  /** Certification that the e-book is accessible. */
  readonly certification?: Certification;
  readonly status: 'draft' | 'published';
  /** Whether it is health information. Without a named reviewer it is a draft without clinical review. */
  readonly clinical: boolean;
  readonly version?: string;
  readonly published?: string;
  readonly reviewed?: string;
  readonly nextReview?: string;
  /** A URN or URL that is the same for all versions. */
  readonly identifier: string;
  /** The modification date of the content, in ISO 8601 with seconds and `Z`; never the time of the build. */
  readonly modified: string;
  readonly own?: OwnMetadata;
  /** Path of the cover image, relative to the root; absent: a typographic cover is drawn. */
  readonly cover?: string;
}

/** The metadata of one chapter, from its front matter. */
export interface ChapterMetadata {
  readonly title: string;
  /** The title in running heads; absent: the title itself. */
  readonly shortTitle?: string;
  readonly description?: string;
  /** BCP 47; absent if it is that of the publication. */
  readonly language?: string;
  /** The part of the book; absent for an ordinary chapter. */
  readonly part?: BookPart;
  /** Maximum number of sheets of the chapter as a handout; absent: no limit. */
  readonly sheets?: 1 | 2;
}
