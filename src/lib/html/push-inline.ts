/** An element of a line that has blocks in it: `<b><p>…</p></b>` becomes `<p><b>…</b></p>`, as browsers show it. */
import type { Element, ElementContent } from 'hast';
import { hasBlock, isBlank, runsOf } from './elements.ts';

/**
 * @param how `deep`: also around the text inside the blocks, as a style is meant; `shallow`: only around what stands
 * beside them, as a paragraph is that a list interrupts
 * @returns what takes the element's place; its id stays with the first piece
 */
export function pushIn(outer: Element, how: 'deep' | 'shallow'): ElementContent[] {
  let first = true;
  const copyAround = (children: ElementContent[]): Element => {
    const { id, ...others } = outer.properties;
    const properties = first && id !== undefined ? { ...others, id } : others;
    first = false;
    return { ...outer, properties, children };
  };
  const push = (nodes: readonly ElementContent[]): ElementContent[] =>
    runsOf(nodes, hasBlock).flatMap(({ passes, nodes: run }) => {
      if (!passes) return run.every(isBlank) ? run : [copyAround(run)];
      return run.map((node) =>
        node.type === 'element' && how === 'deep' ? { ...node, children: push(node.children) } : node,
      );
    });
  return push(outer.children);
}
