/** Estimates the size of a node as XHTML, without serializing it. */
import { Buffer } from 'node:buffer';
import type { RootContent } from 'hast';

/** `<`, `>`, `</` and `>`. */
const TAG_OVERHEAD = 5;
/** A space, `=` and two quotation marks. */
const ATTRIBUTE_OVERHEAD = 4;
/** Bytes that are added to a link: a file name, and an EPUB type. */
const LINK_OVERHEAD = 40;

/** Estimates the size in bytes, ignoring escapes. */
export function estimateSerializedSize(node: RootContent): number {
  if (node.type === 'text') return Buffer.byteLength(node.value);
  if (node.type !== 'element') return 0;
  let size = 2 * node.tagName.length + TAG_OVERHEAD + (node.tagName === 'a' ? LINK_OVERHEAD : 0);
  for (const [name, value] of Object.entries(node.properties)) {
    size += name.length + ATTRIBUTE_OVERHEAD + Buffer.byteLength(String(value));
  }
  for (const child of node.children) size += estimateSerializedSize(child);
  return size;
}
