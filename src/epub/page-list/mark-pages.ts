/** From what a printed book says on its pages to a book whose sections have a mark where each of them begins. */
import type { Root } from 'hast';
import type { Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Book, Section } from '../../core/model/book.ts';
import type { PrintedPages } from '../../core/model/printed-text.ts';
import { cloneTree } from '../../lib/html/clone.ts';
import { visit } from '../../lib/html/visit.ts';
import { insertMarks, type PageMark } from './page-breaks.ts';
import { openStarts } from './page-starts.ts';

/** The printed pages of an e-book. */
export interface PageList {
  /** In the order of the pages; each has a mark of its id in a section. */
  readonly marks: readonly PageMark[];
  /** Of those parts that every book has, and whose words are not compared: the page they begin on. */
  readonly contents?: PageMark;
  readonly about?: PageMark;
  /** Which printed book it is, as an identifier. */
  readonly source: string;
}

/** A book with marks, whose ids are among its anchors. */
export interface MarkedBook {
  readonly book: Book;
  readonly pages: PageList;
}

/**
 * Does what can be done before the pages are known: that may be while they are printed.
 * @returns what sets the marks, once. It reports `page-start-unknown` of a page whose first words are not found in the section:
 * that gets no mark
 */
export function openMarks(book: Book, report: Report): (printed: PrintedPages) => MarkedBook {
  const idOf = idsBeside(book);
  const parts = book.sections.map((section): Part => {
    const body = cloneTree(section.body);
    return { section, body, startsOn: openStarts(body) };
  });
  return (printed) => setMarks({ book, parts, idOf, report }, printed);
}

interface Part {
  readonly section: Section;
  /** Its tree, to be changed. */
  readonly body: Root;
  readonly startsOn: ReturnType<typeof openStarts>;
}

interface Unmarked {
  readonly book: Book;
  readonly parts: readonly Part[];
  readonly idOf: (label: string) => string;
  readonly report: Report;
}

function setMarks({ book, parts, idOf, report }: Unmarked, printed: PrintedPages): MarkedBook {
  const { text, source, edition } = printed;
  const marked: PageMark[] = [];
  const anchors = new Map(book.anchors);
  const sections = parts.map(({ section, body, startsOn }, index): Section => {
    const starts = startsOn(text.sections[index] ?? []);
    const marks = starts.flatMap(({ page, spot }) => {
      const label = text.labels[page] ?? '';
      if (label === '') return [];
      if (spot !== undefined) return [{ id: idOf(label), label, spot }];
      report(diagnostic('page-start-unknown', { page: label, edition, chapter: section.title }));
      return [];
    });
    insertMarks(marks);
    for (const { id, label } of marks) {
      marked.push({ id, label });
      anchors.set(id, section.id);
    }
    return marks.length === 0 ? section : { ...section, body };
  });
  const at = (page: number): PageMark | undefined => {
    const label = text.labels[page] ?? '';
    return label === '' ? undefined : { id: idOf(label), label };
  };
  const [contents, about] = [at(text.contents), at(text.colophon)];
  const pages = { marks: marked, source, ...(contents && { contents }), ...(about && { about }) };
  return { book: { ...book, sections, anchors }, pages };
}

/** No id of an author begins with a line. */
function idsBeside(book: Book): (label: string) => string {
  const taken = new Set(book.anchors.keys());
  for (const { body } of book.sections) {
    visit(body, 'element', ({ properties }) => void taken.add(String(properties.id ?? '')));
  }
  return (label) => (taken.has(`page-${label}`) ? `_page-${label}` : `page-${label}`);
}
