/** Takes the marks off the languages of a tree, and says of each element which it has. */

import { Text, textOf, textString } from '../../lib/pdf/objects.ts';
import type { Element } from '../../lib/pdf/structure-tree.ts';
import { type Mark, markIn } from '../printed/structure-hints.ts';

/** Languages are left only where they differ from what is around them. @returns the mark of each that has one */
export function takeMarks(top: Element): ReadonlyMap<Element, Mark> {
  const marks = new Map<Element, Mark>();
  const walk = (element: Element, inherited: string): void => {
    const lang = element.entries.get('Lang');
    const { language, mark } = lang instanceof Text ? markIn(textOf(lang)) : { language: inherited };
    if (mark !== undefined) marks.set(element, mark);
    if (language === inherited) element.entries.delete('Lang');
    else element.entries.set('Lang', textString(language));
    for (const kid of element.kids) if (kid.kind === 'element') walk(kid, language);
  };
  walk(top, '');
  return marks;
}
