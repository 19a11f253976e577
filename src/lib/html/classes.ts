/** Reads and adds classes of hast elements. */
import type { Element } from 'hast';

/** Returns the classes of an element. */
export const listClasses = ({ properties: { className } }: Pick<Element, 'properties'>): readonly string[] =>
  Array.isArray(className) ? className.map(String) : [];

/** Returns whether an element has a class. Creates no list, because it is asked of every element many times. */
export function hasClass({ properties: { className } }: Pick<Element, 'properties'>, name: string): boolean {
  if (!Array.isArray(className)) return false;
  for (const each of className) if (String(each) === name) return true;
  return false;
}

export function addClass(element: Pick<Element, 'properties'>, name: string): void {
  element.properties.className = [...listClasses(element), name];
}
