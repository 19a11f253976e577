/**
 * Converts blocks from mdast to hast: listings with their facts, and list items and table rows in linear time, because the
 * handlers of mdast-util-to-hast search the whole list for each item, and the whole table for each row.
 */
import type { List, Parents, Table } from 'mdast';
import { defaultHandlers, type Handlers } from 'mdast-util-to-hast';
import type {} from '../../core/model/diagram.ts';
import type {} from '../../core/model/listing.ts';

/** Whether a list has space between its items. */
const looseLists = new WeakMap<List, boolean>();

/** Copies of tables with the header row alone, which is all that the handler of a row reads. */
const tableHeads = new WeakMap<Table, Table>();

/** Handlers for mdast-util-to-hast. */
export const blockHandlers: Handlers = {
  // What its author wrote about a listing is an attribute until `code/listings.ts` builds it: neither raw HTML nor the sanitizer keeps data.
  code: (state, node) => {
    const pre = defaultHandlers.code(state, node);
    if (node.data?.listing) pre.properties.dataListing = JSON.stringify(node.data.listing);
    if (node.data?.diagram) pre.properties.dataDiagram = JSON.stringify(node.data.diagram);
    return pre;
  },
  listItem: (state, node, parent: Parents | undefined) => {
    if (parent?.type !== 'list') return defaultHandlers.listItem(state, node, parent);
    return defaultHandlers.listItem(state, { ...node, spread: isLoose(parent) }, undefined);
  },
  tableRow: (state, node, parent: Parents | undefined) =>
    parent?.type === 'table' && parent.children[0] !== node
      ? defaultHandlers.tableRow(state, node, keepHeaderRow(parent))
      : defaultHandlers.tableRow(state, node, parent),
};

function isLoose(list: List): boolean {
  const loose =
    looseLists.get(list) ??
    (list.spread || list.children.some(({ spread, children }) => spread ?? children.length > 1));
  looseLists.set(list, loose);
  return loose;
}

function keepHeaderRow(table: Table): Table {
  const head = tableHeads.get(table) ?? { ...table, children: table.children.slice(0, 1) };
  tableHeads.set(table, head);
  return head;
}
