/** What is known of a work: title, people, dates, identifiers. */
import type { Part } from '../book-parts.ts';

/** A person or a body; `role` is their part in the work, in words. */
export interface Contributor {
  readonly name: string;
  /** The name as a catalogue files it: `Family, Given`. Absent for bodies and where nobody said. */
  readonly fileAs?: string;
  readonly role?: string;
  /** The role as a code of https://id.loc.gov/vocabulary/relators, where it is one of those that have one. */
  readonly relator?: string;
}

/** What a work is about; `listed`: the list that the term was taken from, as EPUB names it, and its code there. */
export interface Subject {
  readonly term: string;
  readonly listed?: { readonly authority: string; readonly code: string };
}

/** `number` is the place in it: `2`, `2.1`. */
export interface Series {
  readonly title: string;
  readonly number?: string;
}

/** Who signed the content off. */
export interface Reviewer extends Contributor {
  /** ISO 8601 date of the review. */
  readonly date?: string;
}

/** What somebody put their name to: that the publication is accessible, by which standard. */
export interface Certification {
  readonly by: string;
  /** As it is written: `EPUB Accessibility 1.1 - WCAG 2.2 Level AA`. */
  readonly conformsTo: string;
  /** ISO 8601. */
  readonly date?: string;
  /** What entitles them to it, in words. */
  readonly credential?: string;
  /** Address of their report. */
  readonly report?: string;
}

/** What is known of a whole publication. Dates are ISO 8601 (`2026-11-22`). */
export interface Metadata {
  readonly title: string;
  /** What catalogues file the title under; absent: the title itself. */
  readonly titleFileAs?: string;
  readonly subtitle?: string;
  readonly description?: string;
  /** BCP 47. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly authors: readonly Contributor[];
  readonly reviewers: readonly Reviewer[];
  /** Others who had a part in it, each with the relator of that part. */
  readonly contributors: readonly Contributor[];
  readonly publisher?: string;
  readonly rights?: string;
  readonly subjects: readonly Subject[];
  readonly series?: Series;
  /** Thirteen digits: of the e-book, and of the printed book. */
  readonly isbn?: string;
  readonly printIsbn?: string;
  /** `10.1000/182`. */
  readonly doi?: string;
  /** How many levels of headings the contents list, from 1; absent: as many as is usual. */
  readonly contentsDepth?: number;
  /** Whether the e-book has fonts of its own; absent: those of the reader. */
  readonly embedsFonts?: boolean;
  /** Who certified that the e-book is accessible. */
  readonly certification?: Certification;
  readonly status: 'draft' | 'published';
  /** True for health information: until a reviewer is named it is a draft that was not clinically reviewed. */
  readonly clinical: boolean;
  readonly version?: string;
  readonly published?: string;
  readonly reviewed?: string;
  readonly nextReview?: string;
  /** A URN or URL that stays the same from version to version. */
  readonly identifier: string;
  /** The moment the content stands for, in ISO 8601 with seconds and `Z`; never the clock's. */
  readonly modified: string;
  /** Path of the cover image, relative to the root; absent: a typographic cover is drawn. */
  readonly cover?: string;
}

/** What the head of one chapter says. */
export interface ChapterMetadata {
  readonly title: string;
  readonly description?: string;
  /** BCP 47, where it differs from the publication's. */
  readonly language?: string;
  /** Which part of the book it is; absent: a chapter like others. */
  readonly part?: Part;
  /** How many sheets of paper the chapter may take as a handout; absent: as many as it needs. */
  readonly sheets?: 1 | 2;
}
