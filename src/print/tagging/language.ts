/** Removes the structure hints from the languages of a structure tree, and returns them by element. */

import { decodeTextString, encodeTextString, PdfString } from '../../lib/pdf/objects.ts';
import type { StructureElement } from '../../lib/pdf/structure-tree.ts';
import { decodeHint, type StructureHint } from '../printed/structure-hints.ts';

/** Removes hints from languages, and languages that are inherited anyway. @returns the hints by element */
export function extractHints(top: StructureElement): ReadonlyMap<StructureElement, StructureHint> {
  const hints = new Map<StructureElement, StructureHint>();
  const walk = (element: StructureElement, inherited: string): void => {
    const lang = element.entries.get('Lang');
    const { language, hint } =
      lang instanceof PdfString ? decodeHint(decodeTextString(lang)) : { language: inherited };
    if (hint !== undefined) hints.set(element, hint);
    if (language === inherited) element.entries.delete('Lang');
    else element.entries.set('Lang', encodeTextString(language));
    for (const kid of element.kids) if (kid.kind === 'element') walk(kid, language);
  };
  walk(top, '');
  return hints;
}
