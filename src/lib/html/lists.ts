/** Lists as the HTML standard has them: items only, and terms before what is said of them. */
import type { Element, ElementContent } from 'hast';
import { isBlank, isNamed, made, renamed, runsOf } from './elements.ts';

/** Whatever is no item becomes one. HTML Living Standard, 4.4.5 and 4.4.6. */
export function itemsOnly(list: Element): void {
  list.children = runsOf(list.children, (node) => isNamed(node, 'li')).flatMap(({ passes, nodes }) =>
    passes || nodes.every(isBlank) ? nodes : [made('li', nodes)],
  );
  for (const item of list.children) {
    if (item.type === 'element' && list.tagName !== 'ol') delete item.properties.value;
  }
}

/** Items, terms and descriptions that stand in no list get one around them. */
export function listsAround(nodes: readonly ElementContent[]): ElementContent[] {
  const wrapped = (of: readonly ElementContent[], list: string, ...items: string[]): ElementContent[] =>
    runsOf(of, (node) => isNamed(node, ...items)).flatMap(({ passes, nodes: run }) =>
      passes ? [made(list, run)] : run,
    );
  return wrapped(wrapped(nodes, 'ul', 'li'), 'dl', 'dt', 'dd');
}

/**
 * A list of terms, each followed by its description. HTML Living Standard, 4.4.9. One without terms, as some use it to
 * indent, becomes plain text.
 * @returns what takes its place
 */
export function termsAndDescriptions(list: Element): Element[] {
  // A group's own element says nothing that its members do not.
  const members = list.children.flatMap((child) =>
    isNamed(child, 'div') && child.children.some((inner) => isNamed(inner, 'dt', 'dd'))
      ? child.children
      : [child],
  );
  const parts = runsOf(members, (node) => isNamed(node, 'dt', 'dd')).flatMap(({ passes, nodes }) =>
    passes ? nodes.filter((node) => !isBlank(node)) : nodes.every(isBlank) ? [] : [made('dd', nodes)],
  ) as Element[];
  const begin = parts.findIndex(({ tagName }) => tagName === 'dt');
  const plain = parts.slice(0, begin === -1 ? parts.length : begin).map((part) => renamed(part, 'div'));
  const rest = begin === -1 ? [] : parts.slice(begin);
  if (rest.at(-1)?.tagName === 'dt') rest.push(made('dd', []));
  if (rest.length === 0) return [made('div', plain, renamed(list, 'div').properties)];
  return [...plain, { ...list, children: rest }];
}
