/** Surveys the elements of a file before it is sanitized. */
import type { XmlElement } from './parse.ts';

/**
 * Most levels of elements. Drawing programs write fewer; deeper trees overflow the stack of recursive
 * functions.
 */
export const MAX_DEPTH = 200;

/**
 * Finds an element beyond {@link MAX_DEPTH}, and whether there are style sheets. Not recursive, because the
 * depth is unlimited.
 */
export function surveyElements(root: XmlElement): {
  readonly tooDeep: XmlElement | undefined;
  readonly hasSheet: boolean;
} {
  let hasSheet = false;
  const pending: [element: XmlElement, level: number][] = [[root, 1]];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [element, level] = next;
    if (level > MAX_DEPTH) return { tooDeep: element, hasSheet };
    hasSheet ||= /(?:^|:)style$/.test(element.name);
    for (const child of element.children) {
      if (child.type === 'element') pending.push([child as XmlElement, level + 1]);
    }
  }
  return { tooDeep: undefined, hasSheet };
}
