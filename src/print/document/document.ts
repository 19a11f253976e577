/** The documents that are printed: a book or a handout as HTML, complete in itself. No browser is needed here. */
import type { Root } from 'hast';
import { draftStatement } from '../../core/draft-statement.ts';
import { otherLanguage } from '../../core/language.ts';
import type { Book, Section } from '../../core/model/book.ts';
import type { Context } from '../../core/model/context.ts';
import type { PaperEdition } from '../../core/model/edition.ts';
import { nameList } from '../../core/wording.ts';
import { captionLists } from '../caption-lists.ts';
import type { MissingGlyphs, PrintedText } from '../fonts/missing-glyphs.ts';
import { type Run, runsOf } from '../fonts/text-runs.ts';
import { imprint } from '../imprint.ts';
import type { PageNumber } from '../pagination/folios.ts';
import { bookPageRules, pageRules, turnedPageRules } from '../pagination/page-css.ts';
import { foreseenFront, foreseenPages } from '../pagination/page-estimate.ts';
import type { Blanks, Part } from '../pagination/recto-blanks.ts';
import { linesSaved } from '../pagination/spacing-savings.ts';
import type { PageMap } from '../printed/page-map.ts';
import { keepEmptyCells, markTree } from '../printed/structure-hints.ts';
import { coverData } from './cover.ts';
import { addCrossReferences, markReference, titlesIn } from './cross-references.ts';
import { htmlOf, printTree } from './html.ts';
import { addAddresses } from './links.ts';
import { pageName, runningHeads, turnedName } from './running-heads.ts';
import { dress } from './stylesheet.ts';
import { contentsOf } from './table-of-contents.ts';
import { settleWideTables } from './tables/wide-tables.ts';

/** A book up to what only printing tells. */
export interface BookDocument {
  /** @param texts what is printed for each of `numbers` @param blanks where a page is left blank */
  html(texts: readonly string[], blanks: Blanks): Promise<string>;
  /** The numbers of pages that the document prints. */
  readonly numbers: readonly PageNumber[];
  /** What begins on a page of its own, after the cover. */
  readonly parts: readonly Part[];
  readonly foreseen: Foreseen;
  readonly missing: MissingGlyphs;
}

/** What is expected of the printing. */
export interface Foreseen {
  /** Folios of ids in the chapters. */
  readonly folios: PageMap;
  /** Pages of contents and lists. */
  readonly front: number;
}

/** How generous the space between things is. The type is always of the same size. */
export type Spacing = 'roomy' | 'close';

export interface HandoutDocument {
  html(spacing: Spacing): Promise<string>;
  /** What the close one saves at most, in lines of the running text. */
  readonly linesSaved: number;
  readonly missing: MissingGlyphs;
}

/** No heading of an author has such an id. */
const CONTENTS_ID = '_contents';
const COLOPHON_ID = '_colophon';

/** What a document is made with. */
type Surroundings = Pick<Context, 'design' | 'root' | 'host'>;

interface PrintedSection {
  readonly section: Section;
  readonly tree: Root;
}

/** A whole publication: cover, contents, chapters, sources, colophon. */
export async function bookDocument(
  book: Book,
  edition: PaperEdition,
  context: Surroundings,
): Promise<BookDocument> {
  const { metadata } = book.publication;
  const printed = await printSections(book, edition, 0);
  const titles = titlesIn(book.sections);
  const references = printed.flatMap(({ section, tree }) => {
    const language = section.language ?? metadata.language;
    return addCrossReferences(tree, section, book, titles).map((reference) => ({ ...reference, language }));
  });
  const texts = textsOf(printed, metadata.language);
  const dressed = await dressBook(book, edition, runsIn(texts), context);
  const entries = [...book.navigation, { id: COLOPHON_ID, title: book.terms.about ?? '', children: [] }];
  const lists = captionLists(
    printed.map(({ section, tree }) => ({ tree, ...languageOf(section) })),
    book.terms,
    metadata.language,
  );
  const contents = contentsOf(entries, lists, metadata.language);
  for (const [index, reference] of references.entries()) {
    markReference(reference, reference.language, contents.numbers.length + index);
  }
  const data = {
    ...shared(book, metadata.title),
    styles: dressed.styles,
    cover: await coverData(book, edition),
    contentsId: CONTENTS_ID,
    colophonId: COLOPHON_ID,
    description: metadata.description,
    identifier: metadata.identifier,
    typefaces: nameList(dressed.typefaces, metadata.language),
  };
  const parts: readonly Part[] = [
    { id: CONTENTS_ID, kind: 'contents' },
    ...printed.map((_section, index) => ({ id: partId(index), kind: 'section' }) as const),
    { id: COLOPHON_ID, kind: 'closing' },
  ];
  return {
    html: (numbers, blanks) => {
      for (const [index, { number }] of references.entries()) {
        number.value = numbers[contents.numbers.length + index] ?? '';
      }
      const sections = sectionData(printed, blanks);
      const blankBeforeContents = blanks.has(CONTENTS_ID);
      const given = { ...data, ...contents.data(numbers), sections, parts, blankBeforeContents };
      return context.design.fill(edition.template, given);
    },
    numbers: [
      ...contents.numbers,
      ...references.map(({ target }) => ({ target, place: 'line', level: 1 }) as const),
    ],
    parts,
    foreseen: {
      folios: foreseenPages(
        printed.map(({ tree }) => tree),
        edition,
      ),
      front: foreseenFront(entries, lists, edition),
    },
    missing: { texts, gaps: dressed.gaps },
  };
}

