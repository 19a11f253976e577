/** Puts the pages of a book's parts in order, with blank pages where chapters open on the recto. */
import type { PaperEdition } from '../../core/model/edition.ts';
import type { Reference } from '../../lib/pdf/objects.ts';
import { readPageContent } from '../../lib/pdf/page-content.ts';
import { collectPages } from '../../lib/pdf/page-tree.ts';
import { PdfFile } from '../../lib/pdf/pdf-file.ts';
import type { SectionRange } from '../document/book/part-links.ts';
import { pageName, turnedPageName } from '../document/running-heads.ts';
import type { Shift } from '../joining/lay-frames.ts';
import type { PageSpan } from '../pagination/float-search.ts';
import type { FrontMatter } from '../pagination/front-matter.ts';
import { computeSideShift } from '../pagination/page-css.ts';
import {
  type Blanks,
  computeBlanks,
  computeStarts,
  type DocumentPart,
  findFirstBodyPart,
} from '../pagination/recto-blanks.ts';
import { type Position, readPositions } from '../printed/page-map.ts';

/** The print of a part. */
export interface PartPrint {
  readonly range: SectionRange;
  readonly bytes: Uint8Array;
  readonly file: PdfFile;
  readonly pages: readonly Reference[];
  readonly positions: ReadonlyMap<string, Position>;
}

/** Where the content of a page comes from: a page of a part, or it is blank. Numbers from 0. */
export type PageSource =
  | { readonly kind: 'printed'; readonly part: number; readonly page: number }
  | { readonly kind: 'blank' };

/** A page of the book. */
export interface BookPage {
  readonly source: PageSource;
  /** Index of the part that it belongs to: a blank page to that of the section after it. */
  readonly part: number;
  /** Name of the page in the styles. */
  readonly name: string;
}

/** The pages of a book. */
export interface PageOrder {
  readonly pages: readonly BookPage[];
  /** Positions by id, with pages of the whole book. */
  readonly positions: ReadonlyMap<string, Position>;
  /** The pages of each section. */
  readonly spans: readonly PageSpan[];
  /** Page on which the first section begins, from 1. */
  readonly firstPage: number;
}

/** A document part in the print of a part of the book. Pages are from 0. */
interface Piece {
  readonly part: number;
  readonly first: number;
  readonly length: number;
}

/**
 * Orders the pages.
 * @param parts what begins on a new page; the first is the contents
 * @param front what is before the body
 * @returns `undefined` when a part of the document is not found in its print
 */
export function orderPages(
  prints: readonly PartPrint[],
  parts: readonly DocumentPart[],
  edition: PaperEdition,
  front: FrontMatter,
): PageOrder | undefined {
  const pieces = findPieces(prints, parts);
  const [contents] = pieces ?? [];
  if (pieces === undefined || contents === undefined) return undefined;
  const lengths = pieces.map(({ length }) => length);
  const blanks = computeBlanks(parts, lengths, edition.openers, contents.first);
  const starts = computeStarts(parts, lengths, blanks, contents.first);
  const firstSection = findFirstBodyPart(parts);
  return {
    pages: listPages(
      prints,
      { parts, pieces, blanks, names: nameFirstPages(contents.first, front) },
      edition,
    ),
    positions: movePositions(prints, pieces, starts),
    spans: starts.flatMap((first, index) =>
      parts[index]?.kind === 'section' ? [{ first, last: first + (lengths[index] ?? 1) - 1 }] : [],
    ),
    firstPage: starts[firstSection] ?? 1,
  };
}

/** Finds where each part of the document is printed. */
function findPieces(
  prints: readonly PartPrint[],
  parts: readonly DocumentPart[],
): readonly Piece[] | undefined {
  const starts: { part: number; first: number }[] = [];
  let [section, part] = [0, 0];
  for (const { id, kind } of parts) {
    if (kind === 'section' && section === prints[part]?.range.to) part += 1;
    if (kind === 'section') section += 1;
    const page = prints[part]?.positions.get(id)?.page;
    if (page === undefined) return undefined;
    starts.push({ part, first: page - 1 });
  }
  return starts.map(({ part, first }, index) => {
    const next = starts[index + 1];
    const end = next?.part === part ? next.first : (prints[part]?.pages.length ?? first + 1);
    return { part, first, length: Math.max(1, end - first) };
  });
}

interface OrderedParts {
  readonly parts: readonly DocumentPart[];
  readonly pieces: readonly Piece[];
  readonly blanks: Blanks;
  /** Names of the pages before the contents. */
  readonly names: readonly string[];
}

