/** Finds the listings of a chapter that are drawn. */
import type { Element, Parents, Root } from 'hast';
import type { Diagram } from '../../core/model/diagram.ts';
import { hasClass } from '../../lib/html/classes.ts';
import { visit } from '../../lib/html/visit.ts';

/** A listing with the facts about its diagram. */
export interface DiagramListing {
  readonly pre: Element;
  readonly diagram: Diagram;
  replace(element: Element): void;
  /** Adds an element below the listing, or below the figure around it. */
  addBelow(element: Element): void;
}

/** Takes the facts about diagrams from the listings of a chapter. */
export function takeDiagrams(tree: Root): readonly DiagramListing[] {
  const found: DiagramListing[] = [];
  const parents = new Map<Parents, Parents>();
  visit(tree, 'element', (pre, index, parent) => {
    const { dataDiagram: written } = pre.properties;
    if (parent !== undefined && hasClass(pre, 'captioned-figure')) parents.set(pre, parent);
    if (typeof written !== 'string' || parent === undefined || index === undefined) return;
    delete pre.properties.dataDiagram;
    let shown = pre;
    const replace = (element: Element): void => {
      parent.children[parent.children.indexOf(shown)] = element;
      shown = element;
    };
    const addBelow = (element: Element): void => {
      const outer = parents.get(parent);
      const [{ children }, node] = outer === undefined ? [parent, shown] : [outer, parent];
      children.splice((children as readonly unknown[]).indexOf(node) + 1, 0, element);
    };
    found.push({ pre, diagram: JSON.parse(written) as Diagram, replace, addBelow });
  });
  return found;
}
