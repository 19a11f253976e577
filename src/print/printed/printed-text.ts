/** Extracts the text of each page of a printed book, for the page list of the e-book. */
import type { Artifact } from '../../core/model/artifact.ts';
import type { PrintedPiece, PrintedText } from '../../core/model/printed-text.ts';
import { decodeTextString, isDict, PdfString } from '../../lib/pdf/objects.ts';
import { collectPages } from '../../lib/pdf/page-tree.ts';
import { PdfFile } from '../../lib/pdf/pdf-file.ts';
import {
  type Kid,
  type MarkedContent,
  readStructure,
  type StructureElement,
} from '../../lib/pdf/structure-tree.ts';
import type { PageTexts } from './content-text.ts';
import { readPageMap } from './page-map.ts';
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
  const pages = collectPages(file);
  const parts = readPageMap(file);
  const numbers = new Map(pages.map(({ number }, index) => [number, index]));
  const collected = collectPieces(top, numbers);
  const marked = collected.flatMap(({ marked }) => marked ?? []);
  const texts = known ?? readPageTexts(file, marked);
  const pieces = collected.map(({ marked, kind, page }): PrintedPiece => {
    if (marked === undefined) return { page, kind, text: '' };
    return { page, kind, text: textOfPiece(texts, marked) };
  });
  const starts = Array.from({ length: sections }, (_, index) => (parts.get(`_part-${index + 1}`) ?? 0) - 1);
  const ends = [...starts.slice(1), pages.length];
  return {
    labels: readPageLabels(file, pages.length),
    contents: (parts.get('_contents') ?? 0) - 1,
    sections: starts.map((start, index) =>
      start < 0 ? [] : pieces.filter(({ page }) => page >= start && page < (ends[index] ?? 0)),
    ),
  };
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

/** Reads the labels of all pages (ISO 32000-1, 12.4.2). */
function readPageLabels(file: PdfFile, count: number): readonly string[] {
  const labels = file.get(file.catalog.get('PageLabels'));
  const nums = isDict(labels) ? file.list(labels.get('Nums')) : [];
  const ranges = new Map<number, ReturnType<PdfFile['dict']>>();
  for (let at = 0; at + 1 < nums.length; at += 2) ranges.set(Number(nums[at]), file.dict(nums[at + 1]));
  let [first, style, start, prefix] = [0, '/D', 1, ''];
  return Array.from({ length: count }, (_, page) => {
    const range = ranges.get(page);
    if (range !== undefined) {
      const labelPrefix = range.get('P');
      [first, style, start] = [page, String(range.get('S') ?? ''), Number(range.get('St') ?? 1)];
      prefix = labelPrefix instanceof PdfString ? decodeTextString(labelPrefix) : '';
    }
    const number = start + page - first;
    return prefix + (style === '/r' ? formatRoman(number) : style === '/D' ? String(number) : '');
  });
}

const ROMAN: readonly (readonly [number, string])[] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];

function formatRoman(number: number): string {
  let rest = number;
  let roman = '';
  for (const [value, letters] of ROMAN) {
    for (; rest >= value; rest -= value) roman += letters;
  }
  return roman;
}
