/** Builds and reads elements of WordprocessingML (ECMA-376 part 1, 17). */
import type { Element, ElementContent } from 'xast';

/** Builds an element. */
export const buildElement = (
  name: string,
  children: readonly ElementContent[],
  attributes: Readonly<Record<string, string>> = {},
): Element => ({ type: 'element', name, attributes: { ...attributes }, children: [...children] });

/** Builds the text of a run. */
export const buildText = (value: string): Element =>
  buildElement('w:t', [{ type: 'text', value }], { 'xml:space': 'preserve' });

/** Builds a run with a text. */
export const buildRun = (value: string): Element => buildElement('w:r', [buildText(value)]);

/** Whether the element of a setting turns it off (17.17.4). */
export const isOff = (element: Element): boolean => /^(?:0|false|off)$/.test(attributeOf(element, 'w:val'));

/** Returns the first child element with a name. */
export const childNamed = ({ children }: Element, name: string): Element | undefined =>
  (children as readonly ElementContent[]).find(
    (child): child is Element => child.type === 'element' && child.name === name,
  );

/** Returns the value of an attribute; empty without it. */
export const attributeOf = (element: Element | undefined, name: string): string =>
  element?.attributes[name] ?? '';
