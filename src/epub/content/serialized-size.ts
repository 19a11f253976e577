/** How large a part of a page is as XHTML, about: without writing it. */
import { Buffer } from 'node:buffer';
import type { RootContent } from 'hast';

/** `<`, `>`, `</` and `>`. */
const BRACKETS = 5;
/** A space, `=` and two quotation marks. */
const AROUND_VALUE = 4;
/** What a link becomes longer by: the name of a file, its meaning in EPUB's own words. */
const OF_LINK = 40;

/** In bytes, without what is escaped. */
export function writtenSize(node: RootContent): number {
  if (node.type === 'text') return Buffer.byteLength(node.value);
  if (node.type !== 'element') return 0;
  let size = 2 * node.tagName.length + BRACKETS + (node.tagName === 'a' ? OF_LINK : 0);
  for (const [name, value] of Object.entries(node.properties)) {
    size += name.length + AROUND_VALUE + Buffer.byteLength(String(value));
  }
  for (const child of node.children) size += writtenSize(child);
  return size;
}
