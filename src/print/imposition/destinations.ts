/** Moves links, destinations and outline targets to the imposed sheets. */

import { type Dict, isDict, Reference, type Value } from '../../lib/pdf/objects.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';
import type { Placement, Placements } from './placement.ts';
import { shiftBox } from './structure.ts';

/** Moves the link annotations of a page to its sheet. */
export function moveLinks(file: PdfFile, page: Dict, placement: Placement, placements: Placements): void {
  for (const reference of file.list(page.get('Annots'))) {
    const annotation = file.dict(reference);
    annotation.set('Rect', shiftBox(file.list(annotation.get('Rect')), placement));
    if (annotation.has('QuadPoints')) {
      annotation.set('QuadPoints', shiftBox(file.list(annotation.get('QuadPoints')), placement));
    }
    if (annotation.has('P')) annotation.set('P', placement.sheet);
    moveTarget(file, annotation, placements);
  }
}

/** Moves the named destinations in the catalog and the destinations of the outline. */
export function moveDestinations(file: PdfFile, placements: Placements): void {
  const { catalog } = file;
  const names = catalog.get('Dests');
  if (names !== undefined) {
    const held = file.dict(names);
    for (const [name, value] of held) held.set(name, toSheetDestination(file, value, placements));
  }
  const outline = catalog.get('Outlines');
  const waiting: Value[] = outline === undefined ? [] : [outline];
  for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) {
    const held = file.dict(item);
    moveTarget(file, held, placements);
    for (const key of ['First', 'Next']) {
      const next = held.get(key);
      if (next !== undefined) waiting.push(next);
    }
  }
}

function moveTarget(file: PdfFile, holder: Dict, placements: Placements): void {
  const dest = holder.get('Dest');
  if (dest !== undefined) holder.set('Dest', toSheetDestination(file, dest, placements));
  const action = file.get(holder.get('A'));
  if (!isDict(action)) return;
  const destination = action.get('D');
  if (destination !== undefined) action.set('D', toSheetDestination(file, destination, placements));
}

/**
 * Returns a destination on the sheet: `[page /XYZ left top zoom]` (ISO 32000-1, 12.3.2.2). A name stays a
 * name.
 */
function toSheetDestination(file: PdfFile, value: Value, placements: Placements): Value {
  const held = file.get(value);
  const list = isDict(held) ? held.get('D') : held;
  if (!Array.isArray(list)) return value;
  const [page, how, left, top, ...rest] = list;
  const placement = page instanceof Reference ? placements.get(page.number) : undefined;
  if (placement === undefined || how === undefined) return value;
  const moved = [left ?? null, top ?? null].map((number, index) =>
    typeof number === 'number' ? number + (index === 0 ? placement.x : placement.y) : number,
  );
  return [placement.sheet, how, ...moved.slice(0, list.length - 2), ...rest];
}
