/** Builds the documents that are printed, books and handouts, as self-contained HTML. */

import type { Root } from 'hast';
import { findDraftStatement } from '../../core/draft-statement.ts';
import { languageVariables } from '../../core/language.ts';
import { isLargePrint } from '../../core/layouts.ts';
import type { Book, Section } from '../../core/model/book.ts';
import type { PaperEdition } from '../../core/model/edition.ts';
import { INDEX_MARK_ID } from '../../core/tree/index-mark.ts';
import { formatLongDate, formatNameList } from '../../core/wording.ts';
import { serializeHtml } from '../../lib/html/serialize.ts';
import { visit } from '../../lib/html/visit.ts';
import { buildCaptionLists } from '../caption-lists.ts';
import { buildDocumentFonts } from '../fonts/font-faces.ts';
import { collectTextRuns, type LanguageRun } from '../fonts/text-runs.ts';
import type { FontOwner } from '../fonts/used-fonts.ts';
import { buildImprint } from '../imprint.ts';
import type { Float, FloatMoves, SearchedSection } from '../pagination/float-search.ts';
import type { PageNumber } from '../pagination/folios.ts';
import { type FrontMatter, planFrontMatter } from '../pagination/front-matter.ts';
import {
  buildBookPageRules,
  buildPageRules,
  buildTurnedPageRules,
  NO_MARGIN_TEXT,
} from '../pagination/page-css.ts';
import { estimateFolios, estimateFrontPages, estimatePages } from '../pagination/page-estimate.ts';
import type { Blanks, DocumentPart } from '../pagination/recto-blanks.ts';
import { estimateSavedLines } from '../pagination/spacing-savings.ts';
import type { PageMap } from '../printed/page-map.ts';
import { addHints, fillEmptyCells } from '../printed/structure-hints.ts';
import { addTitleBlock } from './article/title-block.ts';
import {
  type CrossLink,
  findPartLinks,
  listContentsTargets,
  listCrossLinks,
  type SectionRange,
} from './book/part-links.ts';
import { type BookReference, createNumberWriter } from './book/reference-numbers.ts';
import { buildTitlePages } from './book/title-page.ts';
import { setBoxTitleLevels } from './box-titles.ts';
import { buildLogo } from './brand/logo.ts';
import { buildCoverData } from './cover.ts';
import { addCrossReferences, collectTitles } from './cross-references.ts';
import { reportUnknownValues } from './design-checks.ts';
import type { FontSheet } from './drawings/image.ts';
import { buildPrintTree } from './html.ts';
import { type Folios, hasJoinedPlaces, writeIndexPlaces } from './index-places.ts';
import { addAddresses } from './links.ts';
import { type FloatingSection, findFloats } from './placement/floats.ts';
import { keepWithImprint } from './placement/last-blocks.ts';
import { placeSideNotes } from './placement/side-notes.ts';
import { turnFigures } from './placement/turned-figures.ts';
import { findProjectFiles } from './project-files.ts';
import {
  buildFirstFolio,
  buildRunningHeads,
  type FirstFolio,
  pageName,
  turnedPageName,
} from './running-heads.ts';
import { buildStylesheet, type DocumentStyles, listEditionStyles, type StyleContext } from './stylesheet.ts';
import { buildContents, type ContentsList, limitDepth } from './table-of-contents.ts';
import { addContinuedHeads } from './tables/continued-heads.ts';
import { fitWideTables } from './tables/wide-tables.ts';
import type { BookData, CommonData, FramesData, HandoutData, SectionData, Spacing } from './template-data.ts';
import { collapseWhiteSpace } from './white-space.ts';

