/** Gives theorems, definitions, proofs and the like a place for their number, and an id. */
import type { Element, Root } from 'hast';
import { hasClass, listClasses } from '../../lib/html/classes.ts';
import { visit } from '../../lib/html/visit.ts';
import { createLabel, findCountedKind, isUnnumberedKind, markNumbered } from './numbered-element.ts';

const KIND = /^theorem-(.+)$/;

/** Transforms the theorems of a chapter in place. One without a label gets an id from its line. */
export function transformTheorems(tree: Root): void {
  visit(tree, 'element', (theorem) => {
    if (theorem.tagName !== 'section' || !hasClass(theorem, 'theorem')) return;
    const classes = listClasses(theorem);
    const kind = classes.map((name) => findCountedKind(KIND.exec(name)?.[1] ?? '')).find((found) => found);
    if (kind === undefined) return;
    const first = findFirstParagraph(theorem);
    theorem.properties.className = classes.filter((name) => !KIND.test(name));
    theorem.properties.id ??= `${kind}-${theorem.position?.start.line ?? 0}`;
    first.children.unshift(...createLabel(first.children.length > 0));
    markNumbered(theorem, kind, isUnnumberedKind(kind) ? '' : undefined);
  });
}

/** Finds the paragraph at the start, to which the number belongs. Before a list or a formula, there is a new one. */
function findFirstParagraph(theorem: Element): Element {
  const first = theorem.children.find(({ type }) => type === 'element');
  if (first?.type === 'element' && first.tagName === 'p') return first;
  const paragraph: Element = { type: 'element', tagName: 'p', properties: {}, children: [] };
  theorem.children.unshift(paragraph);
  return paragraph;
}
