/** Inserts page breaks into the sections of a book, at the starts of the pages of a printed book. */
import type { Root } from 'hast';
import type { Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Book, Section } from '../../core/model/book.ts';
import type { PrintedPages } from '../../core/model/printed-text.ts';
import type { StepCache } from '../../core/model/step-cache.ts';
import { cloneTree } from '../../lib/html/clone.ts';
import { visit } from '../../lib/html/visit.ts';
import { setDerivedDigest } from '../tree-digest.ts';
import { insertPageBreaks, type PageBreak } from './page-breaks.ts';
import { listIndexes, prepareCachedPageStarts } from './page-starts-cache.ts';

/** The printed pages of an e-book. */
export interface PageList {
  /** In the order of the pages; each id is that of a page break in a section. */
  readonly pageBreaks: readonly PageBreak[];
  /** The first page of the contents, whose text is not compared. */
  readonly contents?: PageBreak;
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
 * whose first words are not found in the section, and inserts no page break for it
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
  const found = await Promise.all(
    parts.map(({ findStarts }, index) => findStarts(text.sections[index] ?? [])),
  );
  const inserted: PageBreak[] = [];
  const anchors = new Map(book.anchors);
  const sections = parts.map(({ section, body }, index): Section => {
    const breaks = (found[index] ?? []).flatMap(({ page, position }) => {
      const label = text.labels[page] ?? '';
      if (label === '') return [];
      if (position !== undefined) return [{ id: createId(label), label, position }];
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
    return breaks.length === 0 ? section : { ...section, body };
  });
  const at = (page: number): PageBreak | undefined => {
    const label = text.labels[page] ?? '';
    return label === '' ? undefined : { id: createId(label), label };
  };
  const contents = at(text.contents);
  const pages = { pageBreaks: inserted, source, ...(contents && { contents }) };
  return { book: { ...book, sections, anchors }, pages };
}

/** Returns a function that creates unused ids. An id of an author cannot begin with an underscore. */
function createPageIds(book: Book): (label: string) => string {
  const taken = new Set(book.anchors.keys());
  for (const { body } of book.sections) {
    visit(body, 'element', ({ properties }) => void taken.add(String(properties.id ?? '')));
  }
  return (label) => (taken.has(`page-${label}`) ? `_page-${label}` : `page-${label}`);
}
