/** Lists as PDF/UA wants them: items in lists, and in items a label and a body (ISO 14289-1, 7.6). */

import type { PdfFile } from '../../lib/pdf/pdf-file.ts';
import { type Element, eachElement, elementOf, type Kid } from '../../lib/pdf/structure-tree.ts';
import type { Mark } from '../printed/structure-hints.ts';

const IN_LIST = new Set(['L', 'LI', 'Caption']);
const IN_ITEM = new Set(['Lbl', 'LBody']);

export function mendLists(file: PdfFile, top: Element, marks: ReadonlyMap<Element, Mark>): void {
  eachElement(top, (element) => {
    if (element.kids.some((kid) => isTerm(kid, marks))) asDefinitions(file, element, marks);
    if (element.tag === 'L') element.kids = element.kids.map((kid) => asItem(file, kid));
    else if (element.tag !== 'TOC') wrapItems(file, element);
  });
  eachElement(top, (element) => {
    if (element.tag === 'LI') intoBody(file, element);
  });
}

/** An item that has a role of its own is no item for Chromium. */
function asItem(file: PdfFile, kid: Kid): Kid {
  if (kid.kind !== 'element') return kid;
  if (kid.tag === 'NonStruct') kid.tag = 'LI';
  return IN_LIST.has(kid.tag) ? kid : elementOf(file, 'LI', [kid]);
}

/** What is neither label nor body goes into the body. */
function intoBody(file: PdfFile, item: Element): void {
  const isPart = (kid: Kid): boolean => kid.kind === 'element' && IN_ITEM.has(kid.tag);
  const rest = item.kids.filter((kid) => !isPart(kid));
  if (rest.length === 0) return;
  item.kids = [...item.kids.filter(isPart), elementOf(file, 'LBody', rest)];
}

/** Items that stand in no list get one. */
function wrapItems(file: PdfFile, element: Element): void {
  if (!element.kids.some((kid) => kid.kind === 'element' && kid.tag === 'LI')) return;
  const kids: Kid[] = [];
  let list: Element | undefined;
  for (const kid of element.kids) {
    if (kid.kind === 'element' && kid.tag === 'LI') {
      if (list === undefined) {
        list = elementOf(file, 'L', []);
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

const isTerm = (kid: Kid, marks: ReadonlyMap<Element, Mark>): boolean =>
  kid.kind === 'element' && marks.get(kid)?.name === 'term';

/** Terms and what they mean: each term a label, with all that follows it as the body. */
function asDefinitions(file: PdfFile, list: Element, marks: ReadonlyMap<Element, Mark>): void {
  const items: Kid[] = [];
  let item: Element | undefined;
  for (const kid of list.kids) {
    const name = kid.kind === 'element' ? marks.get(kid)?.name : undefined;
    const startsItem = name === 'term' && !item?.kids.every((other) => isTerm(other, marks));
    if (item === undefined || startsItem) {
      item = elementOf(file, 'LI', []);
      items.push(item);
    }
    if (kid.kind === 'element' && name === 'term') kid.tag = 'Lbl';
    item.kids.push(kid);
  }
  list.tag = 'L';
  list.kids = items;
}
