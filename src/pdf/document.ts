/** The documents that are printed: a book or a handout as HTML, complete in itself. No browser is needed here. */
import type { Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import type { Book, Design, NavigationNode, PaperEdition, Section } from '../model.ts';
import { nameList } from '../wording.ts';
import { coverData } from './cover.ts';
import { dress } from './dress.ts';
import { type FontStack, fontNeeds, fontStacks, typefaces } from './fonts.ts';
import { htmlOf, printTree } from './html.ts';
import { draftStatement, imprint } from './imprint.ts';
import { addAddresses, addPageReferences, type PageReference } from './links.ts';
import type { PageMap } from './page-map.ts';
import { pageName, pageRules, runningHeads } from './page-rules.ts';

/** Characters that no font of the document has, and the section they are in. */
export interface MissingGlyphs {
  readonly section: Section;
  readonly characters: readonly string[];
}

/** A book up to what only printing tells. */
export interface BookDocument {
  /** @param pages where ids begin; numbers that are unknown are left blank, in a space of about their width */
  html(pages: PageMap): Promise<string>;
  /** Ids whose pages the document names. */
  readonly listed: readonly string[];
  readonly missing: readonly MissingGlyphs[];
}

/** How generous the space between things is. The type is always of the same size. */
export type Spacing = 'roomy' | 'close';

export interface HandoutDocument {
  html(spacing: Spacing): Promise<string>;
  readonly missing: readonly MissingGlyphs[];
}

/** No heading of an author has such an id. */
const CONTENTS_ID = '_contents';
const COLOPHON_ID = '_colophon';

interface PrintedSection {
  readonly section: Section;
  readonly tree: Root;
}

/** A whole publication: cover, contents, chapters, sources, colophon. */
export async function bookDocument(book: Book, edition: PaperEdition, design: Design): Promise<BookDocument> {
  const { metadata } = book.publication;
  const stacks = fontStacks('book', book);
  const printed = await printSections(book, 0);
  const references = printed.flatMap(({ section, tree }) =>
    addPageReferences(tree, section, book.anchors, book.terms.pageReference ?? ''),
  );
  const rules = [pageRules(book, edition), runningHeads(book)];
  const entries = [...book.navigation, { id: COLOPHON_ID, title: book.terms.about ?? '', children: [] }];
  const data = {
    ...shared(book, metadata.title),
    styles: await dress(
      book,
      textsOf(printed),
      { stacks, sheets: ['book.css', ...edition.styles], rules },
      design,
    ),
    cover: await coverData(book, edition),
    contentsId: CONTENTS_ID,
    colophonId: COLOPHON_ID,
    description: metadata.description,
    identifier: metadata.identifier,
    typefaces: nameList(typefaces(stacks), metadata.language),
  };
  return {
    html: (pages) => {
      fillReferences(references, pages);
      const sections = sectionData(printed);
      return design.fill(edition.template, { ...data, sections, contents: contents(entries, pages) });
    },
    listed: [
      ...entries.flatMap(({ id, children }) => [id, ...children.map((child) => child.id)]),
      ...references.map(({ target }) => target),
    ],
    missing: await missingGlyphs(printed, stacks),
  };
}

/** One chapter alone; its sources are a part of it, so their headings stand one level lower. */
export async function handoutDocument(
  book: Book,
  edition: PaperEdition,
  design: Design,
): Promise<HandoutDocument> {
  const stacks = fontStacks('handouts', book);
  const printed = await printSections(book, 1);
  const rules = [pageRules(book, edition)];
  const data = {
    ...shared(book, book.sections[0]?.title ?? book.publication.metadata.title),
    styles: await dress(
      book,
      textsOf(printed),
      { stacks, sheets: ['handout.css', ...edition.styles], rules },
      design,
    ),
    sections: sectionData(printed),
  };
  return {
    html: (spacing) => design.fill(edition.template, { ...data, spacing }),
    missing: await missingGlyphs(printed, stacks),
  };
}

async function printSections(book: Book, lowerSources: number): Promise<readonly PrintedSection[]> {
  return Promise.all(
    book.sections.map(async (section, index) => {
      const lower = section.kind === 'references' ? lowerSources : 0;
      const tree = await printTree(section, book.assets, { prefix: `drawing-${index + 1}`, lower });
      addAddresses(tree);
      return { section, tree };
    }),
  );
}

const textsOf = (printed: readonly PrintedSection[]): readonly string[] =>
  printed.map(({ tree }) => textOf(tree));

function missingGlyphs(
  printed: readonly PrintedSection[],
  stacks: readonly FontStack[],
): Promise<readonly MissingGlyphs[]> {
  return Promise.all(
    printed.map(async ({ section, tree }) => {
      const { missing } = await fontNeeds(textOf(tree), stacks);
      return { section, characters: missing };
    }),
  );
}

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

const sectionData = (printed: readonly PrintedSection[]) =>
  printed.map(({ section, tree }, index) => ({
    kind: section.kind,
    language: section.language,
    page: pageName(index),
    html: htmlOf(tree),
  }));

function fillReferences(references: readonly PageReference[], pages: PageMap): void {
  for (const { target, number } of references) {
    const page = pages.get(target);
    if (page !== undefined) number.value = String(page);
  }
}

/** Chapters and their parts; what lies deeper is found on the page. */
function contents(entries: readonly NavigationNode[], pages: PageMap) {
  const entry = ({ id, title }: NavigationNode) => ({ id, title, page: pages.get(id) ?? '' });
  return entries.map((node) => ({ ...entry(node), children: node.children.map(entry) }));
}
