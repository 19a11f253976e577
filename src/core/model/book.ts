/** Finished content, ready to be printed or packed. */
import type { Root as HastRoot } from 'hast';
import type { Part } from '../book-parts.ts';
import type { Asset } from './asset.ts';
import type { Terms } from './design.ts';
import type { Publication } from './publication.ts';

/** A heading of a section, in reading order. */
export interface Heading {
  readonly id: string;
  readonly level: 1 | 2 | 3 | 4 | 5 | 6;
  readonly text: string;
}

/** What a section has in it, for the accessibility metadata and the package's properties. */
export type Feature = 'image' | 'table' | 'note' | 'citation' | 'code' | 'box' | 'math';

/** A chapter (or the reference list) as finished content. */
export interface Section {
  /** Unique in the book; also the id of its level-one heading. */
  readonly id: string;
  readonly kind: 'chapter' | 'references';
  /** Plain text. */
  readonly title: string;
  /**
   * Everything to be printed, the level-one heading included. Ids are unique in the book. A link inside the book is
   * `#id`, wherever the id stands; an image's `src` is a key of `Book.assets`.
   */
  readonly body: HastRoot;
  readonly headings: readonly Heading[];
  readonly features: ReadonlySet<Feature>;
  /** BCP 47, where it differs from the publication's. */
  readonly language?: string;
  /** Which part of the book it is; absent: a chapter like others, or the reference list. */
  readonly part?: Part;
  /** In an e-book, of the later parts of a long chapter: its id. */
  readonly partOf?: string;
}

/** A node of the contents; `id` is the heading it leads to. */
export interface NavigationNode {
  readonly id: string;
  readonly title: string;
  /** BCP 47, where it differs from the publication's. */
  readonly language?: string;
  readonly children: readonly NavigationNode[];
}

/** Finished content, ready to be printed or packed. No writer parses HTML back. */
export interface Book {
  readonly publication: Publication;
  /** `publication`: all chapters; `chapter`: one chapter alone, as a handout. */
  readonly scope: 'publication' | 'chapter';
  /** In reading order; the reference list, where anything is cited, comes last. */
  readonly sections: readonly Section[];
  readonly navigation: readonly NavigationNode[];
  /** By the `src` that stands in the sections. */
  readonly assets: ReadonlyMap<string, Asset>;
  /** Every id of the book that a link leads to or may lead to, and the section it stands in. */
  readonly anchors: ReadonlyMap<string, string>;
  readonly terms: Terms;
  /** What every page must say while the publication is a draft; absent when it is published. */
  readonly draftMark?: string;
  /** The cover's picture, when the publication has one of its own. */
  readonly cover?: Asset;
}
