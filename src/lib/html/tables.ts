/** Repairs tables: caption, columns, head, bodies and foot in this order, with rows and cells only. */
import type { Element, ElementContent } from 'hast';
import { createElement, groupRuns, hasHeading, isBlank, isElementNamed, renameElement } from './elements.ts';

/** Sorts the parts of a table in place (HTML Living Standard, 4.9.1). No content is lost. */
export function normalizeTable(table: Element): void {
  const parts = table.children.filter((child) => !isBlank(child));
  const [caption, ...captions] = parts
    .filter((part) => isElementNamed(part, 'caption'))
    .filter((part) => isMovable(part, parts));
  for (const { children } of captions) caption?.children.push(createElement('br', []), ...children);
  const columns = parts.filter((part) => isElementNamed(part, 'col', 'colgroup'));
  const moved = new Set<ElementContent>([...(caption ? [caption] : []), ...captions, ...columns]);
  table.children = [
    ...(caption ? [caption] : []),
    ...columnGroups(columns),
    ...rowGroups(parts.filter((part) => !moved.has(part))),
  ];
}

/** Returns whether a part can move to the front, or is there already. */
const isMovable = (part: ElementContent, parts: readonly ElementContent[]): boolean =>
  part === parts[0] || !hasHeading(part);

function columnGroups(columns: readonly ElementContent[]): ElementContent[] {
  return groupRuns(columns, (part) => isElementNamed(part, 'colgroup')).flatMap(({ passes, nodes }) =>
    passes ? nodes.map(keepColumns) : [createElement('colgroup', nodes)],
  );
}

/** Removes everything but columns from a column group; `span` is only valid without columns. */
function keepColumns(group: ElementContent): ElementContent {
  if (group.type !== 'element') return group;
  group.children = group.children.filter((child) => isElementNamed(child, 'col'));
  if (group.children.length > 0) delete group.properties.span;
  return group;
}

/** Returns the row groups: at most one head first, at most one foot last, all others are bodies. */
function rowGroups(parts: readonly ElementContent[]): Element[] {
  const groups = groupRuns(parts, (part) => isElementNamed(part, 'thead', 'tbody', 'tfoot')).flatMap(
    ({ passes, nodes }) => (passes ? nodes : [createElement('tbody', nodes)]),
  ) as Element[];
  const head = groups.find((group) => group.tagName === 'thead' && isMovable(group, groups));
  const reversed = groups.toReversed();
  const foot = groups.findLast((group) => group.tagName === 'tfoot' && isMovable(group, reversed));
  const bodies = groups.filter((group) => group !== head && group !== foot);
  for (const body of bodies) body.tagName = 'tbody';
  const ordered = [...(head ? [head] : []), ...bodies, ...(foot ? [foot] : [])];
  for (const group of ordered) group.children = wrapOthers('tr', group.children).map(wrapCells);
  return ordered;
}

const wrapOthers = (name: string, nodes: readonly ElementContent[]): Element[] =>
  groupRuns(
    nodes.filter((node) => !isBlank(node)),
    (node) => isElementNamed(node, name),
  ).flatMap(({ passes, nodes: run }) => (passes ? run : [createElement(name, run)])) as Element[];

function wrapCells(row: Element): Element {
  row.children = groupRuns(
    row.children.filter((child) => !isBlank(child)),
    (child) => isElementNamed(child, 'td', 'th'),
  ).flatMap(({ passes, nodes }) => (passes ? nodes : [createElement('td', nodes.map(toCellContent))]));
  return row;
}

/** Converts a caption that could not be moved to the content of a cell. */
const toCellContent = (node: ElementContent): ElementContent =>
  isElementNamed(node, 'caption') ? renameElement(node, 'div') : node;
