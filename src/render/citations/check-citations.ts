/** Checks the citations of a chapter against the references. */
import type { Root, RootContent, Text } from 'mdast';
import type { Citation } from '../../core/citations/citation-node.ts';
import type { Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Publication } from '../../core/model/publication.ts';
import type { SourceFile } from '../../core/source-location.ts';
import { locationAt } from '../../core/source-location.ts';
import { visit } from '../../lib/html/visit.ts';
import { suggestName } from '../../lib/text/nearest.ts';
import { findNarratives } from './narrative-citations.ts';

type References = Publication['references'];

/**
 * Makes text of citations that no reference has. Diagnostics: `citation-unknown`, `citation-empty`. A name in the sentence
 * such as `@name` is only a name, unless it looks like a key.
 */
export function checkCitations(
  tree: Root,
  { references, hasUnreadReferences }: Pick<Publication, 'references' | 'hasUnreadReferences'>,
  source: SourceFile,
  report: Report,
): void {
  if (!hasUnreadReferences && references.size > 0) findNarratives(tree, references, source, report);
  const parents = new Set<{ children: RootContent[] }>();
  visit(tree, 'citation', (node, index, parent) => {
    if (hasUnreadReferences && node.value === undefined) return undefined;
    const known = node.items.filter(({ key }) => references.has(key));
    if (!hasUnreadReferences && !isName(node, references)) reportProblems(node, references, source, report);
    if (known.length === node.items.length || parent === undefined || index === undefined) return undefined;
    const siblings: RootContent[] = parent.children;
    const shown = replaceUnknown(node, known);
    siblings.splice(index, 1, ...shown);
    parents.add(parent);
    return index + shown.length;
  });
  for (const { children } of parents) joinTexts(children);
}

function reportProblems(
  { items }: Citation,
  references: References,
  source: SourceFile,
  report: Report,
): void {
  for (const { key, offset } of items) {
    const item = references.get(key);
    const place = locationAt(source, offset);
    if (item === undefined) {
      report(diagnostic('citation-unknown', { key, ...suggestName(key, references) }, place));
    } else if (!item.title) report(diagnostic('citation-empty', { key }, place));
  }
}

/** Returns whether `@name [words]` is only the name of a person or a program. */
const isName = ({ items: [first], value }: Citation, references: References): boolean =>
  value !== undefined &&
  first !== undefined &&
  !references.has(first.key) &&
  !(references.size > 0 && first.locator);

/** Returns the nodes in the place of a citation with unknown sources. */
function replaceUnknown(node: Citation, known: Citation['items']): readonly RootContent[] {
  const { value, written, items, position } = node;
  const place = position ? { position } : {};
  const toText = (text: string): Text => ({ type: 'text', value: text, ...place });
  if (known.length === 0 || (value !== undefined && known[0] !== items[0])) {
    return [toText(value ?? written ?? writeItems(items))];
  }
  return [{ ...node, items: known }, toText(writeItems(items.filter((item) => !known.includes(item))))];
}

/** Writes sources as authors do. */
const writeItems = (items: Citation['items']): string =>
  `[${items.map(({ key, after }) => `@${key}${after === undefined ? '' : `, ${after}`}`).join('; ')}]`;

/** Joins the texts that a name in the sentence divided, because punctuation looks at whole texts. */
function joinTexts(children: RootContent[]): void {
  for (let index = children.length - 1; index > 0; index -= 1) {
    const [node, before] = [children[index], children[index - 1]];
    if (node?.type !== 'text' || before?.type !== 'text') continue;
    const [start, end] = [before.position?.start, node.position?.end];
    const joined: Text = { type: 'text', value: before.value + node.value };
    children.splice(index - 1, 2, start && end ? { ...joined, position: { start, end } } : joined);
  }
}