/** A book's document, without what only a print can determine. */
export interface BookDocument {
  /**
   * Returns the HTML.
   * @param texts printed text of each of `numbers`
   * @param blanks parts that follow a blank page
   */
  html(texts: readonly string[], blanks: Blanks, moves?: FloatMoves): Promise<string>;
  /**
   * Returns the HTML of some sections, without text in the margins and with the margins of right pages; the first part
   * begins with the cover and the contents.
   */
  partHtml(range: SectionRange, texts: readonly string[], moves: FloatMoves): Promise<string>;
  /** Returns the HTML of the pages of some sections with nothing but what is in the margins. */
  framesHtml(range: SectionRange, pages: FramePages): Promise<string>;
  /**
   * Returns the document with the index for known page numbers, `undefined` if that is the same; absent: it has no index, or the page
   * numbers were known.
   * @param folios of all passages that the index lists
   */
  withFolios?(folios: Folios): Promise<BookDocument | undefined>;
  /** The sections, as far as the search for holes needs them. */
  readonly sections: readonly SearchedSection[];
  /** The page numbers that the document prints. */
  readonly numbers: readonly PageNumber[];
  /** Index in `numbers` of the first number of each section; in the HTML of a part, its numbers count from 0. */
  readonly numberStarts: readonly number[];
  /** The parts that begin on a new page, after the cover. */
  readonly parts: readonly DocumentPart[];
  /** What is before the body. */
  readonly front: FrontMatter;
  readonly estimate: PageEstimate;
  readonly isOwnFont: FontOwner;
}

/** Pages that have only what is in the margins. */
export interface FramePages {
  /** The page name of each. */
  readonly names: readonly string[];
  /** Number of the first page; absent: they begin with the first page of the book. */
  readonly first?: FirstFolio;
}

/** Estimates made before the first print. */
export interface PageEstimate {
  /** Folios of the ids in the sections of the body. */
  readonly folios: PageMap;
  /** Folios of the ids in the sections before it that are counted in Roman numerals. */
  readonly romans: ReadonlyMap<string, string>;
  /** Pages of contents and lists. */
  readonly front: number;
  /** Pages on which the sections begin. */
  readonly starts: readonly number[];
  /** Pages of all sections. */
  readonly pages: number;
}

/** A handout's document. */
export interface HandoutDocument {
  /** Returns the HTML. */
  html(spacing: Spacing, changes?: HandoutChanges): Promise<string>;
  readonly floats: readonly Float[];
  /** Id of the imprint, if the template sets it. */
  readonly imprintId: string;
  /** Lines of running text that close spacing saves at most. */
  readonly linesSaved: number;
  readonly isOwnFont: FontOwner;
}

/** Changes that a print has shown to be needed. */
export interface HandoutChanges {
  readonly moves?: FloatMoves;
  /** Whether the last blocks move to the page of the imprint. */
  readonly keepsImprint?: boolean;
}

/** The contents of a part that has none. */
const NO_CONTENTS: ReturnType<ContentsList['data']> = { contents: [], lists: [] };

/** Takes the place of sections that are not printed. */
const EMPTY_TREE: Root = { type: 'root', children: [] };

/** Ids of our own headings; no id of an author begins with an underscore. */
const CONTENTS_ID = '_contents';
const COLOPHON_ID = '_colophon';
const IMPRINT_ID = '_imprint';

/** A section with its tree for print. */
interface PreparedSection {
  readonly section: Section;
  readonly tree: Root;
}

