/** Reads and adds classes of hast elements. */
import type { Element } from 'hast';

/** Returns the classes of an element. */
export const listClasses = ({ properties: { className } }: Pick<Element, 'properties'>): readonly string[] =>
  Array.isArray(className) ? className.map(String) : [];

export const hasClass = (element: Pick<Element, 'properties'>, name: string): boolean =>
  listClasses(element).includes(name);

export function addClass(element: Pick<Element, 'properties'>, name: string): void {
  element.properties.className = [...listClasses(element), name];
}
