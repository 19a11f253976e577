/** Writes the tags of HTML elements that stay HTML in Markdown. */
import type { Element, ElementContent } from 'hast';
import rehypeStringify from 'rehype-stringify';
import { unified } from 'unified';

const writer = unified().use(rehypeStringify, { quoteSmart: false }).freeze();

/** A text that no tag contains. */
const INSIDE = '\uE011';

/** Returns start tag and end tag of an element, without its content. */
export function writeTags(element: Element): readonly [start: string, end: string] {
  const children = [{ type: 'text', value: INSIDE } as const];
  const text = writer.stringify({ type: 'root', children: [{ ...element, children }] });
  const [start = '', end = ''] = text.split(INSIDE);
  return [start, end];
}

/** Returns an element without content as HTML. */
export const writeEmpty = (element: Element): string =>
  writer.stringify({ type: 'root', children: [{ ...element, children: [] }] });

/** Returns elements and text as HTML. */
export const writeContent = (children: readonly ElementContent[]): string =>
  writer.stringify({ type: 'root', children: [...children] });