/** Builds the document of a whole publication: cover, imprint, contents, chapters, sources. */
export async function buildBookDocument(
  book: Book,
  edition: PaperEdition,
  context: StyleContext,
  folios?: Folios,
): Promise<BookDocument> {
  const { language, contentsDepth } = book.publication.metadata;
  const prepared = await prepareSections(book, edition, 0, context);
  const hasIndex = book.anchors.has(`${INDEX_MARK_ID}1`);
  if (hasIndex) for (const { tree } of prepared) writeIndexPlaces(tree, folios);
  const references = addReferences(prepared, book);
  const own = await context.design.findOverrides('templates', [edition.template]);
  const front = planFrontMatter(book, own.length > 0);
  const fonts = await buildBookStyles(book, edition, front, collectRuns(prepared, language), context);
  const entries = limitDepth(book.navigation, contentsDepth);
  const trees = prepared.map(({ tree }) => tree);
  const lists = buildLists(prepared, book);
  const contents = buildContents(entries, lists, language);
  const writer = createNumberWriter(references, prepared.length, contents.numbers.length);
  const sheet = buildFontSheet(book, edition, context);
  await collapseSpaces(trees, edition, context);
  const floating = findAllFloats(trees);
  const parts = listParts(prepared, front);
  const data = await buildBookData(book, edition, fonts, { parts, sheet, front });
  const listLinks = () =>
    listCrossLinks(
      trees.map((tree, index) => ({ tree, id: partId(index) })),
      listContentsTargets(entries, lists),
    );
  let links: readonly CrossLink[] | undefined;
  let frameFonts: Promise<DocumentStyles> | undefined;
  await reportUnknownValues(edition, book.terms, context);
  return {
    ...(hasIndex &&
      folios === undefined && { withFolios: (known) => withFolios(book, edition, context, known) }),
    html: (numbers, blanks, moves) => {
      writer.write(numbers);
      const sections = buildSectionData(prepared, moveFloats(floating, moves), { blanks, moves, front });
      const blankBeforeContents = blanks.has(CONTENTS_ID);
      const filled = { ...data, ...contents.data(numbers), ...divideSections(sections, front) };
      return context.design.fillTemplate(edition.template, { ...filled, blankBeforeContents });
    },
    partHtml: (range, numbers, moves) => {
      writer.write(numbers, range.from === 0 ? 0 : writer.starts[range.from]);
      // Most books are short and printed in one piece.
      links ??= listLinks();
      const part = {
        ...data,
        ...(range.from === 0 ? contents.data(numbers) : NO_CONTENTS),
        ...findPartLinks(links, range),
        styles: fonts.stylesWith(buildPartRules(edition, book, front, range)),
      };
      return context.design.fillTemplate(
        edition.template,
        fillPart(part, range, divideSections(buildPart(prepared, floating, range, { moves, front }), front)),
      );
    },
    framesHtml: async (range, pages) => {
      frameFonts ??= buildBookStyles(book, edition, front, [], context);
      const styles = (await frameFonts).stylesWith(buildFrameRules(edition, book, front, range, pages));
      const filled: FramesData = { ...data, styles, pages: pages.names };
      return context.design.fillTemplate('print/frames.html', filled);
    },
    sections: listSearchedSections(trees, floating, edition),
    numbers: [...contents.numbers, ...writer.numbers],
    numberStarts: writer.starts,
    parts: data.parts,
    front,
    estimate: estimateBook(trees, { pages: estimateFrontPages(entries, lists, edition), ...front }, edition),
    isOwnFont: fonts.isOwn,
  };
}

function buildLists(
  prepared: readonly PreparedSection[],
  { terms, publication }: Book,
): ReturnType<typeof buildCaptionLists> {
  const captioned = prepared.map(({ section, tree }) => ({ tree, ...languageOf(section) }));
  return buildCaptionLists(captioned, terms, publication.metadata);
}

const estimateBook = (
  trees: readonly Root[],
  front: FrontMatter & { readonly pages: number },
  edition: PaperEdition,
): PageEstimate => estimateFolios(estimatePages(trees, edition), front, edition);

/** Builds the document of a book whose index names fewer pages than passages. */
async function withFolios(
  book: Book,
  edition: PaperEdition,
  context: StyleContext,
  folios: Folios,
): Promise<BookDocument | undefined> {
  const isJoined = book.sections.some(({ body }) => hasJoinedPlaces(body, folios));
  return isJoined ? buildBookDocument(book, edition, context, folios) : undefined;
}

/** Builds the values of some sections, with moved floats. */
function buildPart(
  prepared: readonly PreparedSection[],
  floating: readonly FloatingSection[],
  { from, to }: SectionRange,
  options: { readonly moves: FloatMoves; readonly front: FrontMatter },
): readonly SectionData[] {
  const trees = floating.map((section, index) =>
    from <= index && index < to ? section.move(options.moves) : EMPTY_TREE,
  );
  return buildSectionData(prepared.slice(0, to), trees, options).slice(from);
}

