/** What is to be known of a whole file before any of it is cleaned. */
import type { XmlElement } from './parse.ts';

/** Deeper than any drawing program writes; beyond it, whoever walks the tree may end the stack. */
export const MOST_LEVELS = 200;

/** Looks for an element that lies too deep, and for style sheets. It does not call itself, as the depth may be any. */
export function surveyOf(root: XmlElement): {
  readonly deep: XmlElement | undefined;
  readonly hasSheet: boolean;
} {
  let hasSheet = false;
  const left: [element: XmlElement, level: number][] = [[root, 1]];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const [element, level] = next;
    if (level > MOST_LEVELS) return { deep: element, hasSheet };
    hasSheet ||= /(?:^|:)style$/.test(element.name);
    for (const child of element.children) {
      if (child.type === 'element') left.push([child as XmlElement, level + 1]);
    }
  }
  return { deep: undefined, hasSheet };
}
