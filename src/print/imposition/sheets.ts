/** Builds the sides of sheets: the content of two pages side by side, with the resources of both. */
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import type { PageSize } from '../../core/model/edition.ts';
import { type Dict, dict, isDict, Reference, Stream, type Value } from '../../lib/pdf/objects.ts';
import { readPageContent } from '../../lib/pdf/page-content.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';
import type { SheetSide } from './order.ts';
import { movePattern } from './patterns.ts';
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
  const renames = placed.map((page, index) => findRenames(file, page, placed.slice(0, index)));
  const contents = placed.map((page, index) =>
    buildPlacedContent(file, page, renames[index] ?? new Map(), paper),
  );
  const data = await deflateLater(Buffer.from(contents.join('\n'), 'latin1'));
  const turned = paper.turnBacks && side.face === 'back';
  const sheet = file.add(
    dict({
      Type: '/Page',
      MediaBox: [0, 0, points(paper.sheet.height), points(paper.sheet.width)],
      Rotate: turned ? 180 : undefined,
      Resources: mergeResources(file, placed, renames),
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
function buildPlacedContent(
  file: PdfFile,
  placed: PlacedPage,
  renames: Renames,
  { page }: SheetFormat,
): string {
  const text = readPageContent(file, placed.dict);
  const marked = text.replace(MCID, (_mark, number: string) => `/MCID ${Number(number) + placed.mcidOffset}`);
  const renamed = [...renames].reduce(
    (content, [name, own]) => content.replaceAll(`/${name} `, `/${own} `),
    marked,
  );
  const edge = `0 0 ${points(page.width)} ${points(page.height)} re W n`;
  return `q 1 0 0 1 ${placed.x} ${placed.y} cm ${edge}\n${renamed}\nQ`;
}

const readResources = (file: PdfFile, { dict: page }: PlacedPage): Dict => {
  const resources = page.get('Resources');
  return resources === undefined ? new Map() : file.dict(resources);
};

/** New names of resources by their names on the page. */
type Renames = ReadonlyMap<string, string>;

/**
 * Finds the resources of a page that need another name: patterns, because one is anchored to the page, so each position
 * needs a copy; and names that mean something else on a page beside it. Skia names a resource after its object, so this
 * happens only if the pages were printed in different parts.
 * @param others the pages before it on the same side
 */
function findRenames(file: PdfFile, placed: PlacedPage, others: readonly PlacedPage[]): Renames {
  const renames = new Map<string, string>();
  const rename = (name: string): void => void renames.set(name, `${name}x${Math.round(placed.x)}`);
  for (const [category, entries] of readResources(file, placed)) {
    const held = file.get(entries);
    if (!isDict(held)) continue;
    for (const [name, value] of held) {
      if (
        category === 'Pattern' ||
        others.some((other) => meansOther(file, other, [category, name], value))
      ) {
        rename(name);
      }
    }
  }
  return renames;
}

/** Whether a name of a resource has another value on a page. */
function meansOther(
  file: PdfFile,
  page: PlacedPage,
  [category, name]: readonly [category: string, name: string],
  value: Value,
): boolean {
  const held = file.get(readResources(file, page).get(category));
  const known = isDict(held) ? held.get(name) : undefined;
  return known instanceof Reference && value instanceof Reference && known.number !== value.number;
}

/** Merges the resources of both pages. */
function mergeResources(file: PdfFile, pages: readonly PlacedPage[], renames: readonly Renames[]): Dict {
  const merged: Dict = new Map();
  for (const [index, page] of pages.entries()) {
    for (const [category, entries] of readResources(file, page)) {
      const held = file.get(entries);
      const known = merged.get(category);
      if (isDict(held)) {
        const own = renameEntries(file, category, held, { page, renames: renames[index] ?? new Map() });
        merged.set(category, new Map([...(isDict(known) ? known : []), ...own]));
      } else merged.set(category, entries);
    }
  }
  return merged;
}

function renameEntries(
  file: PdfFile,
  category: string,
  entries: Dict,
  { page, renames }: { readonly page: PlacedPage; readonly renames: Renames },
): readonly (readonly [string, Value])[] {
  return [...entries].map(([name, value]) => [
    renames.get(name) ?? name,
    category === 'Pattern' ? movePattern(file, value, page) : value,
  ]);
}

function collectAnnotations(file: PdfFile, pages: readonly PlacedPage[]): Value[] | undefined {
  const all = pages.flatMap(({ dict: page }) => file.list(page.get('Annots')));
  return all.length === 0 ? undefined : all;
}
