/**
 * Declares the values of the print templates. `docs/look.md` is generated from these comments: each must read alone, for
 * people who write templates.
 */

import type { Terms } from '../../core/model/design.ts';

/** Values of every print template. */
export interface CommonData {
  /** language of the publication, as a BCP 47 tag: `en` */
  readonly language: string;
  /** direction of that language: `ltr` or `rtl` */
  readonly direction: 'ltr' | 'rtl';
  /** title of the book or of the handout */
  readonly title: string;
  /** words that Handpress writes itself, by their keys in `templates/terms/en.yaml`: `terms.contents` */
  readonly terms: Terms;
  /** mark that every page of a draft must show; empty for a published document */
  readonly draftMark: string | undefined;
  /** sentence that explains the draft mark; empty if there is nothing to explain */
  readonly draftStatement: string | undefined;
  /** facts about the publication, such as authors, reviewers, version and dates */
  readonly imprint: readonly ImprintData[];
  /** logo of the project's brand as HTML; write it with the filter `raw` */
  readonly logo: string | undefined;
  /** whole style sheet of the document, with the fonts; write it with the filter `raw` into a `style` element */
  readonly styles: string;
}

/** A fact of `imprint`. */
export interface ImprintData {
  /** name of the fact: `Reviewed by` */
  readonly label: string;
  /** the fact itself */
  readonly value: string;
}

/** An entry of `sections`. */
export interface SectionData {
  /** id that a book's template must set on the section's element */
  readonly id: string;
  /** `chapter`, or `references` for the list of sources */
  readonly kind: string;
  /** language of the section, only if it differs from the publication's */
  readonly language?: string;
  /** direction of that language */
  readonly direction?: 'ltr' | 'rtl';
  /** name of the section's pages, which a book's template must set with the CSS property `page` */
  readonly page: string;
  /** whether it is the first section */
  readonly isFirst: boolean;
  /** whether the page before it is counted like the contents: it is the first section, or the sections before it have Roman numerals */
  readonly isAfterFront: boolean;
  /** whether a book needs a blank page before the section */
  readonly blankBefore: boolean;
  /** `close` where less space saves a page of a book, otherwise `roomy` */
  readonly spacing: Spacing;
  /** content of the section as HTML; write it with the filter `raw` */
  readonly html: string;
}

/** How generous the space between blocks is; the type size is always the same. */
export type Spacing = 'roomy' | 'close';

/** Values of `handout.html`, and of `print/head.html`, which it includes. */
export interface HandoutData extends CommonData {
  /** the chapter, and its list of sources if it has one */
  readonly sections: readonly SectionData[];
  /** `roomy`, or `close` where less space saves a page */
  readonly spacing: Spacing;
  /** id of the imprint, which a hidden link must name; without it the imprint can be alone on the last page */
  readonly imprintId: string;
}

/**
 * Values of `book.html`, and of `print/head.html`, `print/cover.html`, `print/half-title.html`, `print/title-page.html`,
 * `print/contents.html` and `print/colophon.html`,
 * which it includes.
 */
