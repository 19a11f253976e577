/**
 * Declares the values of the templates of web pages. `docs/look.md` is generated from these comments: each must read alone, for
 * people who write templates.
 */
import type { Terms } from '../core/model/design.ts';
import type { Metadata } from '../core/model/metadata.ts';

/** Values of `web/page.html`. */
export interface WebPageData {
  /** language of the publication, as a BCP 47 tag */
  readonly language: string;
  /** direction of the language: `ltr` or `rtl` */
  readonly direction: 'ltr' | 'rtl';
  /** title of the document: that of the page, and that of the publication */
  readonly title: string;
  /** what the head of the page says about it, for search engines and for programs that show links */
  readonly head: WebHeadData;
  /** facts about the publication, mostly from its settings */
  readonly metadata: Metadata;
  /** words that Handpress writes itself, by their keys in `templates/terms/en.yaml` */
  readonly terms: Terms;
  /** draft mark; empty for a published document */
  readonly draftMark: string | undefined;
  /** sentence that explains the draft mark */
  readonly draftStatement: string | undefined;
  /** logo of the project's brand; empty if there is none */
  readonly logo: WebLogoData | undefined;
  /** whether it is the first page, with the title of the publication */
  readonly isFirst: boolean;
  /** style sheet of an edition in one file; write it with the filter `raw` */
  readonly styles: string | undefined;
  /** file of the style sheet of a site */
  readonly stylesheet: string | undefined;
  /** script of the search field; empty for a page that is alone */
  readonly searchScript: string | undefined;
  /** table of contents; empty for a page that is alone and has one section */
  readonly contents: readonly WebContentsEntry[];
  /** what the first page says below the title; empty for other pages */
  readonly front: WebFrontData | undefined;
  /** sections of the page */
  readonly sections: readonly WebSectionData[];
  /** page before this one, if any */
  readonly previous: WebLinkData | undefined;
  /** page after this one, if any */
  readonly next: WebLinkData | undefined;
  /** the same text in other forms: files of the same build */
  readonly forms: readonly WebFormData[];
  /** everything that is known about the publication; only on the first page */
  readonly facts: readonly WebFactData[];
  /** ids for elements of the page that no author has used */
  readonly ids: WebIdData;
}

/** A file of the same build, to print or for a reading system. */
export interface WebFormData {
  /** what it is, in the language of the publication */
  readonly label: string;
  /** `PDF` or `EPUB` */
  readonly type: string;
  /** its address */
  readonly href: string;
}

/** What the head of a page says about it. */
export interface WebHeadData {
  /** description of the publication on the first page, else of the chapter, if it has one */
  readonly description: string | undefined;
  /** names of the authors */
  readonly authors: readonly string[];
  /** address of the page on the web; empty if the settings name no site */
  readonly address: string | undefined;
  /** file of the text of the page in Markdown, if there is one */
  readonly markdown: string | undefined;
  /** properties of Open Graph; empty if the settings name no site */
  readonly properties: readonly WebPropertyData[];
  /** description in the vocabulary of schema.org, as JSON-LD; write it with the filter `raw` */
  readonly data: string;
}

/** A property of Open Graph. */
export interface WebPropertyData {
  /** its name: `og:title` */
  readonly name: string;
  /** its value */
  readonly content: string;
}

/** Values of `logo`. */
export interface WebLogoData {
  /** address of the picture */
  readonly src: string;
  /** alternative text */
  readonly alt: string;
  /** width of the picture in pixels */
  readonly width: number;
  /** height of the picture in pixels */
  readonly height: number;
}

/** Values of `ids`. */
export interface WebIdData {
  /** id of the part that has the text */
  readonly text: string;
  /** id of the heading of the contents */
  readonly contents: string;
  /** id of the heading above the facts */
  readonly about: string;
  /** id of the heading above the other forms */
  readonly forms: string;
  /** id of the search field */
  readonly search: string;
}

/** An entry of the table of contents. */
export interface WebContentsEntry {
  /** title of the chapter or heading */
  readonly title: string;
  /** its address */
  readonly href: string;
  /** whether it is the page that contains the table */
  readonly isCurrent: boolean;
  /** its language, if it differs from that of the publication */
  readonly language?: string;
  /** direction of its language */
  readonly direction?: 'ltr' | 'rtl';
  /** entries below it */
  readonly children: readonly WebContentsEntry[];
}

/** What the first page says below the title. */
export interface WebFrontData {
  /** names of the authors */
  readonly authors: readonly string[];
  /** publisher; empty if it is also an author */
  readonly publisher: string | undefined;
  /** version and dates */
  readonly facts: readonly WebFactData[];
}

/** A fact about the publication. */
export interface WebFactData {
  /** what it is: `Published` */
  readonly label: string;
  /** the fact */
  readonly value: string;
}

/** A section of a page. */
export interface WebSectionData {
  /** id of the section's heading */
  readonly id: string;
  /** title of the section */
  readonly title: string;
  /** whether the section has a heading */
  readonly headed: boolean;
  /** its role in DPUB-ARIA, if there is one: `doc-preface` */
  readonly role: string | undefined;
  /** language of the section */
  readonly language: string;
  /** direction of the section's language */
  readonly direction: 'ltr' | 'rtl';
  /** content of the section; write it with the filter `raw` */
  readonly html: string;
}

/** Values of `web/contents.html`. */
export interface WebContentsData {
  /** table of contents */
  readonly entries: readonly WebContentsEntry[];
  /** heading above it */
  readonly heading: string;
  /** id of the heading */
  readonly id: string;
  /** language of the publication */
  readonly language: string;
}

/** Values of `web/entries.html`. */
export interface WebEntriesData {
  /** entries of one level */
  readonly entries: readonly WebContentsEntry[];
  /** language of the publication */
  readonly language: string;
}

/** Values of `web/search.html`. */
export interface WebSearchData {
  /** id of the search field */
  readonly id: string;
  /** words that Handpress writes itself */
  readonly terms: Terms;
}

/** A link to another page. */
export interface WebLinkData {
  /** title of the page */
  readonly title: string;
  /** its address */
  readonly href: string;
}
