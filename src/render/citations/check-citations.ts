/** Checks the citations of a chapter against the references. */
import type { Root, RootContent } from 'mdast';
import type { Citation } from '../../core/citation-node.ts';
import type { Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Publication } from '../../core/model/publication.ts';
import type { SourceFile } from '../../core/source-location.ts';
import { locationAt } from '../../core/source-location.ts';
import { visit } from '../../lib/html/visit.ts';
import { suggestName } from '../../lib/text/nearest.ts';

/** Makes text of citations that no reference has. Diagnostics: `citation-unknown`, `citation-empty`. */
export function checkCitations(
  tree: Root,
  { references, hasUnreadReferences }: Pick<Publication, 'references' | 'hasUnreadReferences'>,
  source: SourceFile,
  report: Report,
): void {
  if (hasUnreadReferences) return;
  visit(tree, 'citation', (node, index, parent) => {
    for (const { key, offset } of node.items) {
      const item = references.get(key);
      const place = locationAt(source, offset);
      if (item === undefined) {
        report(diagnostic('citation-unknown', { key, ...suggestName(key, references) }, place));
      } else if (!item.title) report(diagnostic('citation-empty', { key }, place));
    }
    const known = node.items.filter(({ key }) => references.has(key));
    if (known.length === node.items.length || parent === undefined || index === undefined) return undefined;
    const siblings: RootContent[] = parent.children;
    const text = writeCitation(node.items.filter(({ key }) => !references.has(key)));
    const shown: RootContent[] = [{ type: 'text', value: text }];
    if (known.length > 0) shown.unshift({ ...node, items: known });
    siblings.splice(index, 1, ...shown);
    return index + shown.length;
  });
}

/** Writes a citation as authors do. */
const writeCitation = (items: Citation['items']): string =>
  `[${items.map(({ key, locator }) => `@${key}${locator === undefined ? '' : `, ${locator}`}`).join('; ')}]`;
