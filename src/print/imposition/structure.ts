/**
 * Updates the structure tree after imposition: the tags and their order stay, only the positions of their
 * content change.
 */

import { type Dict, dict, isDict, Reference, type Value } from '../../lib/pdf/objects.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';
import type { Placement, Placements } from './placement.ts';
import { readParentTree } from './sheets.ts';

/** Updates each structure element: its page, the MCIDs of its content and its boxes. */
export function moveTags(file: PdfFile, placements: Placements): void {
  const root = file.catalog.get('StructTreeRoot');
  if (root === undefined) return;
  const seen = new Set<Dict>();
  const waiting: Dict[] = [file.dict(root)];
  for (let element = waiting.pop(); element !== undefined; element = waiting.pop()) {
    if (seen.has(element)) continue;
    seen.add(element);
    waiting.push(...moveTag(file, element, placements));
  }
}

/** Updates one element. @returns its child elements */
function moveTag(file: PdfFile, element: Dict, placements: Placements): readonly Dict[] {
  const placement = placementOf(element, placements);
  moveBoxes(file, element, placement);
  const kids = file.list(element.get('K')).map((kid) => moveKid(file, kid, placement, placements));
  if (element.has('K')) element.set('K', kids.length === 1 ? (kids[0] ?? null) : kids);
  if (placement !== undefined) element.set('Pg', placement.sheet);
  return kids.map((kid) => file.get(kid)).filter((kid): kid is Dict => isDict(kid) && kid.has('S'));
}

function placementOf(element: Dict, placements: Placements): Placement | undefined {
  const page = element.get('Pg');
  return page instanceof Reference ? placements.get(page.number) : undefined;
}

/**
 * Updates a child of an element: a number is an MCID on the element's page, a dictionary may name its own
 * page (ISO 32000-1, 14.7.4).
 */
function moveKid(file: PdfFile, kid: Value, placement: Placement | undefined, placements: Placements): Value {
  if (typeof kid === 'number') return kid + (placement?.mcidOffset ?? 0);
  const held = file.get(kid);
  if (!isDict(held) || held.has('S')) return kid;
  const own = held.has('Pg') ? placementOf(held, placements) : placement;
  const mark = held.get('MCID');
  if (typeof mark === 'number') held.set('MCID', mark + (own?.mcidOffset ?? 0));
  if (own !== undefined && held.has('Pg')) held.set('Pg', own.sheet);
  return kid;
}

/** Moves the boxes of figures and tables, which are in page coordinates. */
function moveBoxes(file: PdfFile, element: Dict, placement: Placement | undefined): void {
  if (placement === undefined) return;
  for (const attributes of file.list(element.get('A'))) {
    const held = file.get(attributes);
    if (!isDict(held) || !held.has('BBox')) continue;
    held.set('BBox', shiftBox(file.list(held.get('BBox')), placement));
  }
}

/** Moves a rectangle, or the corners of several: a list of x and y in turn. */
export function shiftBox(numbers: readonly Value[], { x, y }: Placement): Value[] {
  return numbers.map((number, index) =>
    typeof number === 'number' ? round(number + (index % 2 === 0 ? x : y)) : number,
  );
}

/** Rounds to thousandths of a point. */
const round = (value: number): number => Math.round(value * 1000) / 1000;

/** Merges the parent tree entries of the pages on each sheet. The entries of links stay. */
export function mergeParentTree(
  file: PdfFile,
  sheets: readonly { readonly sheet: Reference; readonly pages: readonly Reference[] }[],
): void {
  const root = file.catalog.get('StructTreeRoot');
  if (root === undefined) return;
  const rows = new Map(readParentTree(file));
  const keysOfPages = new Set<Value | undefined>();
  let next = Math.max(-1, ...rows.keys()) + 1;
  const joined: (readonly [number, Value])[] = [];
  for (const { sheet, pages } of sheets) {
    const row = pages.flatMap((page) => {
      const key = file.dict(page).get('StructParents');
      keysOfPages.add(key);
      return [...file.list(typeof key === 'number' ? rows.get(key) : undefined)];
    });
    if (row.length === 0) continue;
    file.dict(sheet).set('StructParents', next);
    joined.push([next, row]);
    next += 1;
  }
  const kept = [...rows].filter(([key]) => !keysOfPages.has(key)).sort(([one], [other]) => one - other);
  const tree = dict({ Nums: [...kept, ...joined].flat() });
  file.dict(root).set('ParentTree', file.add(tree)).set('ParentTreeNextKey', next);
}
