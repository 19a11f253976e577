/** Ids and what refers to them within one document: each id once, none lost, nothing that leads nowhere. */
import type { Element, Root } from 'hast';
import { made } from './elements.ts';
import { SKIP, visit } from './visit.ts';

/** Attributes that name ids of the same document. */
const NAMING = ['ariaDescribedBy', 'ariaDetails', 'ariaLabelledBy'] as const;

/** Every id of a tree. */
export function idsIn(tree: Root): ReadonlySet<string> {
  const ids = new Set<string>();
  visit(tree, 'element', ({ properties: { id } }) => {
    if (id !== undefined && id !== null) ids.add(String(id));
  });
  return ids;
}

/**
 * Settles a tree that was changed, in place.
 * @param wanted the ids it had before; one that has gone with its element stands at the end, so that links still lead here
 */
export function settleReferences(tree: Root, wanted: ReadonlySet<string>): void {
  const found = new Set<string>();
  visit(tree, 'element', ({ properties }) => {
    if (properties.id === undefined || properties.id === null) return;
    const id = String(properties.id);
    if (found.has(id)) delete properties.id;
    found.add(id);
  });
  for (const id of wanted) {
    if (!found.has(id)) tree.children.push(made('span', [], { id }));
    found.add(id);
  }
  visit(tree, 'element', (element) => {
    for (const name of NAMING) keepNames(element, name, found);
    if (element.tagName === 'table') headersOf(element);
  });
}

/** `headers` names head cells of the same table. HTML Living Standard, 4.9.11. */
function headersOf(table: Element): void {
  const heads = new Set<string>();
  visit(table, { type: 'element', tagName: 'th' }, ({ properties: { id } }) => void heads.add(String(id)));
  visit(table, 'element', (cell) => {
    if (cell !== table && cell.tagName === 'table') return SKIP;
    keepNames(cell, 'headers', heads);
    return undefined;
  });
}

function keepNames({ properties }: Element, name: string, ids: ReadonlySet<string>): void {
  const value = properties[name];
  if (value === undefined || value === null) return;
  const names = Array.isArray(value) ? value.map(String) : String(value).split(/\s+/);
  const kept = names.filter((each) => ids.has(each));
  if (kept.length > 0) properties[name] = kept;
  else delete properties[name];
}
