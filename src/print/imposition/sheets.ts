/** Builds the sides of sheets: the content of two pages side by side, with the resources of both. */
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import type { PageSize } from '../../core/model/edition.ts';
import { type Dict, dict, isDict, Reference, Stream, type Value } from '../../lib/pdf/objects.ts';
import { readPageContent } from '../../lib/pdf/page-content.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';
import { UnsupportedPdfError } from '../../lib/pdf/unsupported-pdf-error.ts';
import type { SheetSide } from './order.ts';
import type { Placement } from './placement.ts';

const deflateLater = promisify(deflate);
const POINTS_PER_MM = 72 / 25.4;

/** Sizes of page and sheet, in mm. */
export interface SheetFormat {
  readonly page: PageSize;
  /** In portrait orientation. */
  readonly sheet: PageSize;
  /**
   * Whether backs are rotated by 180°, because a printer that flips over the long edge rotates them again.
   */
  readonly turnBacks: boolean;
}

/** A page with its position on a sheet, in points. */
interface PlacedPage {
  readonly dict: Dict;
  readonly number: number;
  readonly x: number;
  readonly y: number;
  readonly mcidOffset: number;
}

/** One side of a sheet in the file. */
export interface BuiltSheet {
  readonly sheet: Reference;
  /** The placements on this side, by the object number of the original page. */
  readonly placements: readonly (readonly [number, Placement])[];
}

/** Adds one side to the file. Its `StructParents` and its entry in the page tree are written later. */
export async function buildSide(
  file: PdfFile,
  pages: readonly Reference[],
  side: SheetSide,
  paper: SheetFormat,
): Promise<BuiltSheet> {
  const placed = placePages(file, pages, side, paper);
  const contents = placed.map((page) => buildPlacedContent(file, page, paper));
  const data = await deflateLater(Buffer.from(contents.join('\n'), 'latin1'));
  const turned = paper.turnBacks && side.face === 'back';
  const sheet = file.add(
    dict({
      Type: '/Page',
      MediaBox: [0, 0, points(paper.sheet.height), points(paper.sheet.width)],
      Rotate: turned ? 180 : undefined,
      Resources: mergeResources(file, placed),
      Contents: file.add(new Stream(dict({ Filter: '/FlateDecode' }), data)),
      Annots: collectAnnotations(file, placed),
      Group: placed[0]?.dict.get('Group'),
      Tabs: '/S',
    }),
  );
  return {
    sheet,
    placements: placed.map(({ number, x, y, mcidOffset }) => [number, { sheet, x, y, mcidOffset }]),
  };
}

/** Converts mm to points, rounded to hundredths as boxes are written. */
const points = (millimeters: number): number => Math.round(millimeters * POINTS_PER_MM * 100) / 100;

/** Places the pages on both sides of the fold in the middle. A narrow page leaves the outer edge blank. */
function placePages(
  file: PdfFile,
  pages: readonly Reference[],
  { left, right }: SheetSide,
  { page, sheet }: SheetFormat,
): readonly PlacedPage[] {
  const middle = points(sheet.height) / 2;
  const y = (points(sheet.width) - points(page.height)) / 2;
  const placed: PlacedPage[] = [];
  let mcidOffset = 0;
  for (const [number, x] of [
    [left, middle - points(page.width)],
    [right, middle],
  ] as const) {
    const reference = number === undefined ? undefined : pages[number - 1];
    if (reference === undefined) continue;
    const found = file.dict(reference);
    placed.push({ dict: found, number: reference.number, x, y, mcidOffset });
    mcidOffset += countMarkedContent(file, found);
  }
  return placed;
}

/** Returns the number of MCIDs that a page uses: the length of its entry in the parent tree. */
function countMarkedContent(file: PdfFile, page: Dict): number {
  const row = findParentRow(file, page.get('StructParents'));
  return row?.length ?? 0;
}

/** Returns the parent tree's entry for a page (ISO 32000-1, 14.7.4.4). */
export function findParentRow(file: PdfFile, key: Value | undefined): readonly Value[] | undefined {
  const found = readParentTree(file).find(([number]) => number === key)?.[1];
  const row = file.get(found);
  return Array.isArray(row) ? row : undefined;
}

