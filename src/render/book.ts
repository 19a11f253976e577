/**
 * Assembles a Book from rendered chapters: all of them, or one alone. Numbers citations and resolves what
 * depends on the book.
 */
import type { Root } from 'hast';
import type { Asset } from '../core/model/asset.ts';
import type { Book, BookLogo, Section } from '../core/model/book.ts';
import type { Terms } from '../core/model/design.ts';
import type { Chapter, ContentsPlace, HeadingChapters, Publication } from '../core/model/publication.ts';
import { cloneTree } from '../lib/html/clone.ts';
import { visit } from '../lib/html/visit.ts';
import { numberNotesContinuously } from './blocks/footnotes.ts';
import type { RenderedChapter } from './chapter.ts';
import type { Bibliography } from './citations/bibliography.ts';
import { citeInBook, citeInChapters } from './citations/cite-sources.ts';
import type { CitationStyler } from './citations/styled-citations.ts';
import { replaceExternalLinks } from './handout-links.ts';
import { collectIds } from './ids.ts';
import type { Assets } from './images/assets.ts';
import { buildNavigation } from './navigation.ts';
import type { PlacedSolutions } from './solutions/place-solutions.ts';
import { punctuateText } from './typography/punctuation.ts';
import { markUntitled, nameUntitled } from './untitled.ts';

/** A publication with every chapter rendered and every problem reported. */
export interface RenderedPublication {
  readonly publication: Publication;
  readonly terms: Terms;
  readonly chapters: readonly RenderedChapter[];
  /** Title of the chapter that contains an id, by id. */
  readonly titles: ReadonlyMap<string, string>;
  readonly assets: Assets;
  readonly bibliography: Bibliography;
  /** Absent: citations are numbers in the Vancouver style. */
  readonly styler?: CitationStyler;
  readonly cover?: Asset;
  readonly logo?: BookLogo;
}

/**
 * Assembles the whole publication as one book. A single file has chapters by its headings if it is a book.
 * @returns the same book for all editions, which must not be changed
 */
export function assembleBook(rendered: RenderedPublication): Promise<Book> {
  const { headingChapters } = rendered.publication;
  return assembleOnce(rendered, headingChapters?.isBook ? headingChapters : undefined);
}

/** Assembles the whole publication as a printed book, in which a single file has chapters by its headings. See {@link assembleBook}. */
export function assemblePrintedBook(rendered: RenderedPublication): Promise<Book> {
  return assembleOnce(rendered, rendered.publication.headingChapters);
}

/** Assembled books of a publication: without chapters by headings, and with them. */
const assembled = new WeakMap<RenderedPublication, Map<HeadingChapters | undefined, Promise<Book>>>();

function assembleOnce(rendered: RenderedPublication, divided: HeadingChapters | undefined): Promise<Book> {
  const known = assembled.get(rendered) ?? new Map<HeadingChapters | undefined, Promise<Book>>();
  assembled.set(rendered, known);
  const book = known.get(divided) ?? assemble(rendered, rendered.chapters, 'publication', divided);
  known.set(divided, book);
  return book;
}

/**
 * Assembles one chapter alone. Links to other chapters become words; sources, figures and notes are numbered
 * from 1.
 */
export function assembleHandout(rendered: RenderedPublication, chapter: Chapter): Promise<Book> {
  const chosen = rendered.chapters.filter((other) => other.chapter === chapter);
  return assemble(rendered, chosen, 'chapter');
}

