/** Keeps numbers, their units, ranges and abbreviations in one line. */
import type { Element, ElementContent, Root, Text } from 'hast';
import { toString as textOf } from 'hast-util-to-string';

/** Elements whose text follows other rules. */
const SKIPPED_ELEMENTS = new Set(['code', 'kbd', 'math', 'pre', 'samp', 'svg']);

/** A number and the short word or unit after it: `10 days`, `0.5 mg`. Years and other long numbers are free. */
const NUMBER_AND_UNIT = /(?<![\d.,:/])(\d{1,3}(?:[.,]\d{1,3})?) (?=[\p{L}%°µ]{1,8}(?![\p{L}\p{N}]))/gu;
/** A range in words: `0 to 10`. */
const RANGE_IN_WORDS = /(\d) (to|bis|à|a) (?=\d)/gu;
const ET_AL = /\bet al\b/g;
/** A range of numbers with an en dash, after which a line may end. */
const RANGE = /(\p{N}+\u2013\p{N}+(?:\.e\p{N}+)?)/u;

/** Changes a tree in place: spaces become no-break spaces, and ranges get an element that is not broken. */
export function addNoBreaks(parent: Root | Element): void {
  let hasRanges = false;
  for (const child of parent.children) {
    if (child.type === 'text') {
      child.value = bindNumbers(child.value);
      hasRanges ||= hasRange(child.value);
    } else if (child.type === 'element' && !SKIPPED_ELEMENTS.has(child.tagName)) addNoBreaks(child);
  }
  if (!hasRanges) return;
  parent.children = (parent.children as ElementContent[]).flatMap((child) =>
    child.type === 'text' ? keepRanges(child) : [child],
  );
}

const hasRange = (text: string): boolean => text.includes('\u2013') && RANGE.test(text);

/** Replaces spaces by no-break spaces. Fast for text without digits. */
function bindNumbers(text: string): string {
  const bound = /\d /.test(text)
    ? text.replace(RANGE_IN_WORDS, '$1\u00A0$2\u00A0').replace(NUMBER_AND_UNIT, '$1\u00A0')
    : text;
  return bound.includes('et al') ? bound.replace(ET_AL, 'et\u00A0al') : bound;
}

function keepRanges(text: Text): ElementContent[] {
  if (!hasRange(text.value)) return [text];
  return text.value.split(RANGE).flatMap((part, index): ElementContent[] => {
    const piece: Text = { ...text, value: part };
    if (part === '') return [];
    return index % 2 === 0
      ? [piece]
      : [{ type: 'element', tagName: 'span', properties: { className: ['no-break'] }, children: [piece] }];
  });
}

/** Removes the space after the box of a checklist's item, so that all lines of the item begin at the same place. */
export function alignCheckMarks(parent: Root | Element): void {
  for (const [index, child] of parent.children.entries()) {
    if (child.type !== 'element') continue;
    const after = parent.children[index + 1];
    const isMark = String(child.properties.className ?? '').includes('check-mark') && textOf(child) === '';
    if (isMark && after?.type === 'text') after.value = after.value.trimStart();
    alignCheckMarks(child);
  }
}
