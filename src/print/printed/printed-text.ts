/** Extracts the text of each page of a printed book, for the page list of the e-book. */
import type { Artifact } from '../../core/model/artifact.ts';
import type { PrintedPiece, PrintedText } from '../../core/model/printed-text.ts';
import { formatPageLabels, readPageLabels } from '../../lib/pdf/page-labels.ts';
import { collectPages } from '../../lib/pdf/page-tree.ts';
import { PdfFile } from '../../lib/pdf/pdf-file.ts';
import {
  type Kid,
  type MarkedContent,
  readStructure,
  type StructureElement,
} from '../../lib/pdf/structure-tree.ts';
import type { PageTexts } from './content-text.ts';
import { type PageMap, readPageMap } from './page-map.ts';
import { readPageTexts, textOfPiece } from './page-text.ts';

/** Structure types of elements within a line of text. */
const INLINE_TAGS = new Set(
  'Span Link Reference Em Strong Code Quote Formula Ruby RB RT RP Note NonStruct BibEntry Annot'.split(' '),
);

/**
 * Returns the text of a printed book, from its artifact's own text if it has one, else from the bytes.
 * @param sections number of sections in the book
 * @throws {UnsupportedPdfError} when the file was not tagged by this program
 */
export function readPrintedText({ bytes, unimposed, readText }: Artifact, sections: number): PrintedText {
  if (readText !== undefined) return readText(sections);
  const file = PdfFile.read(unimposed ?? bytes);
  return extractPrintedText(file, readStructure(file), sections);
}

/**
 * Extracts the text from a tagged file.
 * @param file a tagged book, before imposition
 * @param top the root of its structure tree
 * @param known the text of its content streams, if it is already extracted
 */
export function extractPrintedText(
  file: PdfFile,
  top: StructureElement,
  sections: number,
  known?: PageTexts,
): PrintedText {
  const count = collectPages(file).length;
  const places = {
    pageMap: readPageMap(file),
    labels: formatPageLabels(readPageLabels(file), count),
  };
  return arrangePrintedText(extractPieces(file, top, known), places, sections);
}

/** The places of a book's text. */
export interface PrintedPlaces {
  readonly pageMap: PageMap;
  /** The label of each page. */
  readonly labels: readonly string[];
}

/** Arranges the pieces of a book by its sections. */
export function arrangePrintedText(
  pieces: readonly PrintedPiece[],
  { pageMap, labels }: PrintedPlaces,
  sections: number,
): PrintedText {
  const starts = Array.from({ length: sections }, (_, index) => (pageMap.get(`_part-${index + 1}`) ?? 0) - 1);
  const contents = (pageMap.get('_contents') ?? 0) - 1;
  const sectionOf = new Map<number, number>();
  for (const [index, start] of starts.entries()) {
    if (start < 0) continue;
    const next = starts[index + 1] ?? labels.length;
    // The contents may be between two sections.
    const end = contents > start && contents < next ? contents : next;
    for (let page = start; page < end; page += 1) sectionOf.set(page, index);
  }
  const arranged = starts.map((): PrintedPiece[] => []);
  for (const piece of pieces) arranged[sectionOf.get(piece.page) ?? -1]?.push(piece);
  return { labels, contents, sections: arranged };
}

/** Extracts the pieces of text of a tagged file in the order of its tags. Page indexes start at 0. */
export function extractPieces(
  file: PdfFile,
  top: StructureElement,
  known?: PageTexts,
): readonly PrintedPiece[] {
  const numbers = new Map(collectPages(file).map(({ number }, index) => [number, index]));
  const collected = collectPieces(top, numbers);
  const marked = collected.flatMap(({ marked }) => marked ?? []);
  const texts = known ?? readPageTexts(file, marked);
  return collected.map(({ marked, kind, page }): PrintedPiece => {
    if (marked === undefined) return { page, kind, text: '' };
    return { page, kind, text: textOfPiece(texts, marked) };
  });
}

/** A place in the reading order, with the page on which it is. */
interface CollectedPiece {
  readonly page: number;
  readonly kind: PrintedPiece['kind'];
  readonly marked?: MarkedContent;
}

/**
 * Collects text and breaks in the order of the tags.
 * @param pages page indexes by the number of the page's object
 */
function collectPieces(top: StructureElement, pages: ReadonlyMap<number, number>): readonly CollectedPiece[] {
  const collected: CollectedPiece[] = [];
  let page = 0;
  const add = (kind: PrintedPiece['kind'], marked?: MarkedContent): void => {
    page = (marked && pages.get(marked.page.number)) ?? page;
    collected.push({ page, kind, ...(kind === 'text' && marked && { marked }) });
  };
  const walk = (kid: Kid): void => {
    if (kid.kind === 'marked') add('text', kid);
    if (kid.kind !== 'element') return;
    const whole = ATOMIC_KINDS[kid.tag];
    if (whole === undefined) walkElement(kid);
    else if (firstMarked(kid) !== undefined) add(whole, firstMarked(kid));
  };
  const walkElement = ({ tag, kids }: StructureElement): void => {
    const isBlock = !INLINE_TAGS.has(tag);
    if (isBlock) add('break');
    for (const kid of kids) walk(kid);
    if (isBlock) add('break');
  };
  walk(top);
  return collected;
}

/** Structure types that count as one unit, whatever is painted for them. */
const ATOMIC_KINDS: Readonly<Record<string, PrintedPiece['kind']>> = { Figure: 'figure', Formula: 'formula' };

function firstMarked({ kids }: StructureElement): MarkedContent | undefined {
  for (const kid of kids) {
    const found = kid.kind === 'element' ? firstMarked(kid) : kid.kind === 'marked' ? kid : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}
