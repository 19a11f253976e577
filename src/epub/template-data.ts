/**
 * Declares the values of the e-book's templates. `docs/look.md` is generated from these comments: each must
 * read alone, for people who write templates.
 */

import type { Terms } from '../core/model/design.ts';
import type { Metadata } from '../core/model/metadata.ts';

/** Values of every e-book document. */
export interface CommonData {
  /** facts about the publication, mostly from its settings */
  readonly metadata: Metadata;
  /** language of the document, as a BCP 47 tag */
  readonly language: string;
  /** words that Handpress writes itself, by their keys in `templates/terms/en.yaml` */
  readonly terms: Terms;
  /** draft mark; empty for a published document */
  readonly draftMark: string | undefined;
  /** ids for elements of these pages that no author has used */
  readonly ids: IdData;
  /** direction of vertical lines; empty for horizontal ones */
  readonly writingMode: 'vertical-rl' | 'vertical-lr' | undefined;
}

/** Values of `ids`. */
export interface IdData {
  /** id of the title page's heading */
  readonly title: string;
  /** id of the heading of the contents */
  readonly contents: string;
  /** id of the table of contents */
  readonly toc: string;
  /** id of the landmarks */
  readonly landmarks: string;
  /** id of the page list */
  readonly pageList: string;
  /** id of the last page's heading */
  readonly about: string;
}

/** Values of `epub/cover.xhtml`. */
export interface CoverPageData extends CommonData {
  /** title of the document: `Cover` */
  readonly title: string;
  /** file name of the cover image */
  readonly image: string;
  /** alternative text of the image */
  readonly text: string;
}

/** Values of `epub/title-page.xhtml`. */
export interface TitlePageData extends CommonData {
  /** title of the document: `Title page` */
  readonly title: string;
  /** sentence that explains the draft mark */
  readonly draftExplained: string | undefined;
  /** names of the authors */
  readonly authors: readonly string[];
  /** authors with institutions and ORCID iDs, abstract and keywords of an article; empty for another text */
  readonly article: ArticleData | undefined;
  /** publisher; empty if it is also an author */
  readonly publisher: string | undefined;
  /** version and dates */
  readonly facts: readonly FactData[];
  /** logo of the project's brand; empty if there is none */
  readonly logo: LogoData | undefined;
}

/** Values of `logo`. */
export interface LogoData {
  /** file name of the image */
  readonly src: string;
  /** alternative text */
  readonly alt: string;
}

/** An article. */
export interface ArticleData {
  /** its authors */
  readonly authors: readonly ArticleAuthorData[];
  /** paragraphs of the abstract */
  readonly abstract: readonly string[];
  /** subjects in one line; empty if there is none */
  readonly keywords: string;
}

/** An author of an article. */
export interface ArticleAuthorData {
  /** name of the author */
  readonly name: string;
  /** institutions in one line; empty if there is none */
  readonly affiliations: string;
  /** ORCID iD; empty if there is none */
  readonly orcid?: string;
}

/** Values of `epub/about.xhtml`. */
export interface AboutPageData extends CommonData {
  /** title of the document */
  readonly title: string;
  /** sentence that explains the draft mark */
  readonly draftExplained: string | undefined;
  /** everything that is known about the publication */
  readonly facts: readonly FactData[];
}

/** Values of `epub/section.xhtml`. */
export interface SectionPageData extends CommonData {
  /** title of the section */
  readonly title: string;
  /** direction of the section's language: `ltr` or `rtl` */
  readonly direction: 'ltr' | 'rtl';
  /** the section */
  readonly section: SectionData;
  /** place of the section in the book */
  readonly place: PlaceData;
}

/** Values of `section`. */
export interface SectionData {
  /** id of the section's heading */
  readonly id: string;
  /** `chapter`, or `references` for the list of sources */
  readonly kind: string;
  /** title of the section */
  readonly title: string;
  /** short title of the section, if it has one */
  readonly shortTitle?: string;
  /** content of the section as XHTML; write it with the filter `raw` */
  readonly body: string;
  /** whether the section begins with a heading of that id */
  readonly headed: boolean;
  /** language of the section, only if it differs from the publication's */
  readonly language?: string;
  /** kinds of content in the section, for Handpress's own use */
  readonly features: object;
  /** headings of the section, each with `id`, `level` and `text` */
  readonly headings: readonly object[];
  /** kind of a part other than a chapter, as `preface` */
  readonly part?: string;
  /** id of the chapter, for the later documents of a long chapter */
  readonly partOf?: string;
}

/** Values of `place`. */
export interface PlaceData {
  /** `frontmatter`, `bodymatter` or `backmatter` */
  readonly partition: string;
  /** `epub:type` of the section */
  readonly type?: string;
  /** ARIA role of the section */
  readonly role?: string;
}

