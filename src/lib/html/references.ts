/**
 * Repairs ids and references to them in one document: each id is unique, none is lost, and every reference
 * has a target.
 */
import type { Element, Root } from 'hast';
import { createElement } from './elements.ts';
import { SKIP, visit } from './visit.ts';

/** Attributes that refer to ids of the same document. */
const ID_REFERENCES = ['ariaDescribedBy', 'ariaDetails', 'ariaLabelledBy'] as const;

/** Returns every id of a tree. */
export function collectIds(tree: Root): ReadonlySet<string> {
  const ids = new Set<string>();
  visit(tree, 'element', ({ properties: { id } }) => {
    if (id !== undefined && id !== null) ids.add(String(id));
  });
  return ids;
}

/**
 * Repairs a changed tree, in place.
 * @param previousIds ids before the change; one that was removed with its element is added at the end of the
 * tree, so that links to it still work
 */
export function repairReferences(tree: Root, previousIds: ReadonlySet<string>): void {
  const found = new Set<string>();
  visit(tree, 'element', ({ properties }) => {
    if (properties.id === undefined || properties.id === null) return;
    const id = String(properties.id);
    if (found.has(id)) delete properties.id;
    found.add(id);
  });
  for (const id of previousIds) {
    if (!found.has(id)) tree.children.push(createElement('span', [], { id }));
    found.add(id);
  }
  visit(tree, 'element', (element) => {
    for (const name of ID_REFERENCES) keepKnownIds(element, name, found);
    if (element.tagName === 'table') repairHeaders(element);
  });
}

/** Removes ids from `headers` that are not header cells of the same table (HTML Living Standard, 4.9.11). */
function repairHeaders(table: Element): void {
  const heads = new Set<string>();
  visit(table, { type: 'element', tagName: 'th' }, ({ properties: { id } }) => void heads.add(String(id)));
  visit(table, 'element', (cell) => {
    if (cell !== table && cell.tagName === 'table') return SKIP;
    keepKnownIds(cell, 'headers', heads);
    return undefined;
  });
}

function keepKnownIds({ properties }: Element, name: string, ids: ReadonlySet<string>): void {
  const value = properties[name];
  if (value === undefined || value === null) return;
  const names = Array.isArray(value) ? value.map(String) : String(value).split(/\s+/);
  const known = names.filter((each) => ids.has(each));
  if (known.length > 0) properties[name] = known;
  else delete properties[name];
}
