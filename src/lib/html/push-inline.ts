/**
 * Moves an inline element into the blocks that it contains: `<b><p>…</p></b>` becomes `<p><b>…</b></p>`, as
 * browsers show it.
 */
import type { Element, ElementContent } from 'hast';
import { groupRuns, hasBlock, isBlank } from './elements.ts';

/**
 * Splits an element at the blocks in it.
 * @param depth `deep`: copies of the element also wrap the text inside the blocks, as for a style; `shallow`:
 * they wrap only the text beside the blocks, as for a paragraph that a list interrupts
 * @returns the nodes that replace the element; the first copy keeps its id
 */
export function pushInlineInward(outer: Element, depth: 'deep' | 'shallow'): ElementContent[] {
  let first = true;
  const copyAround = (children: ElementContent[]): Element => {
    const { id, ...others } = outer.properties;
    const properties = first && id !== undefined ? { ...others, id } : others;
    first = false;
    return { ...outer, properties, children };
  };
  const push = (nodes: readonly ElementContent[]): ElementContent[] =>
    groupRuns(nodes, hasBlock).flatMap(({ passes, nodes: run }) => {
      if (!passes) return run.every(isBlank) ? run : [copyAround(run)];
      return run.map((node) =>
        node.type === 'element' && depth === 'deep' ? { ...node, children: push(node.children) } : node,
      );
    });
  return push(outer.children);
}
