/** Finds the listings of a chapter that are drawn. */
import type { Element, Root } from 'hast';
import type { Diagram } from '../../core/model/diagram.ts';
import { visit } from '../../lib/html/visit.ts';

/** A listing with the facts about its diagram. */
export interface DiagramListing {
  readonly pre: Element;
  readonly diagram: Diagram;
  replace(element: Element): void;
}

/** Takes the facts about diagrams from the listings of a chapter. */
export function takeDiagrams(tree: Root): readonly DiagramListing[] {
  const found: DiagramListing[] = [];
  visit(tree, 'element', (pre, index, parent) => {
    const { dataDiagram: written } = pre.properties;
    if (typeof written !== 'string' || parent === undefined || index === undefined) return;
    delete pre.properties.dataDiagram;
    const replace = (element: Element): void => {
      parent.children[parent.children.indexOf(pre)] = element;
    };
    found.push({ pre, diagram: JSON.parse(written) as Diagram, replace });
  });
  return found;
}
