/** Numbers citations by first mention in a book. */
import type { Element, ElementContent, Root } from 'hast';
import type { Terms } from '../../core/model/design.ts';
import type { CslItem } from '../../core/model/publication.ts';
import { formatSourceName } from '../../core/wording.ts';
import { visit } from '../../lib/html/visit.ts';
import { type PlacedCitation, takeCitation } from './citation-element.ts';
import { type SourceListIds, sourceItemId } from './sources.ts';

/**
 * Numbers the citations of trees in place.
 * @returns the cited keys, in the order of their numbers
 */
export function numberCitations(
  trees: readonly Root[],
  references: ReadonlyMap<string, CslItem>,
  ids: SourceListIds,
  terms: Terms,
): readonly string[] {
  const numbers = new Map<string, number>();
  const inLinks = new Set<Element>();
  const createLink = (key: string): Element => createSourceLink(key, numbers.get(key) ?? 0, ids, terms);
  for (const element of trees.flatMap((tree) => collectElements(tree))) {
    if (element.tagName === 'a') visit(element, 'element', (inner) => void inLinks.add(inner));
    const cited = readCitation(element, references);
    if (cited === undefined) continue;
    for (const { key } of cited.items) if (!numbers.has(key)) numbers.set(key, numbers.size + 1);
    const content = buildCitation(cited, numbers, inLinks.has(element) ? undefined : createLink);
    placeCitation(element, content);
  }
  return [...numbers.keys()];
}

/** Puts the numbers into a citation, after the author if the sentence has one. */
function placeCitation(element: Element, content: ElementContent[]): void {
  const [author] = element.children;
  if (author === undefined) {
    element.properties = { className: ['citations'] };
    element.children = content;
    return;
  }
  const numbers: Element = {
    type: 'element',
    tagName: 'span',
    properties: { className: ['citations'] },
    children: content,
  };
  element.properties = {};
  element.children = [author, { type: 'text', value: ' ' }, numbers];
}

function collectElements(tree: Root): readonly Element[] {
  const elements: Element[] = [];
  visit(tree, 'element', (element) => void elements.push(element));
  return elements;
}

/** Reads the known references that an element cites. Returns `undefined` if it is not a citation. */
function readCitation(
  element: Element,
  references: ReadonlyMap<string, CslItem>,
): PlacedCitation | undefined {
  const citation = takeCitation(element);
  if (citation === undefined) return undefined;
  return { ...citation, items: citation.items.filter(({ key }) => references.has(key)) };
}

/**
 * Builds the content of a citation: numbers and locators in brackets, with the words around them.
 * @param createLink `undefined` inside a link, because links cannot be nested
 */
function buildCitation(
  { items }: PlacedCitation,
  numbers: ReadonlyMap<string, number>,
  createLink: ((key: string) => Element) | undefined,
): ElementContent[] {
  const parts: ElementContent[] = [{ type: 'text', value: '[' }];
  for (const [index, { key, prefix, after }] of items.entries()) {
    const before = `${index > 0 ? ', ' : ''}${prefix ? `${prefix} ` : ''}`;
    if (before !== '') parts.push({ type: 'text', value: before });
    parts.push(createLink?.(key) ?? { type: 'text', value: String(numbers.get(key)) });
    if (after) parts.push({ type: 'text', value: `, ${after}` });
  }
  parts.push({ type: 'text', value: ']' });
  return parts;
}

/** Creates a link to an item of the list. A number alone would say nothing in a list of links (WCAG 2.2, 2.4.4). */
function createSourceLink(key: string, number: number, ids: SourceListIds, terms: Terms): Element {
  return {
    type: 'element',
    tagName: 'a',
    properties: {
      className: ['citation'],
      role: 'doc-biblioref',
      href: `#${sourceItemId(key, ids)}`,
      ariaLabel: formatSourceName(number, terms),
    },
    children: [{ type: 'text', value: String(number) }],
  };
}
