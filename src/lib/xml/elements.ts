/** Elements of XML trees: found, and what they say. */

import type { Element, Root } from 'xast';
import { visit } from '../html/visit.ts';

/** All elements of a name, in document order. */
export function named(tree: Root | Element, name: string): readonly Element[] {
  const found: Element[] = [];
  visit(tree, 'element', (element) => {
    if (element.name === name) found.push(element);
  });
  return found;
}

/** The manifest's items. */
export const itemsOf = (packageDocument: Root): readonly Element[] => named(packageDocument, 'item');

/** Takes elements out, with the line break before each. */
export function remove(tree: Root, isIt: (element: Element) => boolean): void {
  visit(tree, 'element', (element, index, parent) => {
    if (parent === undefined || index === undefined || !isIt(element)) return undefined;
    const before = parent.children[index - 1];
    const isBreak = before?.type === 'text' && before.value.trim() === '';
    parent.children.splice(isBreak ? index - 1 : index, isBreak ? 2 : 1);
    return isBreak ? index - 1 : index;
  });
}

/** What an element says. */
export function textOf(element: Element): string {
  let text = '';
  visit(element, 'text', ({ value }) => {
    text += value;
  });
  return text;
}

/** The words of an attribute that is a list, changed. */
export function changeWords(
  element: Element,
  attribute: string,
  change: (words: string[]) => string[],
): void {
  const words = change((element.attributes[attribute] ?? '').split(/\s+/).filter((word) => word !== ''));
  if (words.length > 0) element.attributes[attribute] = [...new Set(words)].join(' ');
  else delete element.attributes[attribute];
}
