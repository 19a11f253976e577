/** Builds the sides of the sheets: two pages' content beside each other, with what both of them use. */
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import type { PageSize } from '../../core/model/edition.ts';
import { type Dict, dict, isDict, Reference, Stream, type Value } from '../../lib/pdf/objects.ts';
import { contentOf } from '../../lib/pdf/page-content.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';
import type { Side } from './order.ts';
import type { Placement } from './placement.ts';

const deflateLater = promisify(deflate);
const POINTS_PER_MM = 72 / 25.4;

export interface SheetPaper {
  /** Of one page. */
  readonly page: PageSize;
  /** Upright. */
  readonly sheet: PageSize;
  /** The back stands on its head: a printer that turns over the long edge turns it again. */
  readonly turnBacks: boolean;
}

/** A page about to be placed. */
interface Placed {
  readonly dict: Dict;
  readonly number: number;
  readonly x: number;
  readonly y: number;
  readonly markShift: number;
}

export interface BuiltSheet {
  readonly sheet: Reference;
  /** By the number of the object that was the page. */
  readonly placements: readonly (readonly [number, Placement])[];
}

/** Adds one side to the file; its `StructParents` and its place among the pages are given to it later. */
export async function buildSide(
  file: PdfFile,
  pages: readonly Reference[],
  side: Side,
  paper: SheetPaper,
): Promise<BuiltSheet> {
  const placed = placePages(file, pages, side, paper);
  const contents = placed.map((page) => placedContent(file, page, paper));
  const data = await deflateLater(Buffer.from(contents.join('\n'), 'latin1'));
  const turned = paper.turnBacks && side.face === 'back';
  const sheet = file.add(
    dict({
      Type: '/Page',
      MediaBox: [0, 0, points(paper.sheet.height), points(paper.sheet.width)],
      Rotate: turned ? 180 : undefined,
      Resources: mergeResources(file, placed),
      Contents: file.add(new Stream(dict({ Filter: '/FlateDecode' }), data)),
      Annots: annotationsOf(file, placed),
      Group: placed[0]?.dict.get('Group'),
      Tabs: '/S',
    }),
  );
  return {
    sheet,
    placements: placed.map(({ number, x, y, markShift }) => [number, { sheet, x, y, markShift }]),
  };
}

/** Points, to a hundredth, as boxes are written. */
const points = (millimetres: number): number => Math.round(millimetres * POINTS_PER_MM * 100) / 100;

/** The fold is in the middle: what a page lacks in width is white at the outer edge. */
function placePages(
  file: PdfFile,
  pages: readonly Reference[],
  { left, right }: Side,
  { page, sheet }: SheetPaper,
): readonly Placed[] {
  const middle = points(sheet.height) / 2;
  const y = (points(sheet.width) - points(page.height)) / 2;
  const placed: Placed[] = [];
  let markShift = 0;
  for (const [number, x] of [
    [left, middle - points(page.width)],
    [right, middle],
  ] as const) {
    const reference = number === undefined ? undefined : pages[number - 1];
    if (reference === undefined) continue;
    const found = file.dict(reference);
    placed.push({ dict: found, number: reference.number, x, y, markShift });
    markShift += markCount(file, found);
  }
  return placed;
}

/** How many numbers of marked content a page uses: the length of its row in the parent tree. */
function markCount(file: PdfFile, page: Dict): number {
  const row = parentRow(file, page.get('StructParents'));
  return row?.length ?? 0;
}

/** What the parent tree holds for a page (ISO 32000-1, 14.7.4.4). */
export function parentRow(file: PdfFile, key: Value | undefined): readonly Value[] | undefined {
  const found = parentEntries(file).find(([number]) => number === key)?.[1];
  const row = file.get(found);
  return Array.isArray(row) ? row : undefined;
}

/** Every entry of the parent tree, whatever its depth. */
export function parentEntries(file: PdfFile): readonly (readonly [number, Value])[] {
  const root = file.catalog.get('StructTreeRoot');
  return root === undefined ? [] : numbersBelow(file, file.dict(root).get('ParentTree'));
}

function numbersBelow(file: PdfFile, node: Value | undefined): readonly (readonly [number, Value])[] {
  if (node === undefined) return [];
  const { kids, nums } = { kids: file.dict(node).get('Kids'), nums: file.list(file.dict(node).get('Nums')) };
  const own = nums.flatMap((key, index) =>
    index % 2 === 0 && typeof key === 'number' ? [[key, nums[index + 1] ?? null] as const] : [],
  );
  return [...own, ...file.list(kids).flatMap((kid) => numbersBelow(file, kid))];
}

const MARK = /\/MCID (\d+)/g;

/** The page's content, moved and cut off at its edges. Skia writes texts as hexadecimal: no word of them is mistaken. */
function placedContent(file: PdfFile, placed: Placed, { page }: SheetPaper): string {
  const text = contentOf(file, placed.dict);
  const marked = text.replace(MARK, (_mark, number: string) => `/MCID ${Number(number) + placed.markShift}`);
  const patterned = patternNames(file, placed).reduce(
    (content, name) => content.replaceAll(`/${name} `, `/${patternName(name, placed)} `),
    marked,
  );
  const edge = `0 0 ${points(page.width)} ${points(page.height)} re W n`;
  return `q 1 0 0 1 ${placed.x} ${placed.y} cm ${edge}\n${patterned}\nQ`;
}

const resourcesOf = (file: PdfFile, { dict: page }: Placed): Dict => {
  const resources = page.get('Resources');
  return resources === undefined ? new Map() : file.dict(resources);
};

function patternNames(file: PdfFile, placed: Placed): readonly string[] {
  const patterns = resourcesOf(file, placed).get('Pattern');
  return patterns === undefined ? [] : [...file.dict(patterns).keys()];
}

/** A pattern is tied to the page and not to what is painted with it: each place has one of its own. */
const patternName = (name: string, { x }: Placed): string => `${name}x${Math.round(x)}`;

/** Skia names a resource after its object, so that one name means one thing in the whole file. */
function mergeResources(file: PdfFile, pages: readonly Placed[]): Dict {
  const merged: Dict = new Map();
  for (const page of pages) {
    for (const [category, entries] of resourcesOf(file, page)) {
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
      throw new Error(`two pages of the PDF mean different things by /${name}`);
    }
    into.set(name, value);
  }
}

function addPatterns(file: PdfFile, into: Dict, entries: Dict, placed: Placed): void {
  for (const [name, value] of entries) {
    const pattern = file.get(value);
    const own = pattern instanceof Stream ? pattern.dict : file.dict(value);
    const moved: Dict = new Map(own).set('Matrix', movedMatrix(file.list(own.get('Matrix')), placed));
    const copy = pattern instanceof Stream ? new Stream(moved, pattern.data) : moved;
    into.set(patternName(name, placed), file.add(copy));
  }
}

function movedMatrix(matrix: readonly Value[], { x, y }: Placed): Value[] {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = matrix.map(Number);
  return [a, b, c, d, e + x, f + y];
}

function annotationsOf(file: PdfFile, pages: readonly Placed[]): Value[] | undefined {
  const all = pages.flatMap(({ dict: page }) => file.list(page.get('Annots')));
  return all.length === 0 ? undefined : all;
}
