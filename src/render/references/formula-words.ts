/** Writes the numbers of references in formulas into the words of the formulas, which screen readers read. */
import type { Element, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { visit } from '../../lib/html/visit.ts';

/**
 * The characters in the place of references while a formula is typeset. They are noncharacters (Unicode 23.7), which no text has, and
 * which XML and Temml take.
 */
export const FIRST_MARK = 0xfdd0;
export const MAX_MARKS = 32;
export const MARK = /[\uFDD0-\uFDEF]/;
export const MARKS = /([\uFDD0-\uFDEF])/;

/** Writes the numbers, which are in the formulas by now, into the words of the formulas. */
export function nameFormulaReferences({ properties, children }: Element): void {
  const { alttext } = properties;
  if (typeof alttext !== 'string' || !MARK.test(alttext)) return;
  let words = alttext;
  visit({ type: 'root', children } as Root, 'element', (element) => {
    const { dataMark } = element.properties;
    if (typeof dataMark !== 'string') return;
    delete element.properties.dataMark;
    words = words.replaceAll(dataMark, textOf(element));
  });
  properties.alttext = words;
}
