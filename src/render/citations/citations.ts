/** Numbers citations by first mention in a book. */
import type { Element, ElementContent, Root } from 'hast';
import type { Terms } from '../../core/model/design.ts';
import type { CslItem } from '../../core/model/publication.ts';
import { formatSourceName } from '../../core/wording.ts';
import { visit } from '../../lib/html/visit.ts';
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
    for (const { key } of cited) if (!numbers.has(key)) numbers.set(key, numbers.size + 1);
    element.properties = { className: ['citations'] };
    element.children = buildCitation(cited, numbers, inLinks.has(element) ? undefined : createLink);
  }
  return [...numbers.keys()];
}

function collectElements(tree: Root): readonly Element[] {
  const elements: Element[] = [];
  visit(tree, 'element', (element) => void elements.push(element));
  return elements;
}

interface CitedItem {
  readonly key: string;
  readonly locator: unknown;
}

/** Reads the known references that an element cites. Returns `undefined` if it is not a citation. */
function readCitation(
  element: Element,
  references: ReadonlyMap<string, CslItem>,
): readonly CitedItem[] | undefined {
  const { dataCite, dataLocators } = element.properties;
  if (typeof dataCite !== 'string') return undefined;
  delete element.properties.dataCite;
  delete element.properties.dataLocators;
  // Raw HTML with the internal attribute, which is reported as an error, may have any content.
  if (element.children.length > 0) return undefined;
  const locators = parseLocators(dataLocators);
  return dataCite
    .split(' ')
    .map((key, index) => ({ key, locator: locators[index] ?? '' }))
    .filter(({ key }) => references.has(key));
}

/** Parses locators; returns none for invalid JSON, because raw HTML may contain anything. */
function parseLocators(written: unknown): readonly unknown[] {
  try {
    const locators: unknown = JSON.parse(String(written));
    return Array.isArray(locators) ? locators : [];
  } catch {
    return [];
  }
}

/**
 * Builds the content of a citation: numbers and locators in brackets.
 * @param createLink `undefined` inside a link, because links cannot be nested
 */
function buildCitation(
  cited: readonly CitedItem[],
  numbers: ReadonlyMap<string, number>,
  createLink: ((key: string) => Element) | undefined,
): ElementContent[] {
  const parts: ElementContent[] = [{ type: 'text', value: '[' }];
  for (const [index, { key, locator }] of cited.entries()) {
    if (index > 0) parts.push({ type: 'text', value: ', ' });
    parts.push(createLink?.(key) ?? { type: 'text', value: String(numbers.get(key)) });
    if (locator) parts.push({ type: 'text', value: `, ${locator}` });
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
