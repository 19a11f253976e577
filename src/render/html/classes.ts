/** Reads and adds classes of hast elements. */
import type { Element } from 'hast';

export function hasClass({ properties }: Element, name: string): boolean {
  return Array.isArray(properties.className) && properties.className.includes(name);
}

export function addClass(element: Element, name: string): void {
  const classes = element.properties.className;
  element.properties.className = [...(Array.isArray(classes) ? classes : []), name];
}

/** Replaces the obsolete attribute `align` by a class, in place. */
export function alignByClass(element: Element): void {
  const { align } = element.properties;
  delete element.properties.align;
  const side = typeof align === 'string' ? align.toLowerCase() : '';
  if (/^(?:left|center|right)$/.test(side)) addClass(element, `align-${side}`);
}
