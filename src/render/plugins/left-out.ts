/** Reports elements of plugins that no page may have, because the allow-list removes them. */
import type { Element, Root } from 'hast';
import { diagnostic, type Report } from '../../core/diagnostics/diagnostic.ts';
import { locationOf, type SourceFile } from '../../core/source-location.ts';
import { visit } from '../../lib/html/visit.ts';
import { allowedElements } from '../html/sanitize-schema.ts';

/**
 * Reports the elements that are not allowed, at the first of them. Those that the author's own HTML has are reported elsewhere.
 * Diagnostic: `plugin-element-left-out`
 */
export function reportLeftOut(tree: Root, source: SourceFile, report: Report): void {
  const added = new Map<string, Element>();
  visit(tree, 'element', (element) => {
    const { tagName } = element;
    if (!allowedElements.has(tagName) && !added.has(tagName)) added.set(tagName, element);
  });
  const text = added.size > 0 ? source.text.toLowerCase() : '';
  const names = [...added.keys()].filter((name) => !text.includes(`<${name}`));
  const [first] = names;
  if (first === undefined) return;
  const place = locationOf(source, added.get(first));
  report(diagnostic('plugin-element-left-out', { names: names.map((name) => `\`<${name}>\``) }, place));
}
