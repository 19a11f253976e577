/** How many elements `<use>` makes of an SVG drawing's. */
import type { Element } from 'xast';

/** More than this many drawings in each other are counted as no end of them. */
const MOST_OPEN = 1000;

/** Counted without making them. Exact up to 2^53, which is past any limit. */
export function copiesIn(root: Element): number {
  const byId = new Map<string, Element>();
  const written = listIds(root, byId);
  const known = new Map<Element, number>();
  const open = new Set<Element>();
  const countFrom = (element: Element): number => {
    const counted = known.get(element);
    if (counted !== undefined) return counted;
    // What uses itself is not drawn: SVG 2, 5.6.
    if (open.has(element)) return 0;
    if (open.size > MOST_OPEN) return Number.POSITIVE_INFINITY;
    open.add(element);
    const used = byId.get(targetOf(element));
    let count = 1 + (used ? countFrom(used) : 0);
    for (const child of element.children) if (child.type === 'element') count += countFrom(child);
    open.delete(element);
    known.set(element, count);
    return count;
  };
  return countFrom(root) - written;
}

/** @returns how many elements there are */
function listIds(element: Element, byId: Map<string, Element>): number {
  const { id } = element.attributes;
  if (typeof id === 'string' && !byId.has(id)) byId.set(id, element);
  let count = 1;
  for (const child of element.children) if (child.type === 'element') count += listIds(child, byId);
  return count;
}

/** The id that a `<use>` names; nothing for other elements. */
function targetOf({ name, attributes }: Element): string {
  if (!/^(?:.*:)?use$/.test(name)) return '';
  const href = Object.entries(attributes).find(([attribute]) => /^(?:.*:)?href$/.test(attribute))?.[1];
  return (href ?? '').trim().replace(/^#/, '');
}