/** No id of an author begins with a line. */
const partId = (index: number): string => `_part-${index + 1}`;

function dressBook(book: Book, edition: PaperEdition, runs: readonly Run[], context: Surroundings) {
  const rules = [
    pageRules(book, edition),
    bookPageRules(),
    runningHeads(book, edition),
    ...book.sections.map((_section, index) => turnedPageRules(turnedName(index), edition)),
  ];
  const sheets = ['book.css', ...edition.styles];
  return dress(book, runs, { typefaces: edition.typefaces, sheets, rules }, context);
}

/** One chapter alone; its sources are a part of it, so their headings stand one level lower. */
export async function handoutDocument(
  book: Book,
  edition: PaperEdition,
  context: Surroundings,
): Promise<HandoutDocument> {
  const printed = await printSections(book, edition, 1);
  const rules = [pageRules(book, edition)];
  const texts = textsOf(printed, book.publication.metadata.language);
  const sheets = ['handout.css', ...edition.styles];
  const dressed = await dress(book, runsIn(texts), { typefaces: edition.typefaces, sheets, rules }, context);
  const data = {
    ...shared(book, book.sections[0]?.title ?? book.publication.metadata.title),
    styles: dressed.styles,
    sections: sectionData(printed),
  };
  return {
    html: (spacing) => context.design.fill(edition.template, { ...data, spacing }),
    linesSaved: linesSaved(
      printed.map(({ tree }) => tree),
      edition,
    ),
    missing: { texts, gaps: dressed.gaps },
  };
}

async function printSections(
  book: Book,
  edition: PaperEdition,
  lowerSources: number,
): Promise<readonly PrintedSection[]> {
  return Promise.all(
    book.sections.map(async (section, index) => {
      const lower = section.kind === 'references' ? lowerSources : 0;
      const tree = await printTree(section, book.assets, { prefix: `drawing-${index + 1}`, lower });
      settleWideTables(tree, edition, turnedName(index));
      addAddresses(tree, { links: edition.links, terms: book.terms });
      keepEmptyCells(tree);
      markTree(tree, section.language ?? book.publication.metadata.language);
      return { section, tree };
    }),
  );
}

const textsOf = (printed: readonly PrintedSection[], language: string): readonly PrintedText[] =>
  printed.map(({ section, tree }) => ({ section, runs: runsOf(tree, section.language ?? language) }));

const runsIn = (texts: readonly PrintedText[]): readonly Run[] => texts.flatMap(({ runs }) => runs);

/** What every template is given. */
function shared(book: Book, title: string) {
  const { language, direction } = book.publication.metadata;
  return {
    language,
    direction,
    title,
    terms: book.terms,
    draftMark: book.draftMark,
    draftStatement: draftStatement(book),
    imprint: imprint(book),
  };
}

const sectionData = (printed: readonly PrintedSection[], blanks: Blanks = new Set()) =>
  printed.map(({ section, tree }, index) => ({
    id: partId(index),
    kind: section.kind,
    ...otherLanguage(section.language),
    page: pageName(index),
    isFirst: index === 0,
    blankBefore: blanks.has(partId(index)),
    html: htmlOf(tree),
  }));

const languageOf = ({ language }: Section) => (language === undefined ? {} : { language });
