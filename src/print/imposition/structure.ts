/** The tags after imposition: they stay as they are, in the order of reading; only where their content stands is new. */

import { type Dict, dict, isDict, Reference, type Value } from '../../lib/pdf/objects.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';
import type { Placement, Placements } from './placement.ts';
import { parentEntries } from './sheets.ts';

/** Leads every tag to its sheet. */
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

/** @returns the elements below it */
function moveTag(file: PdfFile, element: Dict, placements: Placements): readonly Dict[] {
  const home = placementOf(element, placements);
  moveBoxes(file, element, home);
  const kids = file.list(element.get('K')).map((kid) => movedKid(file, kid, home, placements));
  if (element.has('K')) element.set('K', kids.length === 1 ? (kids[0] ?? null) : kids);
  if (home !== undefined) element.set('Pg', home.sheet);
  return kids.map((kid) => file.get(kid)).filter((kid): kid is Dict => isDict(kid) && kid.has('S'));
}

function placementOf(element: Dict, placements: Placements): Placement | undefined {
  const page = element.get('Pg');
  return page instanceof Reference ? placements.get(page.number) : undefined;
}

/** A number is marked content of the element's page; a dictionary may name a page of its own (ISO 32000-1, 14.7.4). */
function movedKid(file: PdfFile, kid: Value, home: Placement | undefined, placements: Placements): Value {
  if (typeof kid === 'number') return kid + (home?.markShift ?? 0);
  const held = file.get(kid);
  if (!isDict(held) || held.has('S')) return kid;
  const own = held.has('Pg') ? placementOf(held, placements) : home;
  const mark = held.get('MCID');
  if (typeof mark === 'number') held.set('MCID', mark + (own?.markShift ?? 0));
  if (own !== undefined && held.has('Pg')) held.set('Pg', own.sheet);
  return kid;
}

/** Boxes of figures and tables are told in the coordinates of the page. */
function moveBoxes(file: PdfFile, element: Dict, home: Placement | undefined): void {
  if (home === undefined) return;
  for (const attributes of file.list(element.get('A'))) {
    const held = file.get(attributes);
    if (!isDict(held) || !held.has('BBox')) continue;
    held.set('BBox', movedBox(file.list(held.get('BBox')), home));
  }
}

/** A rectangle, or the corners of several: x and y take turns. */
export function movedBox(numbers: readonly Value[], { x, y }: Placement): Value[] {
  return numbers.map((number, index) =>
    typeof number === 'number' ? round(number + (index % 2 === 0 ? x : y)) : number,
  );
}

/** To a thousandth of a point. */
const round = (value: number): number => Math.round(value * 1000) / 1000;

/** Two pages' rows of the parent tree become that of their sheet; those of links stay. */
export function joinParents(
  file: PdfFile,
  sheets: readonly { readonly sheet: Reference; readonly pages: readonly Reference[] }[],
): void {
  const root = file.catalog.get('StructTreeRoot');
  if (root === undefined) return;
  const rows = new Map(parentEntries(file));
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
