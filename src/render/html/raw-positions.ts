/** Corrects the positions of elements in a parsed tree of raw HTML. */
import type { Root as HastRoot } from 'hast';
import type { Html, Root } from 'mdast';
import type { Point } from 'unist';
import { createOffsetMap } from '../../core/raw-offsets.ts';
import type { SourceFile } from '../../core/source-location.ts';
import { findLast, pointAt } from '../../core/source-location.ts';
import { visit } from '../../lib/html/visit.ts';

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
    const html = nodes[findLast(nodes, (node) => node.start <= offset)];
    if (html === undefined || offset < html.start || offset >= html.end) return;
    if (last?.node !== html.node) last = { node: html.node, offsetAt: createOffsetMap(html.node, source) };
    position.start = pointAt(source, last.offsetAt(offset - html.start));
  });
}
