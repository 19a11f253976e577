/** The outline leads to elements, and says what the headings say. */

import { type Dict, Reference, Text, textOf, textString, type Value } from '../../../lib/pdf/objects.ts';
import type { PdfFile } from '../../../lib/pdf/pdf-file.ts';
import { type Element, elementsIn } from '../../../lib/pdf/structure-tree.ts';
import type { Painted } from '../content-facts.ts';

/** An element that is no more must not come back through the outline. */
export function keepOutline(file: PdfFile, elements: readonly Element[]): void {
  const kept = new Set(elements.map(({ reference }) => reference.number));
  for (const entry of entriesIn(file)) {
    const element = entry.get('SE');
    if (element instanceof Reference && !kept.has(element.number)) entry.delete('SE');
  }
}

/** A heading whose signs, one after the other, are not what it says. */
export const hasFormula = (element: Element): boolean =>
  /^H[1-6]$/.test(element.tag) && elementsIn(element).some(({ tag }) => tag === 'Formula');

/** In a formula, `x` and a raised 2 are `x2` to Chromium; its text says `x²`. */
export function nameFormulas(file: PdfFile, elements: readonly Element[], painted: Painted): void {
  const headings = new Map(elements.filter(hasFormula).map((heading) => [heading.reference.number, heading]));
  if (headings.size === 0) return;
  for (const entry of entriesIn(file)) {
    const element = entry.get('SE');
    const heading = element instanceof Reference ? headings.get(element.number) : undefined;
    if (heading !== undefined) entry.set('Title', textString(titleOf(heading, painted)));
  }
}

function titleOf(heading: Element, painted: Painted): string {
  const words = (element: Element): string => {
    const alt = element.tag === 'Formula' ? element.entries.get('Alt') : undefined;
    if (alt instanceof Text) return textOf(alt);
    return element.kids
      .map((kid) =>
        kid.kind === 'element' ? words(kid) : kid.kind === 'marked' ? painted.wordsIn([kid]) : '',
      )
      .filter((part) => part !== '')
      .join(' ');
  };
  // White space at the ends of what is painted is not known.
  return words(heading).replace(/ (?=[,.;:!?)\]”’])|(?<=[([“‘]) /g, '');
}

function entriesIn(file: PdfFile): readonly Dict[] {
  const entries: Dict[] = [];
  const waiting: (Value | undefined)[] = [file.catalog.get('Outlines')];
  for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) {
    const entry = file.dict(item);
    entries.push(entry);
    waiting.push(...[entry.get('First'), entry.get('Next')].filter((next) => next !== undefined));
  }
  return entries;
}