/** Values of `epub/nav.xhtml`. */
export interface NavigationPageData extends CommonData, NavigationData {
  /** heading of the contents */
  readonly title: string | undefined;
}

/** Values of `epub/toc.ncx`. */
export interface NcxData extends CommonData, NavigationData {}

/** The contents, landmarks and page list of the e-book. */
export interface NavigationData {
  /** lines of the contents */
  readonly points: readonly PointData[];
  /** levels of the contents */
  readonly depth: number;
  /** landmarks, as cover, contents and start of the text */
  readonly landmarks: readonly LandmarkData[];
  /** pages of the printed book */
  readonly pageList: PageListData;
}

/** An entry of `points`. */
export interface PointData {
  /** text of the line */
  readonly title: string;
  /** address that the line leads to */
  readonly href: string;
  /** number of the line, from 1 */
  readonly number: number;
  /** number of the address, from 1: lines that lead to one address have the same */
  readonly order: number;
  /** language of the text, only if it differs from the publication's */
  readonly language?: string;
  /** direction of that language */
  readonly direction?: 'ltr' | 'rtl';
  /** lines below this line, with the same values */
  readonly children: readonly object[];
}

/** An entry of `landmarks`. */
export interface LandmarkData {
  /** `epub:type` of the landmark */
  readonly type: string;
  /** text of the landmark */
  readonly title: string;
  /** address that it leads to */
  readonly href: string;
}

/** Values of `pageList`. */
export interface PageListData {
  /** pages; empty if the e-book has no page numbers */
  readonly pages: readonly PageTargetData[];
  /** greatest page number */
  readonly last: number;
  /** identifier of the printed book; none without page numbers */
  readonly source?: string;
  /** page on which the contents begin */
  readonly contents?: PageBreakData;
}

/** A page break. */
export interface PageBreakData {
  /** id of the page break's element */
  readonly id: string;
  /** page number */
  readonly label: string;
}

/** An entry of `pages`. */
export interface PageTargetData extends PageBreakData {
  /** address of the page break */
  readonly href: string;
  /** `front` for a roman number, else `normal` */
  readonly type: string;
  /** the page number as a number */
  readonly value?: number;
  /** number of the entry, after the lines of the contents */
  readonly order: number;
}

/** An entry of `facts`. */
export interface FactData {
  /** name of the fact */
  readonly label: string;
  /** the fact itself */
  readonly value: string;
}

/** Values of `epub/package.opf`. */
export interface PackageData {
  /** facts about the publication, mostly from its settings */
  readonly metadata: Metadata;
  /** direction of the pages: `rtl` for a language from right to left and for vertical lines from right to left */
  readonly progression: 'ltr' | 'rtl';
  /** direction of vertical lines; empty for horizontal ones */
  readonly writingMode: 'vertical-rl' | 'vertical-lr' | undefined;
  /** code of the identifier's kind (ONIX code list 5): `15` for an ISBN, `06` for a DOI */
  readonly identifierType: string | undefined;
  /** ISBN and DOI, unless one of them is the identifier */
  readonly identifiers: readonly IdentifierData[];
  /** authors */
  readonly creators: readonly AgentData[];
  /** reviewers, translators and others */
  readonly contributors: readonly AgentData[];
  /** number in the series, for Calibre */
  readonly seriesIndex: string | undefined;
  /** languages of the text, the publication's first */
  readonly languages: readonly string[];
  /** time of the last change */
  readonly modified: string;
  /** identifier of the printed book with the same page numbers; none without page numbers */
  readonly pageBreakSource: string | undefined;
  /** accessibility of the text, as schema.org describes it */
  readonly accessibility: AccessibilityData;
  /** what the settings add as `metadata` */
  readonly own: OwnData;
  /** files of the package */
  readonly items: readonly ItemData[];
  /** ids of the documents, in reading order */
  readonly spine: readonly string[];
  /** id of the cover image */
  readonly coverImage: string;
}

/** Values of `own`. */
export interface OwnData {
  /** prefixes with the addresses of their vocabularies, as `prefix` has them */
  readonly prefix: string;
  /** values of `dc:source` */
  readonly sources: readonly string[];
  /** values of `dc:relation` */
  readonly relations: readonly string[];
  /** values of `dc:coverage` */
  readonly coverages: readonly string[];
  /** values of `dc:type` */
  readonly types: readonly string[];
  /** values of `dc:format` */
  readonly formats: readonly string[];
  /** properties with a prefix */
  readonly properties: readonly OwnPropertyData[];
}

/** An entry of `own.properties`. */
export interface OwnPropertyData {
  /** name with its prefix */
  readonly property: string;
  /** text of the property */
  readonly value: string;
}

/** An entry of `identifiers`. */
export interface IdentifierData {
  /** id of the element */
  readonly id: string;
  /** the identifier as a URN */
  readonly urn: string;
  /** code of its kind (ONIX code list 5) */
  readonly type: string;
}

