/** Where raw HTML stands in the author's file, whose lines have more before them than the HTML's. */
import type { Root as HastRoot } from 'hast';
import type { Html, Root } from 'mdast';
import type { Point } from 'unist';
import type { Source } from '../../core/source-location.ts';
import { placeAt } from '../../core/source-location.ts';
import { visit } from '../../lib/html/visit.ts';

/** From an offset in the node's text to the file: each line lacks the indentation and the marks of its containers. */
export function offsetsOf({ value, position }: Html, { text }: Source): (offset: number) => number {
  const start = position?.start.offset ?? 0;
  const written = text.slice(start, position?.end.offset ?? start).split('\n');
  const lines: { readonly start: number; readonly file: number }[] = [];
  let [inValue, inFile] = [0, start];
  for (const [index, line] of value.split('\n').entries()) {
    const whole = written[index]?.length ?? line.length;
    lines.push({ start: inValue, file: inFile + Math.max(0, whole - line.length) });
    inValue += line.length + 1;
    inFile += whole + 1;
  }
  return (offset) => {
    const line = lastBefore(lines, offset);
    return line ? line.file + offset - line.start : start;
  };
}

/** The parser of raw HTML counts from where a node begins, as if its text stood there as it is. Changes a tree in place. */
export function correctPositions(tree: HastRoot, markdown: Root, source: Source): void {
  const nodes: { readonly start: number; readonly end: number; readonly node: Html }[] = [];
  visit(markdown, 'html', (node) => {
    const start = node.position?.start.offset;
    if (start !== undefined) nodes.push({ start, end: start + node.value.length, node });
  });
  let last: { readonly node: Html; readonly offsetAt: (offset: number) => number } | undefined;
  visit(tree, ['element', 'text'], ({ position }) => {
    // The parser leaves out the start of what it made up itself.
    const start: Point | undefined = position?.start;
    if (position === undefined || start?.offset === undefined) return;
    const { offset } = start;
    const held = lastBefore(nodes, offset);
    if (held === undefined || offset >= held.end) return;
    if (last?.node !== held.node) last = { node: held.node, offsetAt: offsetsOf(held.node, source) };
    const at = last.offsetAt(offset - held.start);
    const { line, column } = placeAt(source, at);
    position.start = { line, column, offset: at };
  });
}

function lastBefore<T extends { readonly start: number }>(
  nodes: readonly T[],
  offset: number,
): T | undefined {
  let [low, high] = [0, nodes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((nodes[middle]?.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return nodes[low - 1];
}
