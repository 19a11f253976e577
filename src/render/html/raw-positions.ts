/**
 * Maps positions in raw HTML to positions in the author's file, whose lines have indentation and container
 * markers.
 */
import type { Root as HastRoot } from 'hast';
import type { Html, Root } from 'mdast';
import type { Point } from 'unist';
import type { SourceFile } from '../../core/source-location.ts';
import { pointAt } from '../../core/source-location.ts';
import { visit } from '../../lib/html/visit.ts';

/**
 * Returns a function that maps an offset in the node's text to an offset in the file. The lines of the text
 * have no indentation and no container markers.
 */
export function createOffsetMap({ value, position }: Html, { text }: SourceFile): (offset: number) => number {
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
    const line = findLastBefore(lines, offset);
    return line ? line.file + offset - line.start : start;
  };
}

/**
 * Corrects the positions of a parsed tree in place. The parser of raw HTML counts from the start of a node as
 * if the file contained the node's text unchanged.
 */
export function correctPositions(tree: HastRoot, markdown: Root, source: SourceFile): void {
  const nodes: { readonly start: number; readonly end: number; readonly node: Html }[] = [];
  visit(markdown, 'html', (node) => {
    const start = node.position?.start.offset;
    if (start !== undefined) nodes.push({ start, end: start + node.value.length, node });
  });
  let last: { readonly node: Html; readonly offsetAt: (offset: number) => number } | undefined;
  visit(tree, ['element', 'text'], ({ position }) => {
    // Elements that the parser inserted have no start.
    const start: Point | undefined = position?.start;
    if (position === undefined || start?.offset === undefined) return;
    const { offset } = start;
    const html = findLastBefore(nodes, offset);
    if (html === undefined || offset >= html.end) return;
    if (last?.node !== html.node) last = { node: html.node, offsetAt: createOffsetMap(html.node, source) };
    position.start = pointAt(source, last.offsetAt(offset - html.start));
  });
}

function findLastBefore<T extends { readonly start: number }>(
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
