/** Finds, removes and reads elements of XML trees. */
import type { Element, Root } from 'xast';
import { visit } from '../html/visit.ts';

/** Returns all elements with a name, in document order. */
export function findElements(tree: Root | Element, name: string): readonly Element[] {
  const found: Element[] = [];
  visit(tree, 'element', (element) => {
    if (element.name === name) found.push(element);
  });
  return found;
}

/** Returns the items of the package document's manifest. */
export const findManifestItems = (packageDocument: Root): readonly Element[] =>
  findElements(packageDocument, 'item');

/** Removes elements and the white space before each of them. */
export function removeElements(tree: Root, isRemoved: (element: Element) => boolean): void {
  visit(tree, 'element', (element, index, parent) => {
    if (parent === undefined || index === undefined || !isRemoved(element)) return undefined;
    const before = parent.children[index - 1];
    const isSpace = before?.type === 'text' && before.value.trim() === '';
    parent.children.splice(isSpace ? index - 1 : index, isSpace ? 2 : 1);
    return isSpace ? index - 1 : index;
  });
}

/** Returns all text in an element. */
export function getTextContent(element: Element): string {
  let text = '';
  visit(element, 'text', ({ value }) => {
    text += value;
  });
  return text;
}

/** Changes the tokens of an attribute that is a space-separated list. Removes the attribute if none is left. */
export function editTokenList(
  element: Element,
  attribute: string,
  change: (tokens: string[]) => string[],
): void {
  const tokens = change((element.attributes[attribute] ?? '').split(/\s+/).filter((token) => token !== ''));
  if (tokens.length > 0) element.attributes[attribute] = [...new Set(tokens)].join(' ');
  else delete element.attributes[attribute];
}
