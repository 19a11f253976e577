/** Takes the marks off the languages of a tree, and says of each element which it has. */
import { type Mark, markIn } from '../marks.ts';
import type { Element } from '../objects/structure.ts';
import { Text, textOf, textString } from '../objects/values.ts';

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