/** Builds the values of a part: the first one begins with the cover and the contents. */
const fillPart = (
  data: Omit<BookData, 'sections' | 'opening' | 'blankBeforeContents'>,
  { from, to }: SectionRange,
  divided: Pick<BookData, 'sections' | 'opening'>,
): BookData => ({
  ...{ ...data, ...divided, blankBeforeContents: false, hasFront: from === 0 },
  parts: data.parts.slice(from === 0 ? 0 : from + 1, to + 1),
});

/** Divides sections into those before the contents and those after. */
const divideSections = (
  sections: readonly SectionData[],
  { opening }: FrontMatter,
): Pick<BookData, 'sections' | 'opening'> => ({
  opening: sections.filter(({ id }) => isOpening(id, opening)),
  sections: sections.filter(({ id }) => !isOpening(id, opening)),
});

/** Returns whether a section is among the first ones. */
const isOpening = (id: string, count: number): boolean =>
  Array.from({ length: count }, (_section, index) => partId(index)).includes(id);

/** Adds page numbers to the cross-references of all sections. */
function addReferences(prepared: readonly PreparedSection[], book: Book): readonly BookReference[] {
  const titles = collectTitles(book.sections);
  return prepared.flatMap(({ section, tree }, index) => {
    const language = section.language ?? book.publication.metadata.language;
    return addCrossReferences(tree, section, book, titles).map((reference) => ({
      ...reference,
      ...{ language, section: index },
    }));
  });
}

interface BookFacts {
  readonly parts: readonly DocumentPart[];
  readonly sheet: FontSheet;
  readonly front: FrontMatter;
}

/** Builds the values of a book's template that do not depend on its pages. */
async function buildBookData(
  book: Book,
  edition: PaperEdition,
  { styles, typefaces }: DocumentStyles,
  { parts, sheet, front }: BookFacts,
) {
  const { metadata } = book.publication;
  const { title, description, identifier, language, published } = metadata;
  return {
    ...buildCommonData(book, title, styles),
    logo: await buildLogo(book, sheet),
    cover: await buildCoverData(book, edition, sheet),
    ...buildTitlePages(book, edition),
    hasCopyrightPage: front.hasCopyrightPage,
    contentsId: CONTENTS_ID,
    colophonId: COLOPHON_ID,
    description,
    identifier,
    hasFront: true,
    ...{ wanted: [], elsewhere: [] },
    isbn: metadata.printIsbn ?? metadata.isbn,
    doi: metadata.doi,
    version: metadata.version,
    rights: metadata.rights,
    publisher: metadata.publisher,
    published: published && formatLongDate(published, language),
    typefaces: formatNameList(typefaces, language),
    parts,
  };
}

const listParts = (
  prepared: readonly PreparedSection[],
  { sections, opening, hasCopyrightPage }: FrontMatter,
): readonly DocumentPart[] => {
  const parts = prepared.map((_section, index): DocumentPart => {
    const isFront = index < sections;
    return {
      ...{ id: partId(index), kind: 'section', ...(isFront && { isFront }) },
      ...(index === 0 && hasCopyrightPage && { isOnVerso: true }),
    };
  });
  return [...parts.slice(0, opening), { id: CONTENTS_ID, kind: 'contents' }, ...parts.slice(opening)];
};

/** Returns the id of a section's element. No id of an author begins with an underscore. */
const partId = (index: number): string => `_part-${index + 1}`;

/** Builds the rules of a part of a book: all pages have the margins of right pages, and no text in them. */
const buildPartRules = (
  edition: PaperEdition,
  book: Book,
  front: FrontMatter,
  range: SectionRange,
): readonly string[] => [
  buildPageRules(book, edition, 'right'),
  buildBookPageRules(front),
  ...listIndexes(range).map((index) => buildTurnedPageRules(turnedPageName(index), edition, 'right')),
  NO_MARGIN_TEXT,
];

