/** The model of rendered content: the input of all writers. */
import type { Root as HastRoot } from 'hast';
import type { BookPart } from '../book-parts.ts';
import type { Asset } from './asset.ts';
import type { Terms } from './design.ts';
import type { ContentsPlace, Publication } from './publication.ts';

/** A heading of a section, in reading order. */
export interface Heading {
  readonly id: string;
  readonly level: 1 | 2 | 3 | 4 | 5 | 6;
  readonly text: string;
  /** What is before it in the contents, in a publication with numbered sections: `2.1`, `Appendix A`. */
  readonly number?: string;
  /** Whether it and the headings below it are left out of the contents. */
  readonly isUnlisted?: true;
}

/** A kind of content in a section, for the accessibility metadata and the properties of the package. */
export type Feature = 'image' | 'table' | 'note' | 'citation' | 'code' | 'box' | 'math';

/** The rendered content of a chapter or of the reference list. */
export interface Section {
  /** Unique in the book; also the id of its level-one heading. */
  readonly id: string;
  readonly kind: 'chapter' | 'references';
  /** Plain text. */
  readonly title: string;
  /** The title in running heads; absent: the title itself. */
  readonly shortTitle?: string;
  /**
   * All content, including the level-one heading. Ids are unique in the book. A link inside the book is
   * `#id`, in any section; the `src` of an image is a key of `Book.assets`.
   */
  readonly body: HastRoot;
  readonly headings: readonly Heading[];
  readonly features: ReadonlySet<Feature>;
  /** BCP 47; absent if it is that of the publication. */
  readonly language?: string;
  /** The part of the book; absent for an ordinary chapter and for the reference list. */
  readonly part?: BookPart;
  /** Whether it has no heading, as a dedication; its title is then the word for what it is. */
  readonly isUntitled?: true;
  /** Whether it is before the text though no part of a book is named after it, as a list of abbreviations. */
  readonly isFrontMatter?: true;
  /** Whether its headings have no numbers, as those of a preface. */
  readonly isUnnumbered?: true;
  /** Where it is in the contents; absent: it is below no other. */
  readonly place?: ContentsPlace;
  /** In an e-book, for the second and later parts of a divided chapter: the id of the chapter. */
  readonly partOf?: string;
}

/** An entry of the table of contents; `id` is that of the heading, or for a group that of its first chapter. */
export interface NavigationNode {
  readonly id: string;
  readonly title: string;
  /** Level of the heading; 1 for chapters, parts and groups, however deep in the contents they are. */
  readonly level: number;
  /** BCP 47; absent if it is that of the publication. */
  readonly language?: string;
  readonly children: readonly NavigationNode[];
}

/** The logo of the project's brand. */
export interface BookLogo {
  /** Its path begins with `/`, because it is relative to the root. */
  readonly asset: Asset;
  readonly alt: string;
}

/** Rendered content, ready to be printed or packed. Writers get trees, so that none of them parses HTML. */
export interface Book {
  readonly publication: Publication;
  /** `publication`: all chapters; `chapter`: one chapter, as a handout. */
  readonly scope: 'publication' | 'chapter';
  /** In reading order. The reference list comes last; it exists only if something is cited. */
  readonly sections: readonly Section[];
  readonly navigation: readonly NavigationNode[];
  /** By the `src` in the sections. */
  readonly assets: ReadonlyMap<string, Asset>;
  /** The section of every id in the book that can be the target of a link. */
  readonly anchors: ReadonlyMap<string, string>;
  readonly terms: Terms;
  /** The text that every page of a draft must show; absent for a published publication. */
  readonly draftMark?: string;
  /** The cover image of the publication; absent if the cover is drawn. */
  readonly cover?: Asset;
  /** The logo of the project's brand; absent if it has none. */
  readonly logo?: BookLogo;
}
