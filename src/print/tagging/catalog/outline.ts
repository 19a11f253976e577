/** Repairs the outline: its items point to elements that exist, and have the text of their headings. */

import {
  type Dict,
  decodeTextString,
  encodeTextString,
  PdfString,
  Reference,
  type Value,
} from '../../../lib/pdf/objects.ts';
import type { PdfFile } from '../../../lib/pdf/pdf-file.ts';
import { listElements, type StructureElement } from '../../../lib/pdf/structure-tree.ts';
import type { ContentFacts } from '../content-facts.ts';

/** Removes the references of outline items to elements that were removed from the tree. */
export function dropStaleOutlineTargets(file: PdfFile, elements: readonly StructureElement[]): void {
  const present = new Set(elements.map(({ reference }) => reference.number));
  for (const entry of readOutlineItems(file)) {
    const element = entry.get('SE');
    if (element instanceof Reference && !present.has(element.number)) entry.delete('SE');
  }
}

/** Returns whether an element is a heading with a formula, whose glyphs in a row are not its text. */
export const isHeadingWithFormula = (element: StructureElement): boolean =>
  /^H[1-6]$/.test(element.tag) && listElements(element).some(({ tag }) => tag === 'Formula');

/**
 * Sets the titles of headings with formulas: Chromium writes `x2` for an `x` with a raised 2, the formula's
 * text is `x²`.
 */
export function setFormulaTitles(
  file: PdfFile,
  elements: readonly StructureElement[],
  facts: ContentFacts,
): void {
  const headings = new Map(
    elements.filter(isHeadingWithFormula).map((heading) => [heading.reference.number, heading]),
  );
  if (headings.size === 0) return;
  for (const entry of readOutlineItems(file)) {
    const element = entry.get('SE');
    const heading = element instanceof Reference ? headings.get(element.number) : undefined;
    if (heading !== undefined) entry.set('Title', encodeTextString(composeTitle(heading, facts)));
  }
}

function composeTitle(heading: StructureElement, facts: ContentFacts): string {
  const collectText = (element: StructureElement): string => {
    const alt = element.tag === 'Formula' ? element.entries.get('Alt') : undefined;
    if (alt instanceof PdfString) return decodeTextString(alt);
    return element.kids
      .map((kid) =>
        kid.kind === 'element' ? collectText(kid) : kid.kind === 'marked' ? facts.extractText([kid]) : '',
      )
      .filter((part) => part !== '')
      .join(' ');
  };
  // White space at the ends of painted text is not known.
  return collectText(heading).replace(/ (?=[,.;:!?)\]”’])|(?<=[([“‘]) /g, '');
}

export function readOutlineItems(file: PdfFile): readonly Dict[] {
  const entries: Dict[] = [];
  const waiting: (Value | undefined)[] = [file.catalog.get('Outlines')];
  for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) {
    const entry = file.dict(item);
    entries.push(entry);
    waiting.push(...[entry.get('First'), entry.get('Next')].filter((next) => next !== undefined));
  }
  return entries;
}