/** Builds the rules of the heads, feet and page numbers of some sections. */
const buildFrameRules = (
  edition: PaperEdition,
  book: Book,
  front: FrontMatter,
  range: SectionRange,
  { names: [name = ''], first }: FramePages,
): readonly string[] => [
  buildPageRules(book, edition),
  buildBookPageRules(front),
  buildRunningHeads(book, edition, front, range),
  ...listIndexes(range).map((index) => buildTurnedPageRules(turnedPageName(index), edition)),
  ...(first === undefined ? [] : [buildFirstFolio(name, range.from, first)]),
];

const listIndexes = ({ from, to }: SectionRange): readonly number[] =>
  Array.from({ length: to - from }, (_section, index) => from + index);

function buildBookStyles(
  book: Book,
  edition: PaperEdition,
  front: FrontMatter,
  runs: readonly LanguageRun[],
  context: StyleContext,
) {
  const rules = [
    buildPageRules(book, edition),
    buildBookPageRules(front),
    buildRunningHeads(book, edition, front),
    ...book.sections.map((_section, index) => buildTurnedPageRules(turnedPageName(index), edition)),
  ];
  const styleFiles = listEditionStyles(edition);
  return buildStylesheet(book, runs, { typefaces: edition.typefaces, styleFiles, rules }, context);
}

/** Builds the document of one chapter. Its sources are a part of it, so their headings are one level lower. */
export async function buildHandoutDocument(
  book: Book,
  edition: PaperEdition,
  context: StyleContext,
): Promise<HandoutDocument> {
  const { metadata } = book.publication;
  const prepared = await prepareSections(book, edition, 1, context);
  addTitleBlock(book, prepared[0]?.tree);
  const options = {
    typefaces: edition.typefaces,
    styleFiles: listEditionStyles(edition),
    rules: [
      buildPageRules(book, edition),
      ...book.sections.map((_section, index) => buildTurnedPageRules(turnedPageName(index), edition)),
    ],
  };
  const fonts = await buildStylesheet(book, collectRuns(prepared, metadata.language), options, context);
  const trees = prepared.map(({ tree }) => tree);
  await collapseSpaces(trees, edition, context);
  const floating = trees.map((tree, index) =>
    findFloats(tree, `_${index + 1}-`, nameFirstElement(trees[index + 1]) ?? IMPRINT_ID),
  );
  const data = {
    ...buildCommonData(book, book.sections[0]?.title ?? metadata.title, fonts.styles),
    logo: await buildLogo(book, buildFontSheet(book, edition, context)),
    imprintId: IMPRINT_ID,
  };
  await reportUnknownValues(edition, book.terms, context);
  return {
    html: (spacing, { moves, keepsImprint } = {}) => {
      const moved = moveFloats(floating, moves);
      const sections = buildSectionData(prepared, keepsImprint ? keepWithImprint(moved) : moved);
      const filled: HandoutData = { ...data, sections, spacing };
      return context.design.fillTemplate(edition.template, filled);
    },
    imprintId: IMPRINT_ID,
    floats: floating.flatMap(({ floats }) => floats),
    linesSaved: estimateSavedLines(trees, edition),
    isOwnFont: fonts.isOwn,
  };
}

/** Returns the id of the first element of a tree, and gives it one if it has none. */
function nameFirstElement(tree: Root | undefined): string | undefined {
  const first = tree?.children.find((child) => child.type === 'element');
  if (first !== undefined) first.properties.id ??= '_sources';
  return first && String(first.properties.id);
}

async function prepareSections(
  book: Book,
  edition: PaperEdition,
  lowerSources: number,
  context: StyleContext,
): Promise<readonly PreparedSection[]> {
  return Promise.all(
    book.sections.map(async (section, index) => {
      const lower = section.kind === 'references' ? lowerSources : 0;
      const tree = await buildPrintTree(section, book.assets, {
        prefix: `drawing-${index + 1}`,
        lowerHeadingsBy: lower,
        fontSheet: buildFontSheet(book, edition, context, section.language),
      });
      fitWideTables(tree, edition, turnedPageName(index));
      addContinuedHeads(tree, book.terms);
      turnFigures(tree, edition, turnedPageName(index));
      addAddresses(tree, { links: edition.links, terms: book.terms });
      fillEmptyCells(tree);
      placeSideNotes(tree, edition);
      setBoxTitleLevels(tree);
      addHints(tree, section.language ?? book.publication.metadata.language);
      return { section, tree };
    }),
  );
}

