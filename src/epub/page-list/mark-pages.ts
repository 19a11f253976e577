/** Inserts page breaks into the sections of a book, at the starts of the pages of a printed book. */
import type { Root } from 'hast';
import type { Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { countOpeningSections } from '../../core/front-sections.ts';
import type { Book, Section } from '../../core/model/book.ts';
import type { PrintedPages, PrintedPiece } from '../../core/model/printed-text.ts';
import type { StepCache } from '../../core/model/step-cache.ts';
import { cloneTree } from '../../lib/html/clone.ts';
import { visit } from '../../lib/html/visit.ts';
import { setDerivedDigest } from '../tree-digest.ts';
import { insertPageBreaks, type PageBreak } from './page-breaks.ts';
import { type PageStart, preparePageStarts } from './page-starts.ts';
import { listIndexes, prepareCachedPageStarts } from './page-starts-cache.ts';

/** The printed pages of an e-book. */
export interface PageList {
  /** In the order of the pages; each id is that of a page break in a section. */
  readonly pageBreaks: readonly PageBreak[];
  /** The first page of the contents, whose text is not compared. */
  readonly contents?: PageBreak;
  /** How many of the page breaks are before the contents. */
  readonly beforeContents: number;
  /** Identifier of the printed book. */
  readonly source: string;
}

/** A book with page breaks, whose ids are among its anchors. */
export interface PaginatedBook {
  readonly book: Book;
  readonly pages: PageList;
}

/**
 * Prepares a book for page breaks; this can run while the printed book is still being printed.
 * @returns a function that inserts the page breaks. Call it once. It reports `page-start-unknown` for a page
 * whose first words are not found in the section, and inserts no page break for it. A page with nothing but content
 * that only the printed book has gets none either, without a report (WCAG 2.2, technique H99: a page list need not have all pages)
 */
export function preparePageBreaks(
  book: Book,
  report: Report,
  stepCache?: StepCache,
): (printed: PrintedPages) => Promise<PaginatedBook> {
  const createId = createPageIds(book);
  const parts = book.sections.map((section): SectionDraft => {
    const body = cloneTree(section.body);
    return { section, body, findStarts: prepareCachedPageStarts(body, section.body, stepCache) };
  });
  return (printed) => addPageBreaks({ book, parts, createId, report }, printed);
}

interface SectionDraft {
  readonly section: Section;
  /** A copy of its tree, which is changed. */
  readonly body: Root;
  readonly findStarts: ReturnType<typeof prepareCachedPageStarts>;
}

interface BreakInsertion {
  readonly book: Book;
  readonly parts: readonly SectionDraft[];
  readonly createId: (label: string) => string;
  readonly report: Report;
}

async function addPageBreaks(
  { book, parts, createId, report }: BreakInsertion,
  printed: PrintedPages,
): Promise<PaginatedBook> {
  const { text, source, edition } = printed;
  const pieces = groupPieces(book, printed);
  const found = await Promise.all(
    parts.map(({ section, findStarts }) => findStarts(pieces.get(section.id) ?? [])),
  );
  const inserted: PageBreak[] = [];
  let beforeContents = 0;
  const anchors = new Map(book.anchors);
  const sections = parts.map(({ section, body }, index): Section => {
    const isOnlyPrinted = openPrintedCheck(section, printed);
    const breaks = (found[index] ?? []).flatMap(({ page, position }) => {
      const label = text.labels[page] ?? '';
      if (label === '') return [];
      if (position !== undefined) return [{ id: createId(label), label, position }];
      if (isOnlyPrinted(page)) return [];
      report(diagnostic('page-start-unknown', { page: label, edition, chapter: section.title }));
      return [];
    });
    const change = breaks.map(({ id, label, position }) => [
      id,
      label,
      listIndexes(position),
      position.offset,
    ]);
    insertPageBreaks(breaks);
    setDerivedDigest(body, section.body, ['page breaks', JSON.stringify(change)]);
    for (const { id, label } of breaks) {
      inserted.push({ id, label });
      anchors.set(id, section.id);
    }
    if (index < countOpeningSections(book)) beforeContents = inserted.length;
    return breaks.length === 0 ? section : { ...section, body };
  });
  const at = (page: number): PageBreak | undefined => {
    const label = text.labels[page] ?? '';
    return label === '' ? undefined : { id: createId(label), label };
  };
  const contents = at(text.contents);
  const pages = { pageBreaks: inserted, beforeContents, source, ...(contents && { contents }) };
  return { book: { ...book, sections, anchors }, pages };
}

/**
 * Groups the printed text by the sections of the e-book. A printed section that begins within one of the e-book, as a
 * chapter of a single file, belongs to that; one that the e-book lacks belongs to none.
 */
function groupPieces(
  { sections, anchors }: Book,
  { text, sections: printed }: PrintedPages,
): ReadonlyMap<string, readonly PrintedPiece[]> {
  const ids = new Set(sections.map(({ id }) => id));
  const groups = new Map<string, PrintedPiece[]>();
  for (const [index, { id }] of printed.entries()) {
    const own = ids.has(id) ? id : anchors.get(id);
    if (own === undefined) continue;
    groups.set(own, [...(groups.get(own) ?? []), ...(text.sections[index] ?? [])]);
  }
  return groups;
}

/** Returns a function that checks whether a page begins in the printed section, so that the e-book lacks its content. */
function openPrintedCheck(
  { id, body }: Section,
  { text, sections }: PrintedPages,
): (page: number) => boolean {
  const at = sections.findIndex((printed) => printed.id === id);
  const printed = sections[at]?.body;
  if (printed === undefined || printed === body) return () => false;
  let starts: readonly PageStart[] | undefined;
  return (page) => {
    starts ??= preparePageStarts(printed)(text.sections[at] ?? []);
    return starts.some((start) => start.page === page && start.position !== undefined);
  };
}

/** Returns a function that creates unused ids. An id of an author cannot begin with an underscore. */
function createPageIds(book: Book): (label: string) => string {
  const taken = new Set(book.anchors.keys());
  for (const { body } of book.sections) {
    visit(body, 'element', ({ properties }) => void taken.add(String(properties.id ?? '')));
  }
  return (label) => (taken.has(`page-${label}`) ? `_page-${label}` : `page-${label}`);
}