async function assemble(
  rendered: RenderedPublication,
  chosen: readonly RenderedChapter[],
  scope: Book['scope'],
  divided?: HeadingChapters,
): Promise<Book> {
  const { publication, terms } = rendered;
  const parts = chosen.map((chapter) => ({ chapter, body: cloneTree(chapter.body) }));
  const bodies = parts.map(({ body }) => body);
  if (scope === 'publication') numberNotesContinuously(bodies);
  const abbreviations = await printMeanings(parts, rendered, scope);
  const { language, title } = publication.metadata;
  const whole = parts.map(({ chapter, body }) => buildSection(chapter, body, { usual: language, terms }));
  const isWhole = scope === 'publication' || publication.chapters.length === 1;
  const uncited = isWhole ? (publication.uncited ?? []) : [];
  const isDivided = publication.hasChapterLists === true && scope === 'publication';
  const { texts, end } = await placeSolutions(whole, chosen, rendered, divided !== undefined);
  const sources = isDivided ? undefined : await citeInBook(rendered, [...texts, ...end], uncited);
  const pieces = [...(divided ? await divideSections(texts, divided, title) : texts), ...end];
  const chapters = await numberSections(pieces, chosen, rendered);
  if (scope === 'chapter') for (const body of bodies) replaceExternalLinks(body, rendered.titles, terms);
  if (isDivided) await citeInChapters(rendered, chapters, uncited);
  const indexes = await indexSections(chapters, chosen, rendered, scope);
  const ordered = [...chapters, ...(sources ? [sources] : []), ...indexes];
  const sections = abbreviations ? abbreviations.placeIn(ordered) : ordered;
  const draftMark = chooseDraftMark(publication, terms);
  return {
    publication,
    scope,
    sections,
    navigation: buildNavigation(sections, publication.metadata.contentsDepth),
    assets: collectUsedAssets(sections, rendered.assets),
    anchors: mapAnchors(sections),
    terms,
    ...(draftMark !== undefined && { draftMark }),
    ...pickPictures(rendered),
  };
}

/** Returns the pictures that are in no section. */
const pickPictures = ({ cover, logo }: RenderedPublication): Pick<Book, 'cover' | 'logo'> => ({
  ...(cover && { cover }),
  ...(logo && { logo }),
});

/** Divides the section of a single file. Loads what does this only for such a file. */
async function divideSections(
  sections: readonly Section[],
  divided: HeadingChapters,
  title: string,
): Promise<readonly Section[]> {
  const { divideAtHeadings } = await import('./heading-chapters.ts');
  return sections.flatMap((section) => divideAtHeadings(section, divided, title));
}

/** Places the solutions of exercises. Loads what does this only where there are any. @param isDivided whether one file is a book */
async function placeSolutions(
  sections: readonly Section[],
  chosen: readonly RenderedChapter[],
  { publication, terms }: RenderedPublication,
  isDivided: boolean,
): Promise<PlacedSolutions> {
  if (!chosen.some(({ hasSolutions }) => hasSolutions)) return { texts: sections, end: [] };
  const solutions = await import('./solutions/place-solutions.ts');
  const isAtEnd = publication.hasSolutionsAtEnd === true;
  return solutions.placeSolutions(sections, { terms, isAtEnd, isBook: isDivided || sections.length > 1 });
}

/** Numbers headings, figures and the like, and references to them. Loads what does this only where there are any. */
async function numberSections(
  sections: readonly Section[],
  chosen: readonly RenderedChapter[],
  { chapters, publication: { metadata }, terms }: RenderedPublication,
): Promise<readonly Section[]> {
  const hasNumbers = chosen.some(({ numbered, hasReferences }) => numbered.length > 0 || hasReferences);
  if (!hasNumbers && metadata.sectionNumbers === undefined) return sections;
  const { numberBook } = await import('./references/number-book.ts');
  const others = chapters.filter((chapter) => !chosen.includes(chapter));
  return numberBook(sections, { terms, language: metadata.language, metadata, others });
}

/** Builds the indexes of a book; one chapter alone has none. Loads what does this only where there are marks. */
async function indexSections(
  sections: readonly Section[],
  chosen: readonly RenderedChapter[],
  { publication, terms }: RenderedPublication,
  scope: Book['scope'],
): Promise<readonly Section[]> {
  if (!chosen.some(({ hasIndexMarks }) => hasIndexMarks)) return [];
  if (scope === 'chapter') {
    const { removeIndexMarks } = await import('./book-index/collect-entries.ts');
    for (const { body } of sections) removeIndexMarks(body);
    return [];
  }
  const { indexBook } = await import('./book-index/build-index.ts');
  return indexBook(sections, { terms, language: publication.metadata.language });
}