/** Returns a function that builds the style sheet with the fonts of a drawing. */
function buildFontSheet(
  { publication }: Book,
  { typefaces }: PaperEdition,
  context: StyleContext,
  language = publication.metadata.language,
): FontSheet {
  return async (text) => {
    const runs = (['text', 'code', 'serif', 'arial'] as const).map((use) => ({ text, language, use }));
    return (await buildDocumentFonts(runs, publication.metadata.language, typefaces, context)).css;
  };
}

const collectRuns = (prepared: readonly PreparedSection[], language: string): readonly LanguageRun[] =>
  prepared.flatMap(({ section, tree }) => collectTextRuns(tree, section.language ?? language));

/** Builds the values of every print template. */
function buildCommonData(book: Book, title: string, styles: string): Omit<CommonData, 'logo'> {
  const { language, direction } = book.publication.metadata;
  return {
    language,
    direction,
    title,
    terms: book.terms,
    draftMark: book.draftMark,
    draftStatement: findDraftStatement(book),
    imprint: buildImprint(book),
    styles,
  };
}

/** Letters of a longer book: a page that is saved is little there, and another print takes long. */
const MAX_CLOSE_LETTERS = 200_000;

/** Lists the sections for the search. Those of large print and of long books keep their spacing. */
function listSearchedSections(
  trees: readonly Root[],
  floating: readonly FloatingSection[],
  edition: PaperEdition,
): readonly SearchedSection[] {
  const keepsSpacing = isLargePrint(edition) || isLongerThan(trees, MAX_CLOSE_LETTERS);
  return floating.map(({ floats }, index) => {
    const tree = trees[index];
    if (tree === undefined || keepsSpacing) return { floats };
    const linesSaved = estimateSavedLines([tree], edition, 'book');
    return { floats, close: { id: partId(index), linesSaved } };
  });
}

function isLongerThan(trees: readonly Root[], letters: number): boolean {
  let left = letters;
  return trees.some((tree) => {
    visit(tree, 'text', ({ value }) => {
      left -= value.length;
    });
    return left < 0;
  });
}

const findAllFloats = (trees: readonly Root[]): readonly FloatingSection[] =>
  trees.map((tree, index) => findFloats(tree, `_${index + 1}-`));

const moveFloats = (floating: readonly FloatingSection[], moves: FloatMoves = new Map()): readonly Root[] =>
  floating.map((section) => section.move(moves));

interface SectionOptions {
  readonly blanks?: Blanks;
  readonly moves?: FloatMoves | undefined;
  /** Absent in a handout. */
  readonly front?: FrontMatter;
}

/** @param trees of the sections, with moved floats */
const buildSectionData = (
  prepared: readonly PreparedSection[],
  trees: readonly Root[],
  { blanks = new Set(), moves, front }: SectionOptions = {},
): readonly SectionData[] =>
  prepared.map(({ section, tree }, index) => ({
    id: partId(index),
    kind: section.kind,
    ...languageVariables(section.language),
    page: pageName(index),
    isFirst: index === 0,
    isAfterFront: index <= (front?.sections ?? 0),
    blankBefore: blanks.has(partId(index)),
    spacing: moves?.has(partId(index)) ? 'close' : 'roomy',
    html: serializeHtml(trees[index] ?? tree),
  }));

const languageOf = ({ language }: Section) => (language === undefined ? {} : { language });

/** Collapses the white space of sections in place. Only our own styles are known to end lines before the page's edge. */
async function collapseSpaces(
  trees: readonly Root[],
  edition: PaperEdition,
  { design }: StyleContext,
): Promise<void> {
  const isProjectDesign = (await findProjectFiles(edition, design)).length > 0;
  for (const tree of trees) collapseWhiteSpace(tree, isProjectDesign ? 'all' : 'underlined');
}
