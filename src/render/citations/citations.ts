/** Citations get their numbers, by first mention in the book they stand in. */
import type { Element, ElementContent, Root } from 'hast';
import type { CslItem } from '../../core/model/publication.ts';
import { visit } from '../../lib/html/visit.ts';
import { type ListIds, referenceId } from './sources.ts';

/**
 * Numbers the citations of trees in place.
 * @returns keys that are cited, in the order of their numbers
 */
export function numberCitations(
  trees: readonly Root[],
  references: ReadonlyMap<string, CslItem>,
  ids: ListIds,
): readonly string[] {
  const numbers = new Map<string, number>();
  const inLinks = new Set<Element>();
  for (const element of trees.flatMap((tree) => elementsOf(tree))) {
    if (element.tagName === 'a') visit(element, 'element', (inner) => void inLinks.add(inner));
    const cited = citedBy(element, references);
    if (cited === undefined) continue;
    for (const { key } of cited) if (!numbers.has(key)) numbers.set(key, numbers.size + 1);
    element.properties = { className: ['citations'] };
    element.children = bracketed(cited, numbers, inLinks.has(element) ? undefined : ids);
  }
  return [...numbers.keys()];
}

function elementsOf(tree: Root): readonly Element[] {
  const elements: Element[] = [];
  visit(tree, 'element', (element) => void elements.push(element));
  return elements;
}

interface Cited {
  readonly key: string;
  readonly locator: unknown;
}

/** What an element cites of what there is; `undefined` where it is no citation. */
function citedBy(element: Element, references: ReadonlyMap<string, CslItem>): readonly Cited[] | undefined {
  const { dataCite, dataLocators } = element.properties;
  if (typeof dataCite !== 'string') return undefined;
  delete element.properties.dataCite;
  delete element.properties.dataLocators;
  // Raw HTML that wears our mark, which is an error that was reported, may have anything in it.
  if (element.children.length > 0) return undefined;
  const locators = locatorsOf(dataLocators);
  return dataCite
    .split(' ')
    .map((key, index) => ({ key, locator: locators[index] ?? '' }))
    .filter(({ key }) => references.has(key));
}

/** Raw HTML may have written anything. */
function locatorsOf(written: unknown): readonly unknown[] {
  try {
    const locators: unknown = JSON.parse(String(written));
    return Array.isArray(locators) ? locators : [];
  } catch {
    return [];
  }
}

/** @param ids left out inside a link, for there is no link in a link */
function bracketed(
  cited: readonly Cited[],
  numbers: ReadonlyMap<string, number>,
  ids: ListIds | undefined,
): ElementContent[] {
  const parts: ElementContent[] = [{ type: 'text', value: '[' }];
  for (const [index, { key, locator }] of cited.entries()) {
    if (index > 0) parts.push({ type: 'text', value: ', ' });
    const number: ElementContent = { type: 'text', value: String(numbers.get(key)) };
    parts.push(ids === undefined ? number : linkTo(referenceId(key, ids), number));
    if (locator) parts.push({ type: 'text', value: `, ${locator}` });
  }
  parts.push({ type: 'text', value: ']' });
  return parts;
}

function linkTo(id: string, number: ElementContent): Element {
  const properties = { className: ['citation'], role: 'doc-biblioref', href: `#${id}` };
  return { type: 'element', tagName: 'a', properties, children: [number] };
}