/** Prints the meanings of abbreviations. @returns what adds a list of them, if the book is to have one of its own */
async function printMeanings(
  parts: readonly { readonly chapter: RenderedChapter; readonly body: Root }[],
  { publication: { metadata }, terms }: RenderedPublication,
  scope: Book['scope'],
): Promise<{ placeIn(sections: readonly Section[]): readonly Section[] } | undefined> {
  if (!parts.some(({ chapter }) => chapter.hasAbbreviations)) return undefined;
  const { language: usual, hasAbbreviationList } = metadata;
  const { expandAbbreviations } = await import('./typography/abbreviations.ts');
  const texts = parts.map(({ chapter: { chapter }, body }) => ({
    body,
    language: chapter.metadata.language ?? usual,
  }));
  expandAbbreviations(texts);
  const { listAbbreviations, placeInFront } = await import('./typography/abbreviation-list.ts');
  const isAsked = hasAbbreviationList === true && scope === 'publication';
  const list = listAbbreviations(texts, { terms, usual }, isAsked);
  return list && { placeIn: (sections) => placeInFront(sections, list) };
}

/** @param usual language of the publication */
function buildSection(
  { chapter, headings, features }: RenderedChapter,
  body: Root,
  { usual, terms }: { readonly usual: string; readonly terms: Terms },
): Section {
  const heading = headings.find(({ level }) => level === 1)?.text;
  const { language, part } = chapter.metadata;
  const isUntitled = part !== undefined && chapter.metadata.title === '';
  if (isUntitled) markUntitled(body, chapter.id, part);
  // An empty heading is reported already; a document without a title would be invalid.
  const title = heading || withoutControls(chapter.metadata.title) || nameUntitled(part, terms) || chapter.id;
  const place = chapter.place && punctuatePlace(chapter.place, language ?? usual);
  const shortTitle = punctuateText(withoutControls(chapter.metadata.shortTitle ?? ''), language ?? usual);
  const section: Section = { id: chapter.id, kind: 'chapter', title, body, headings, features };
  return {
    ...section,
    ...(shortTitle && { shortTitle }),
    ...(language && { language }),
    ...(part && { part }),
    ...(isUntitled && { isUntitled }),
    ...(place && { place }),
  };
}

function punctuatePlace({ depth, title = '', groups = [] }: ContentsPlace, language: string): ContentsPlace {
  const punctuate = (text: string): string => punctuateText(withoutControls(text), language);
  const named = punctuate(title);
  return {
    depth,
    ...(named !== '' && { title: named }),
    groups: groups.map((group) => ({ ...group, title: punctuate(group.title) })),
  };
}

const withoutControls = (text: string): string => text.replace(/\p{Control}/gu, '').trim();

function mapAnchors(sections: readonly Section[]): ReadonlyMap<string, string> {
  return new Map(sections.flatMap(({ id, body }) => collectIds(body).map((anchor) => [anchor, id] as const)));
}

function collectUsedAssets(
  sections: readonly Section[],
  { loaded: found }: Assets,
): ReadonlyMap<string, Asset> {
  const used = new Map<string, Asset>();
  for (const { body } of sections) {
    visit(body, 'element', ({ tagName, properties }) => {
      const asset = tagName === 'img' ? found.get(String(properties.src)) : undefined;
      if (asset) used.set(asset.path, asset);
    });
  }
  return used;
}

/** Chooses the draft notice. Clinical text without a reviewer gets a notice of its own. */
function chooseDraftMark({ metadata }: Publication, terms: Terms): string | undefined {
  if (metadata.status !== 'draft') return undefined;
  return metadata.clinical && metadata.reviewers.length === 0 ? terms.draftClinical : terms.draft;
}