/** Names the pages before the contents. A template of the project may have others than ours. */
function nameFirstPages(count: number, { pageNames }: FrontMatter): readonly string[] {
  if (count === pageNames.length) return pageNames;
  return Array.from({ length: count }, (_page, page) => (page === 0 ? 'cover' : 'imprint'));
}

function listPages(
  prints: readonly PartPrint[],
  { parts, pieces, blanks, names }: OrderedParts,
  edition: PaperEdition,
): readonly BookPage[] {
  const cover = names.map((name, page): BookPage => {
    return { source: { kind: 'printed', part: 0, page }, part: 0, name };
  });
  const firstBody = findFirstBodyPart(parts);
  let section = -1;
  const others = parts.flatMap(({ id, kind }, index): readonly BookPage[] => {
    const piece = pieces[index] ?? { part: 0, first: 0, length: 0 };
    if (kind === 'section') section += 1;
    const name = kind === 'contents' ? undefined : section;
    const blankName = index <= firstBody ? 'blank-front' : 'blank';
    const blank: BookPage = { source: { kind: 'blank' }, part: piece.part, name: blankName };
    return [...(blanks.has(id) ? [blank] : []), ...listPiece(prints, piece, name, edition)];
  });
  return [...cover, ...others];
}

/** Lists the pages of a section, or of the contents: those have no number. */
function listPiece(
  prints: readonly PartPrint[],
  { part, first, length }: Piece,
  section: number | undefined,
  edition: PaperEdition,
): readonly BookPage[] {
  return Array.from({ length }, (_page, index) => {
    const page = first + index;
    const isTurned = section !== undefined && isTurnedPage(prints[part], page, edition);
    const own = section === undefined ? 'front' : pageName(section);
    const name = isTurned ? turnedPageName(section) : own;
    return { source: { kind: 'printed', part, page }, part, name };
  });
}

/** Matches the content of a page that Chromium turned upright, because of `page-orientation`. */
const TURNED_CONTENT = /re\nW\*? n\nq\n0 -[\d.]+ [\d.]+ 0 /;

/** Whether a page has a turned table: it is a landscape page, or one that is turned upright. */
function isTurnedPage(
  print: PartPrint | undefined,
  index: number,
  { page: size, imposition }: PaperEdition,
): boolean {
  const reference = print?.pages[index];
  if (print === undefined || reference === undefined) return false;
  const { file } = print;
  const page = file.dict(reference);
  if (imposition !== undefined) return TURNED_CONTENT.test(readPageContent(file, page));
  const [, , width = 0, height = 0] = file.list(page.get('MediaBox')).map(Number);
  return width > height !== size.width > size.height;
}

/** Returns the positions of all ids, with pages of the whole book. */
function movePositions(
  prints: readonly PartPrint[],
  pieces: readonly Piece[],
  starts: readonly number[],
): ReadonlyMap<string, Position> {
  const moved = new Map<string, Position>();
  for (const [part, { positions }] of prints.entries()) {
    const own = pieces.flatMap((piece, index) =>
      piece.part === part ? [{ first: piece.first, by: (starts[index] ?? 1) - 1 - piece.first }] : [],
    );
    for (const [id, { page, top }] of positions) {
      // What is before the contents has the same page in the book.
      const by = own.findLast(({ first }) => first < page)?.by ?? 0;
      if (!moved.has(id)) moved.set(id, { page: page + by, top });
    }
  }
  return moved;
}

/** Returns by how much the text of each page moves: that of left pages, because all are printed as right ones. */
export function computeShifts(
  pages: readonly BookPage[],
  edition: PaperEdition,
  direction: 'ltr' | 'rtl',
): readonly Shift[] {
  const distance = computeSideShift(edition);
  return pages.map(({ source, name }, index) => {
    // The first page of a book that is read from right to left is a left one.
    const isLeft = (index % 2 === 1) === (direction === 'ltr');
    if (!isLeft || source.kind === 'blank' || name === 'cover') return { x: 0, y: 0 };
    const isLandscape = name.endsWith('-turned') && edition.imposition === undefined;
    return isLandscape ? { x: 0, y: -distance } : { x: distance, y: 0 };
  });
}

/** Reads the print of a part. */
export function readPartPrint(range: SectionRange, bytes: Uint8Array): PartPrint {
  const file = PdfFile.read(bytes);
  return { range, bytes, file, pages: collectPages(file), positions: readPositions(file) };
}
