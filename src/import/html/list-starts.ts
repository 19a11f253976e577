/** Gives numbered lists of a Word document the numbers that they begin with. */
import type { Element, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { visit } from '../../lib/html/visit.ts';
import { MARK_PATTERN, type Marks } from '../docx/marks.ts';

/** Sets the starts by the marks of the first items, in place, and removes all marks of numbers. */
export function setListStarts(tree: Root | Element, marks: Marks): void {
  visit(tree, 'element', (list) => {
    if (list.tagName !== 'ol') return;
    const first = list.children.find((child) => child.type === 'element');
    const number = first && findNumber(textOf(first), marks);
    if (number !== undefined && number !== 1) list.properties.start = number;
  });
  visit(tree, 'text', (text) => {
    text.value = text.value.replace(MARK_PATTERN, (mark, number: string) =>
      marks.get(number)?.kind === 'number' ? '' : mark,
    );
  });
}

/** Returns the number of the first mark, which an item begins with. */
function findNumber(text: string, marks: Marks): number | undefined {
  for (const [, number = ''] of text.matchAll(MARK_PATTERN)) {
    const mark = marks.get(number);
    if (mark?.kind === 'number') return mark.value;
  }
  return undefined;
}