/** Reads all entries of the parent tree, at any depth. */
export function readParentTree(file: PdfFile): readonly (readonly [number, Value])[] {
  const root = file.catalog.get('StructTreeRoot');
  return root === undefined ? [] : readNumberTree(file, file.dict(root).get('ParentTree'));
}

function readNumberTree(file: PdfFile, node: Value | undefined): readonly (readonly [number, Value])[] {
  if (node === undefined) return [];
  const { kids, nums } = { kids: file.dict(node).get('Kids'), nums: file.list(file.dict(node).get('Nums')) };
  const own = nums.flatMap((key, index) =>
    index % 2 === 0 && typeof key === 'number' ? [[key, nums[index + 1] ?? null] as const] : [],
  );
  return [...own, ...file.list(kids).flatMap((kid) => readNumberTree(file, kid))];
}

const MCID = /\/MCID (\d+)/g;

/**
 * Returns the content of a page, moved and clipped to its edges. Searching for names in it is safe, because
 * Skia writes all strings in hexadecimal.
 */
function buildPlacedContent(file: PdfFile, placed: PlacedPage, { page }: SheetFormat): string {
  const text = readPageContent(file, placed.dict);
  const marked = text.replace(MCID, (_mark, number: string) => `/MCID ${Number(number) + placed.mcidOffset}`);
  const patterned = readPatternNames(file, placed).reduce(
    (content, name) => content.replaceAll(`/${name} `, `/${formatPatternName(name, placed)} `),
    marked,
  );
  const edge = `0 0 ${points(page.width)} ${points(page.height)} re W n`;
  return `q 1 0 0 1 ${placed.x} ${placed.y} cm ${edge}\n${patterned}\nQ`;
}

const readResources = (file: PdfFile, { dict: page }: PlacedPage): Dict => {
  const resources = page.get('Resources');
  return resources === undefined ? new Map() : file.dict(resources);
};

function readPatternNames(file: PdfFile, placed: PlacedPage): readonly string[] {
  const patterns = readResources(file, placed).get('Pattern');
  return patterns === undefined ? [] : [...file.dict(patterns).keys()];
}

/**
 * Formats a pattern name for one position: a pattern is anchored to the page, so each position needs a copy.
 */
const formatPatternName = (name: string, { x }: PlacedPage): string => `${name}x${Math.round(x)}`;

/**
 * Merges the resources of both pages. Skia names a resource after its object, so a name is unique in the
 * whole file.
 */
function mergeResources(file: PdfFile, pages: readonly PlacedPage[]): Dict {
  const merged: Dict = new Map();
  for (const page of pages) {
    for (const [category, entries] of readResources(file, page)) {
      const held = file.get(entries);
      if (!isDict(held)) {
        merged.set(category, entries);
        continue;
      }
      const known = merged.get(category);
      const into: Dict = isDict(known) ? known : new Map();
      merged.set(category, into);
      if (category === 'Pattern') addPatterns(file, into, held, page);
      else addResources(into, held);
    }
  }
  return merged;
}

function addResources(into: Dict, entries: Dict): void {
  for (const [name, value] of entries) {
    const known = into.get(name);
    if (known instanceof Reference && value instanceof Reference && known.number !== value.number) {
      throw new UnsupportedPdfError(`two pages of the PDF mean different things by /${name}`);
    }
    into.set(name, value);
  }
}

function addPatterns(file: PdfFile, into: Dict, entries: Dict, placed: PlacedPage): void {
  for (const [name, value] of entries) {
    const pattern = file.get(value);
    const own = pattern instanceof Stream ? pattern.dict : file.dict(value);
    const moved: Dict = new Map(own).set('Matrix', shiftMatrix(file.list(own.get('Matrix')), placed));
    const copy = pattern instanceof Stream ? new Stream(moved, pattern.data) : moved;
    into.set(formatPatternName(name, placed), file.add(copy));
  }
}

function shiftMatrix(matrix: readonly Value[], { x, y }: PlacedPage): Value[] {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = matrix.map(Number);
  return [a, b, c, d, e + x, f + y];
}

function collectAnnotations(file: PdfFile, pages: readonly PlacedPage[]): Value[] | undefined {
  const all = pages.flatMap(({ dict: page }) => file.list(page.get('Annots')));
  return all.length === 0 ? undefined : all;
}
