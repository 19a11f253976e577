/** Replaces formulas by text. */

import type { Element } from 'xast';
import { visit } from '../../lib/html/visit.ts';
import { editTokenList, findManifestItems, removeElements } from '../../lib/xml/elements.ts';
import type { OpenPackage } from './open-package.ts';

/**
 * Replaces MathML by its alternative text, because Adobe's engines and Kindle's conversion show MathML as a
 * row of letters.
 */
export function mathToText(book: OpenPackage): OpenPackage {
  for (const { tree } of book.documents) {
    visit(tree, 'element', (element, index, parent) => {
      if (element.name !== 'math' || parent === undefined || index === undefined) return;
      parent.children[index] = createTextElement(element);
    });
  }
  for (const item of findManifestItems(book.packageDocument)) {
    editTokenList(item, 'properties', (words) => words.filter((word) => word !== 'mathml'));
  }
  removeElements(book.packageDocument, isMathmlFeature);
  return book;
}

/** Creates the text, after an empty element for each id of the formula, since links lead to its lines. */
const createTextElement = (math: Element): Element => ({
  type: 'element',
  name: 'span',
  attributes: { class: 'formula-in-words' },
  children: [...collectIds(math).map(createAnchor), { type: 'text', value: math.attributes.alttext ?? '' }],
});

const createAnchor = (id: string): Element => ({
  type: 'element',
  name: 'span',
  attributes: { id },
  children: [],
});

function collectIds(tree: Element): readonly string[] {
  const ids: string[] = [];
  visit(tree, 'element', ({ attributes: { id } }) => {
    if (id) ids.push(id);
  });
  return ids;
}

/** Returns whether a metadata entry claims MathML, which is now false. `describedMath` stays true. */
function isMathmlFeature({ name, attributes, children }: Element): boolean {
  const [text] = children;
  const isFeature = name === 'meta' && attributes.property === 'schema:accessibilityFeature';
  return isFeature && text?.type === 'text' && text.value === 'MathML';
}
