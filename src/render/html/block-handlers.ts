/**
 * Lists and tables of Markdown → HTML. The library's own handlers look through a whole list for each of its items, and through a
 * whole table for each of its rows.
 */
import type { List, Parents, Table } from 'mdast';
import { defaultHandlers, type Handlers } from 'mdast-util-to-hast';

/** Of each list, whether there is space between its items. */
const looseLists = new WeakMap<List, boolean>();

/** A table as it is to each of its rows: with its head alone. */
const tableHeads = new WeakMap<Table, Table>();

export const blockHandlers: Handlers = {
  listItem: (state, node, parent: Parents | undefined) => {
    if (parent?.type !== 'list') return defaultHandlers.listItem(state, node, parent);
    return defaultHandlers.listItem(state, { ...node, spread: isLoose(parent) }, undefined);
  },
  tableRow: (state, node, parent: Parents | undefined) =>
    parent?.type === 'table' && parent.children[0] !== node
      ? defaultHandlers.tableRow(state, node, headOf(parent))
      : defaultHandlers.tableRow(state, node, parent),
};

function isLoose(list: List): boolean {
  const loose =
    looseLists.get(list) ??
    (list.spread || list.children.some(({ spread, children }) => spread ?? children.length > 1));
  looseLists.set(list, loose);
  return loose;
}

function headOf(table: Table): Table {
  const head = tableHeads.get(table) ?? { ...table, children: table.children.slice(0, 1) };
  tableHeads.set(table, head);
  return head;
}