export interface BookData extends CommonData {
  /** all chapters, and the list of sources if the book has one */
  readonly sections: readonly SectionData[];
  /** what is between title page and contents, such as a dedication; empty for templates of your own, where it is among the `sections` */
  readonly opening: readonly SectionData[];
  /** content of the cover */
  readonly cover: CoverData;
  /** type size of the title on the half title, in points; 0 if the book has no half title */
  readonly halfTitleSize: number;
  /** whether the imprint is on the back of the cover though the book has a title page: its copyright page is on the back of that */
  readonly hasCopyrightPage: boolean;
  /** content of the title page; empty if the book has none */
  readonly titlePage: TitlePageData | undefined;
  /** id that the heading of the contents must have */
  readonly contentsId: string;
  /** whether a book needs a blank page before the contents */
  readonly blankBeforeContents: boolean;
  /** lines of the contents, with two levels or as many as `contents-depth` says */
  readonly contents: readonly ContentsBranch[];
  /** lists of figures, of tables and of listings; empty for a book with few of them, unless `list-of-figures`, `list-of-tables` or `list-of-listings` asks for one */
  readonly lists: readonly ContentsListData[];
  /** id that the heading of the imprint must have */
  readonly colophonId: string;
  /** description of the publication */
  readonly description: string | undefined;
  /** identifier of the publication: a URN, an ISBN or a DOI */
  readonly identifier: string;
  /** ISBN of the printed book, or else of the publication */
  readonly isbn: string | undefined;
  /** DOI of the publication */
  readonly doi: string | undefined;
  /** version of the publication */
  readonly version: string | undefined;
  /** rights or license of the publication */
  readonly rights: string | undefined;
  /** publisher of the publication */
  readonly publisher: string | undefined;
  /** date of publication, in words */
  readonly published: string | undefined;
  /** names of the typefaces */
  readonly typefaces: string;
  /** everything that begins on a new page, for a hidden list of links; without it page numbers cannot be computed */
  readonly parts: readonly PartData[];
  /** whether cover, imprint and contents are printed; false for the later parts of a long book with our own design */
  readonly hasFront: boolean;
  /** ids to which other parts of a long book lead, for the same list of links; empty for a design of your own */
  readonly wanted: readonly string[];
  /** ids in other parts of a long book, for hidden elements that links lead to; empty for a design of your own */
  readonly elsewhere: readonly string[];
}

/** Values of `print/frames.html`: the heads, feet and page numbers of a long book. */
export interface FramesData extends CommonData {
  /** name of each page */
  readonly pages: readonly string[];
}

/** Values of `cover`. */
export interface CoverData {
  /** largest type size at which the title fits, in points */
  readonly titleSize: number;
  /** subtitle of the publication */
  readonly subtitle: string | undefined;
  /** publisher of the publication */
  readonly publisher: string | undefined;
  /** names of the authors; empty if the publisher is the only author */
  readonly authors: string;
  /** the publication's own picture as HTML; write it with the filter `raw` */
  readonly picture: string | undefined;
}

/** Values of `titlePage`. Title, subtitle, version and publisher are values of the book. */
export interface TitlePageData {
  /** type size of the title, in points */
  readonly titleSize: number;
  /** names of the authors; empty if the publisher is the only author */
  readonly authors: readonly string[];
  /** other contributors, such as translators */
  readonly contributors: readonly ImprintData[];
}

/** A line of `contents`, of its `children`, and of the `items` of a list. */
export interface ContentsEntry {
  /** id that the line leads to */
  readonly id: string;
  /** text of the line */
  readonly title: string;
  /** language of the text, only if it differs from the publication's */
  readonly language?: string;
  /** direction of that language */
  readonly direction?: 'ltr' | 'rtl';
  /** value of the link's `lang`, by which its page number is found after printing */
  readonly mark: string;
  /** page number, or digits that are replaced after printing */
  readonly page: string;
}

/** A line of `contents`, and of its `children`: also all values of an entry. */
export interface ContentsBranch extends ContentsEntry {
  /** lines of the next level; empty below `contents-depth` */
  readonly children: readonly ContentsBranch[];
}

/** An entry of `lists`. */
export interface ContentsListData {
  /** id that the heading must have */
  readonly id: string;
  /** heading: `Figures`, `Tables` or `Listings` */
  readonly title: string;
  /** lines of the list */
  readonly items: readonly ContentsEntry[];
}

/** An entry of `parts`. */
export interface PartData {
  /** id on the first page of the part */
  readonly id: string;
  /** `contents` or `section` */
  readonly kind: 'contents' | 'section';
}

/** Values of `print/entry.html`, a line of the contents. */
export interface EntryData {
  /** the line */
  readonly entry: ContentsEntry;
  /** language of the publication, for the filter `isolate` */
  readonly language?: string;
}

/** Values of `print/section.html`, a section of a book. */
export interface PrintedSectionData {
  /** the section */
  readonly section: SectionData;
}

/** Values of `print/entries.html`, the lines of one level. */
export interface EntriesData {
  /** the lines */
  readonly entries: readonly ContentsBranch[];
}
