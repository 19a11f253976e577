/** A publication as it was read: Markdown trees, metadata, references, editions. */
import type { Root as MdastRoot } from 'mdast';
import type { Place, Source } from '../source-location.ts';
import type { Edition, PaperEdition } from './edition.ts';
import type { ChapterMetadata, Metadata } from './metadata.ts';

/** One Markdown source of a publication, understood as Markdown. */
export interface Chapter {
  /** Unique in the publication, made from the file's name or given in the front matter. */
  readonly id: string;
  readonly source: Source;
  readonly metadata: ChapterMetadata;
  /** Nodes keep the positions of the author's file. The first level-one heading is the chapter's title. */
  readonly body: MdastRoot;
}

/** One item of a CSL-JSON bibliography: https://docs.citationstyles.org/en/stable/specification.html */
export interface CslItem {
  readonly id: string;
  readonly type: string;
  readonly [field: string]: unknown;
}

/** The whole work. Knows nothing of HTML, pages or EPUB. */
export interface Publication {
  /** Folder name in `dist/`. */
  readonly id: string;
  /** `folder`: has a `publication.yaml`; `file`: a lone Markdown file. */
  readonly form: 'folder' | 'file';
  /** Folder of the sources, relative to the root; nothing outside it gets into a page. */
  readonly folder: string;
  readonly metadata: Metadata;
  readonly chapters: readonly Chapter[];
  /** By id; empty when the publication has no bibliography. */
  readonly references: ReadonlyMap<string, CslItem>;
  readonly editions: readonly Edition[];
  /** The printed book whose page numbers the e-book has; absent where there is none. */
  readonly pagesFrom?: PaperEdition;
  /** Where its language is named; where nobody named it, the beginning of what is said of the publication. */
  readonly languagePlace: Place;
  /** Whether it says itself which editions it has; else those are the usual ones. */
  readonly listsEditions: boolean;
}
