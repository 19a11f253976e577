/** Tables as the HTML standard has them: caption, columns, head, bodies, foot, in this order, with rows and cells only. */
import type { Element, ElementContent } from 'hast';
import { hasHeading, isBlank, isNamed, made, renamed, runsOf } from './elements.ts';

/** Puts the parts of a table in order, in place. HTML Living Standard, 4.9.1. Nothing that was written is lost. */
export function orderTable(table: Element): void {
  const parts = table.children.filter((child) => !isBlank(child));
  const [caption, ...captions] = parts
    .filter((part) => isNamed(part, 'caption'))
    .filter((part) => isMovable(part, parts));
  for (const { children } of captions) caption?.children.push(made('br', []), ...children);
  const columns = parts.filter((part) => isNamed(part, 'col', 'colgroup'));
  const moved = new Set<ElementContent>([...(caption ? [caption] : []), ...captions, ...columns]);
  table.children = [
    ...(caption ? [caption] : []),
    ...columnGroups(columns),
    ...rowGroups(parts.filter((part) => !moved.has(part))),
  ];
}

/** What stands first is in its place already. */
const isMovable = (part: ElementContent, parts: readonly ElementContent[]): boolean =>
  part === parts[0] || !hasHeading(part);

function columnGroups(columns: readonly ElementContent[]): ElementContent[] {
  return runsOf(columns, (part) => isNamed(part, 'colgroup')).flatMap(({ passes, nodes }) =>
    passes ? nodes.map(columnsOnly) : [made('colgroup', nodes)],
  );
}

/** Columns, or how many they are. */
function columnsOnly(group: ElementContent): ElementContent {
  if (group.type !== 'element') return group;
  group.children = group.children.filter((child) => isNamed(child, 'col'));
  if (group.children.length > 0) delete group.properties.span;
  return group;
}

/** Groups of rows: one head first, one foot last, the others are bodies. */
function rowGroups(parts: readonly ElementContent[]): Element[] {
  const groups = runsOf(parts, (part) => isNamed(part, 'thead', 'tbody', 'tfoot')).flatMap(
    ({ passes, nodes }) => (passes ? nodes : [made('tbody', nodes)]),
  ) as Element[];
  const head = groups.find((group) => group.tagName === 'thead' && isMovable(group, groups));
  const reversed = groups.toReversed();
  const foot = groups.findLast((group) => group.tagName === 'tfoot' && isMovable(group, reversed));
  const bodies = groups.filter((group) => group !== head && group !== foot);
  for (const body of bodies) body.tagName = 'tbody';
  const ordered = [...(head ? [head] : []), ...bodies, ...(foot ? [foot] : [])];
  for (const group of ordered) group.children = only('tr', group.children).map(cellsOnly);
  return ordered;
}

const only = (name: string, nodes: readonly ElementContent[]): Element[] =>
  runsOf(
    nodes.filter((node) => !isBlank(node)),
    (node) => isNamed(node, name),
  ).flatMap(({ passes, nodes: run }) => (passes ? run : [made(name, run)])) as Element[];

function cellsOnly(row: Element): Element {
  row.children = runsOf(
    row.children.filter((child) => !isBlank(child)),
    (child) => isNamed(child, 'td', 'th'),
  ).flatMap(({ passes, nodes }) => (passes ? nodes : [made('td', nodes.map(plain))]));
  return row;
}

/** A caption that could not go to its place, in a cell of its own. */
const plain = (node: ElementContent): ElementContent =>
  isNamed(node, 'caption') ? renamed(node, 'div') : node;