/** An entry of `creators` and `contributors`. */
export interface AgentData {
  /** id of the element */
  readonly id: string;
  /** name of the person or body */
  readonly name: string;
  /** name as a catalogue files it */
  readonly fileAs?: string;
  /** role, as a MARC relator code */
  readonly relator: string;
}

/** Values of `accessibility`. */
export interface AccessibilityData {
  /** senses that the text needs */
  readonly accessModes: readonly string[];
  /** sets of senses that are enough to understand it */
  readonly sufficientAccessModes: readonly string[];
  /** features for accessibility */
  readonly features: readonly string[];
  /** hazards, such as flashing */
  readonly hazards: readonly string[];
  /** summary in sentences */
  readonly summary: string;
  /** language of the summary, only if it differs from the publication's */
  readonly summaryLanguage: 'en' | undefined;
  /** what the author says, if the summary is in another language */
  readonly ownSummary?: string;
  /** certification from the settings, with `by`, `conformsTo`, `date`, `credential` and `report` */
  readonly certification?: object;
}

/** An entry of `items`. */
export interface ItemData {
  /** id in the manifest */
  readonly id: string;
  /** file name */
  readonly href: string;
  /** media type */
  readonly mediaType: string;
  /** properties of EPUB, as `nav` */
  readonly properties?: string;
}

/** Values of `epub/cover.svg`. */
export interface CoverDrawingData {
  /** language of the publication, as a BCP 47 tag */
  readonly language: string;
  /** direction of that language */
  readonly direction: 'ltr' | 'rtl';
  /** all words on the cover, for its title */
  readonly text: string;
  /** width of the drawing, in its own units, as all lengths below */
  readonly width: number;
  /** height of the drawing */
  readonly height: number;
  /** margin at the sides */
  readonly margin: number;
  /** width between the margins */
  readonly measure: number;
  /** width of the bar at the side */
  readonly bar: number;
  /** left edge of the bar */
  readonly barX: number;
  /** color of the bar, the mark and the title: the last `--accent` of the styles, or that of the brand, as `#0b4f5c` */
  readonly accent: string;
  /** color of the page */
  readonly ground: string;
  /** color of the other words */
  readonly ink: string;
  /** left edge of the mark */
  readonly markX: number;
  /** top edge of the mark */
  readonly markY: number;
  /** where the lines of text begin */
  readonly textX: number;
  /** where the lines of the draft mark begin */
  readonly draftX: number;
  /** draft mark with its frame; empty for a published document */
  readonly draft: DraftBlockData | undefined;
  /** lines of the title */
  readonly title: BlockData;
  /** lines of the subtitle */
  readonly subtitle?: BlockData;
  /** lines of the publisher or the authors */
  readonly publisher: BlockData | undefined;
  /** shapes of the project's logo; empty if there is none; write them with the filter `raw` */
  readonly logo: string | undefined;
}

/** Values of a block of lines. */
export interface BlockData {
  /** type size */
  readonly size: number;
  /** lines of text */
  readonly lines: readonly LineData[];
}

/** Values of `draft`. */
export interface DraftBlockData extends BlockData {
  /** top edge of the frame */
  readonly y: number;
  /** height of the frame */
  readonly height: number;
}

/** An entry of `lines`. */
export interface LineData {
  /** baseline */
  readonly y: number;
  /** text of the line */
  readonly text: string;
}

/** Values of `epub/page-head.xhtml`, which the documents render at their start. */
export interface PageHeadData {
  /** language of the document */
  readonly language: string;
  /** direction of that language */
  readonly direction: string;
  /** title of the document */
  readonly title: string;
}

/** Values of `epub/page-mark.xhtml`, a page break. */
export interface PageMarkData {
  /** the page break */
  readonly mark: PageBreakData;
}

/** Values of `epub/facts.xhtml`, a list of facts. */
export interface FactsData {
  /** facts */
  readonly facts: readonly FactData[];
  /** language of the publication, for the filter `isolate` */
  readonly language?: string;
}

/**
 * Values of `epub/nav-list.xhtml` and `epub/nav-points.ncx`, which render themselves for each level of the
 * contents.
 */
export interface PointsData {
  /** lines of one level */
  readonly points: readonly PointData[];
  /** language of the publication, for the filter `isolate` */
  readonly language?: string;
}

/** Values of `epub/agent.opf`, a person or body. */
export interface AgentPartData {
  /** the person or body */
  readonly agent: AgentData;
}

/** Values of `epub/cover-lines.svg`, a block of lines on the cover. */
export interface CoverLinesData {
  /** the block */
  readonly block: BlockData;
  /** where its lines begin */
  readonly x: number;
  /** weight of the font */
  readonly weight: number;
  /** color of the text */
  readonly fill: string;
}
