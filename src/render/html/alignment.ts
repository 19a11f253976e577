/** Replaces the obsolete attribute `align` by classes. */
import type { Element } from 'hast';
import { addClass } from '../../lib/html/classes.ts';

/** Replaces the attribute of an element, in place. An image is at a side with text beside it. */
export function alignByClass(element: Element): void {
  const { align } = element.properties;
  delete element.properties.align;
  const side = typeof align === 'string' ? align.toLowerCase() : '';
  if (element.tagName === 'img') {
    if (/^(?:left|right)$/.test(side)) addClass(element, `float-${side}`);
  } else if (/^(?:left|center|right)$/.test(side)) addClass(element, `align-${side}`);
}
