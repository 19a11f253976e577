/** Repairs lists: they contain items only, and terms come before their descriptions. */
import type { Element, ElementContent } from 'hast';
import { createElement, groupRuns, isBlank, isElementNamed, renameElement } from './elements.ts';

/** Wraps every child of a list that is not an item, in place (HTML Living Standard, 4.4.5 and 4.4.6). */
export function wrapNonItems(list: Element): void {
  list.children = groupRuns(list.children, (node) => isElementNamed(node, 'li')).flatMap(
    ({ passes, nodes }) => (passes || nodes.every(isBlank) ? nodes : [createElement('li', nodes)]),
  );
  for (const item of list.children) {
    if (item.type === 'element' && list.tagName !== 'ol') delete item.properties.value;
  }
}

/** Wraps items, terms and descriptions outside a list in a list. */
export function wrapStrayItems(nodes: readonly ElementContent[]): ElementContent[] {
  const wrapped = (of: readonly ElementContent[], list: string, ...items: string[]): ElementContent[] =>
    groupRuns(of, (node) => isElementNamed(node, ...items)).flatMap(({ passes, nodes: run }) =>
      passes ? [createElement(list, run)] : run,
    );
  return wrapped(wrapped(nodes, 'ul', 'li'), 'dl', 'dt', 'dd');
}

/**
 * Repairs a description list: every term is followed by a description (HTML Living Standard, 4.4.9). A list
 * without terms, which some authors use for indentation, becomes plain blocks.
 * @returns the elements that replace it
 */
export function repairDescriptionList(list: Element): Element[] {
  // The `<div>` around a group has no meaning of its own.
  const members = list.children.flatMap((child) =>
    isElementNamed(child, 'div') && child.children.some((inner) => isElementNamed(inner, 'dt', 'dd'))
      ? child.children
      : [child],
  );
  const parts = groupRuns(members, (node) => isElementNamed(node, 'dt', 'dd')).flatMap(({ passes, nodes }) =>
    passes
      ? nodes.filter((node) => !isBlank(node))
      : nodes.every(isBlank)
        ? []
        : [createElement('dd', nodes)],
  ) as Element[];
  const begin = parts.findIndex(({ tagName }) => tagName === 'dt');
  const plain = parts.slice(0, begin === -1 ? parts.length : begin).map((part) => renameElement(part, 'div'));
  const rest = begin === -1 ? [] : parts.slice(begin);
  if (rest.at(-1)?.tagName === 'dt') rest.push(createElement('dd', []));
  if (rest.length === 0) return [createElement('div', plain, renameElement(list, 'div').properties)];
  return [...plain, { ...list, children: rest }];
}
