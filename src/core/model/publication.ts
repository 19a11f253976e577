/** The model of a publication after reading: Markdown trees, metadata, references, editions. */
import type { Root as MdastRoot } from 'mdast';
import type { Brand } from '../brand.ts';
import type { SourceFile, SourceLocation } from '../source-location.ts';
import type { Edition, PaperEdition } from './edition.ts';
import type { EditionCondition } from './edition-conditions.ts';
import type { ChapterMetadata, Metadata } from './metadata.ts';
import type { ProseLook } from './prose-look.ts';

/** A title in the contents without a page of its own. */
export interface ContentsGroup {
  readonly title: string;
  /** How many parts, groups and chapters it is below. */
  readonly depth: number;
}

/** Where a chapter is in the contents of a book with parts, or with chapters below others. */
export interface ContentsPlace {
  /** How many parts, groups and chapters it is below. */
  readonly depth: number;
  /** The title in the contents; absent: that of the chapter. */
  readonly title?: string;
  /** The groups that begin with it, outermost first. */
  readonly groups?: readonly ContentsGroup[];
}

/** The syntax tree of a chapter. It is decoded or parsed only where it is needed. */
export interface ChapterBody {
  /**
   * Digest of everything that the tree and its source depend on, except Handpress itself; absent: nothing that is made of
   * it is cached.
   */
  readonly origin?: string;
  /**
   * Returns the tree, which must not be changed. Nodes have positions in the author's file. The first level-one heading is
   * the title of the chapter.
   */
  read(): Promise<MdastRoot>;
}

/** One parsed Markdown source of a publication. */
export interface Chapter {
  /** Unique in the publication; from the front matter, or generated from the name of the file. */
  readonly id: string;
  readonly source: SourceFile;
  readonly metadata: ChapterMetadata;
  readonly body: ChapterBody;
  /** Absent: it is below none, and the contents have its own title. */
  readonly place?: ContentsPlace;
  /** Whether it is only the page with the title of a part, which has no file. */
  readonly isPartPage?: true;
}

/** One item of a CSL-JSON bibliography: https://docs.citationstyles.org/en/stable/specification.html */
export interface CslItem {
  readonly id: string;
  readonly type: string;
  readonly [field: string]: unknown;
}

/** How citations and the list of sources are printed: a style of CSL. */
export interface CitationStyle {
  /** As the settings name it, and where. */
  readonly name: string;
  readonly place: SourceLocation;
  /** The text of the style. */
  readonly xml: string;
  /** How it cites, as the style says: with numbers, in notes, or with authors. */
  readonly format: 'numeric' | 'note' | 'author';
  /** The texts of the locales that it needs, by name: that of the publication, and `en-US`. */
  readonly locales: ReadonlyMap<string, string>;
  /** The name of the locale of the publication. */
  readonly locale: string;
}

/** The web site of a publication. */
export interface PublicationSite {
  /** Begins with `http`, and ends with `/`. */
  readonly address: string;
  /** Folder of its pages, relative to that of the publication. */
  readonly folder: string;
  /** Whether another program makes its pages, so that they have other names than those of Handpress. */
  readonly isOther?: true;
}

/** What a site has besides its pages. */
export interface SiteExtras {
  /** Whether it has a list of its pages for language models: https://llmstxt.org */
  readonly hasLlms: boolean;
  /** Whether each page has its text in Markdown beside it. */
  readonly hasMarkdown: boolean;
}

/** The headings of a single file that make the chapters of a book. */
export interface HeadingChapters {
  /** Level of the headings that begin chapters. With 2, a heading of level one begins a part. */
  readonly level: 1 | 2;
  /** How many chapters there are. */
  readonly count: number;
  /** Whether the first heading of level one is only the title of the book. */
  readonly hasTitle?: true;
  /** Whether the file is a book; absent: only a printed book has the chapters. */
  readonly isBook?: true;
  /** The number of words by which the file is a book; absent if its front matter decides. */
  readonly words?: number;
}

/** The edition whose content was read, and what the content asks of it. */
export interface ContentView {
  readonly edition: Edition;
  readonly conditions: readonly EditionCondition[];
}

/** A publication, independent of HTML, pages and EPUB. */
export interface Publication {
  /** Name of its folder in the output folder. */
  readonly id: string;
  /** `folder`: has a `publication.yaml`; `file`: a lone Markdown file. */
  readonly form: 'folder' | 'file';
  /** Whether faults that leave the rest of the page right are warnings: a single file is taken generously. */
  readonly isLenient?: true;
  /** Whether its code is not highlighted. */
  readonly hasPlainCode?: true;
  /** Whether its diagrams are drawn for large print. */
  readonly hasLargeDiagrams?: true;
  /** Present if its text looks like that of a novel. */
  readonly prose?: ProseLook;
  /** The folder that contains all files its pages may use, relative to the root. Images never come from outside. */
  readonly folder: string;
  readonly metadata: Metadata;
  /** The look of the project; absent: it has none of its own. */
  readonly brand?: Brand;
  readonly chapters: readonly Chapter[];
  /** Absent for a folder, and if the headings of a file make no chapters. */
  readonly headingChapters?: HeadingChapters;
  /** By id; empty if the publication has no bibliography. */
  readonly references: ReadonlyMap<string, CslItem>;
  /** Whether it has a bibliography that cannot be read: what its citations refer to is not known. */
  readonly hasUnreadReferences?: true;
  /** Absent: numbers in the Vancouver style. */
  readonly citationStyle?: CitationStyle;
  /** Whether each chapter of a book has a list of its own sources; absent: the book has one. */
  readonly hasChapterLists?: true;
  /** Whether the solutions of exercises are at the end; absent: they are where they are written. */
  readonly hasSolutionsAtEnd?: true;
  /** Whether each chapter links a term of the glossary where it is used first; absent: links are marked. */
  readonly linksFirstUse?: true;
  /** Keys of sources that are listed though no text cites them. */
  readonly uncited?: readonly string[];
  readonly editions: readonly Edition[];
  /** Absent: all editions have the same content. */
  readonly view?: ContentView;
  /** The web site that has its pages, too; absent if there is none. */
  readonly site?: PublicationSite;
  /** Absent: a site has nothing besides its pages. */
  readonly siteExtras?: SiteExtras;
  /** The printed edition whose page numbers the e-book contains; absent if there is none. */
  readonly pagesFrom?: PaperEdition;
  /** Location of the language; without one, the start of the metadata. */
  readonly languageLocation: SourceLocation;
  /** Whether it lists its editions; otherwise it has the default ones. */
  readonly listsEditions: boolean;
}
