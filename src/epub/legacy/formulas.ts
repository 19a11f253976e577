/** Formulas as lines of text. */

import type { Element } from 'xast';
import { visit } from '../../lib/html/visit.ts';
import { changeWords, itemsOf, remove } from '../../lib/xml/elements.ts';
import type { OpenPackage } from './open-package.ts';

/** Adobe's engines and Kindle's conversion show MathML as a row of letters: what is read aloud of it says more. */
export function formulasInWords(book: OpenPackage): OpenPackage {
  for (const { tree } of book.documents) {
    visit(tree, 'element', (element, index, parent) => {
      if (element.name !== 'math' || parent === undefined || index === undefined) return;
      parent.children[index] = inWords(element);
    });
  }
  for (const item of itemsOf(book.packageDocument)) {
    changeWords(item, 'properties', (words) => words.filter((word) => word !== 'mathml'));
  }
  remove(book.packageDocument, isClaim);
  return book;
}

const inWords = ({ attributes }: Element): Element => ({
  type: 'element',
  name: 'span',
  attributes: { class: 'formula-in-words' },
  children: [{ type: 'text', value: attributes.alttext ?? '' }],
});

/** There is no MathML any more; that the formulas are described stays true. */
function isClaim({ name, attributes, children }: Element): boolean {
  const [text] = children;
  const isFeature = name === 'meta' && attributes.property === 'schema:accessibilityFeature';
  return isFeature && text?.type === 'text' && text.value === 'MathML';
}
