/** Finds the element that an author has made for a list that Handpress writes, such as `::: {#refs}`, as pandoc and Quarto have it. */
import type { Element, Root } from 'hast';
import { EXIT, visit } from '../lib/html/visit.ts';
import { ID_SEPARATOR } from './ids.ts';

/**
 * Finds the first place for a list.
 * @param name the id that the author wrote: `refs`, `index`, `solutions`, `abbreviations`
 * @returns `undefined` if there is none
 */
export function findAuthorPlace(bodies: Iterable<Root>, name: string): Element | undefined {
  const ending = `${ID_SEPARATOR}${name}`;
  let place: Element | undefined;
  for (const body of bodies) {
    visit(body, 'element', (element) => {
      if (element.tagName !== 'div' || !String(element.properties.id).endsWith(ending)) return undefined;
      place = element;
      return EXIT;
    });
    if (place !== undefined) return place;
  }
  return undefined;
}
