/** Repairs lists for PDF/UA: items are in lists, and each item has a label and a body (ISO 14289-1, 7.6). */

import { dict } from '../../lib/pdf/objects.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';
import {
  createStructureElement,
  type Kid,
  type StructureElement,
  visitPostOrder,
} from '../../lib/pdf/structure-tree.ts';
import type { StructureHint } from '../printed/structure-hints.ts';

const IN_LIST = new Set(['L', 'LI', 'Caption']);
const IN_ITEM = new Set(['Lbl', 'LBody']);

export function repairLists(
  file: PdfFile,
  top: StructureElement,
  hints: ReadonlyMap<StructureElement, StructureHint>,
): void {
  visitPostOrder(top, (element) => {
    if (element.kids.some((kid) => isTerm(kid, hints))) convertToDefinitions(file, element, hints);
    if (element.tag === 'L') element.kids = element.kids.map((kid) => toListItem(file, kid));
    else if (element.tag !== 'TOC') wrapItems(file, element);
  });
  visitPostOrder(top, (element) => {
    if (element.tag !== 'L') return;
    const hint = hints.get(element);
    if (hint?.name === 'numbering') nameLabels(element, hint.text);
    if (labelCheckMarks(file, element, hints)) nameLabels(element, 'Square');
  });
  visitPostOrder(top, (element) => {
    if (element.tag === 'LI') moveIntoBody(file, element);
  });
}

/** Makes the squares of items to tick their labels. @returns whether there are any */
function labelCheckMarks(
  file: PdfFile,
  list: StructureElement,
  hints: ReadonlyMap<StructureElement, StructureHint>,
): boolean {
  let any = false;
  for (const item of list.kids) {
    const mark = item.kind === 'element' ? takeCheckMark(item, hints) : undefined;
    if (mark === undefined || item.kind !== 'element') continue;
    item.kids.unshift(createStructureElement(file, 'Lbl', [mark]));
    any = true;
  }
  return any;
}

/** Names the kind of label, as for each list with labels (ISO 32000-1, table 347), unless Chromium has. */
function nameLabels(list: StructureElement, kind: string): void {
  if (!list.entries.has('A')) list.entries.set('A', dict({ O: '/List', ListNumbering: `/${kind}` }));
}

/** Removes the square from the start of an item to tick, or of its first paragraph, and returns it. */
function takeCheckMark(
  element: StructureElement,
  hints: ReadonlyMap<StructureElement, StructureHint>,
): StructureElement | undefined {
  const [first] = element.kids;
  if (first?.kind !== 'element') return undefined;
  if (hints.get(first)?.name !== 'check')
    return first.tag === 'P' || first.tag === 'NonStruct' ? takeCheckMark(first, hints) : undefined;
  element.kids = element.kids.slice(1);
  return first;
}

/** Returns a child of a list as an item, because Chromium does not tag an item with an ARIA role as one. */
function toListItem(file: PdfFile, kid: Kid): Kid {
  if (kid.kind !== 'element') return kid;
  if (kid.tag === 'NonStruct') kid.tag = 'LI';
  return IN_LIST.has(kid.tag) ? kid : createStructureElement(file, 'LI', [kid]);
}

/** Moves all children of an item that are neither label nor body into a body. */
function moveIntoBody(file: PdfFile, item: StructureElement): void {
  const isLabelOrBody = (kid: Kid): boolean => kid.kind === 'element' && IN_ITEM.has(kid.tag);
  const rest = item.kids.filter((kid) => !isLabelOrBody(kid));
  if (rest.length === 0) return;
  item.kids = [...item.kids.filter(isLabelOrBody), createStructureElement(file, 'LBody', rest)];
}

/** Wraps items outside of a list in a list. */
function wrapItems(file: PdfFile, element: StructureElement): void {
  if (!element.kids.some((kid) => kid.kind === 'element' && kid.tag === 'LI')) return;
  const kids: Kid[] = [];
  let list: StructureElement | undefined;
  for (const kid of element.kids) {
    if (kid.kind === 'element' && kid.tag === 'LI') {
      if (list === undefined) {
        list = createStructureElement(file, 'L', []);
        kids.push(list);
      }
      list.kids.push(kid);
    } else {
      list = undefined;
      kids.push(kid);
    }
  }
  element.kids = kids;
}

const isTerm = (kid: Kid, hints: ReadonlyMap<StructureElement, StructureHint>): boolean =>
  kid.kind === 'element' && hints.get(kid)?.name === 'term';

/**
 * Converts terms and definitions to a list: each term becomes a label, and all that follows it the body of
 * the item.
 */
function convertToDefinitions(
  file: PdfFile,
  list: StructureElement,
  hints: ReadonlyMap<StructureElement, StructureHint>,
): void {
  const items: Kid[] = [];
  let item: StructureElement | undefined;
  for (const kid of list.kids) {
    const name = kid.kind === 'element' ? hints.get(kid)?.name : undefined;
    const startsItem = name === 'term' && !item?.kids.every((other) => isTerm(other, hints));
    if (item === undefined || startsItem) {
      item = createStructureElement(file, 'LI', []);
      items.push(item);
    }
    if (kid.kind === 'element' && name === 'term') kid.tag = 'Lbl';
    item.kids.push(kid);
  }
  list.tag = 'L';
  list.kids = items;
}
