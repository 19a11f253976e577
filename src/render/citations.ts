/** Citations get their numbers, by first mention in the book they stand in, and the book its list of sources. */
import type { Element, ElementContent, Root } from 'hast';
import { visit } from 'unist-util-visit';
import type { CslItem, Section, Terms } from '../model.ts';
import { setBibliography } from './bibliography.ts';

/** The id of an item in the list of sources; what an XML id cannot have is written as its code. */
export function referenceId(key: string): string {
  return `ref-${key.replace(/[^\p{L}\p{N}_.-]/gu, (character) => `_${character.codePointAt(0)?.toString(16)}_`)}`;
}

/**
 * Numbers the citations of trees in place.
 * @returns keys that are cited, in the order of their numbers
 */
export function numberCitations(
  trees: readonly Root[],
  references: ReadonlyMap<string, CslItem>,
): readonly string[] {
  const numbers = new Map<string, number>();
  for (const tree of trees) {
    visit(tree, 'element', (element) => {
      const { dataCite, dataLocators } = element.properties;
      if (typeof dataCite !== 'string') return;
      const keys = dataCite.split(' ').filter((key) => references.has(key));
      const locators = JSON.parse(String(dataLocators)) as readonly string[];
      for (const key of keys) if (!numbers.has(key)) numbers.set(key, numbers.size + 1);
      element.properties = { className: ['citations'] };
      element.children = bracketed(keys, locators, numbers);
    });
  }
  return [...numbers.keys()];
}

function bracketed(
  keys: readonly string[],
  locators: readonly string[],
  numbers: ReadonlyMap<string, number>,
): ElementContent[] {
  const parts: ElementContent[] = [{ type: 'text', value: '[' }];
  for (const [index, key] of keys.entries()) {
    if (index > 0) parts.push({ type: 'text', value: ', ' });
    parts.push({
      type: 'element',
      tagName: 'a',
      properties: { className: ['citation'], role: 'doc-biblioref', href: `#${referenceId(key)}` },
      children: [{ type: 'text', value: String(numbers.get(key)) }],
    });
    const locator = locators[index];
    if (locator) parts.push({ type: 'text', value: `, ${locator}` });
  }
  parts.push({ type: 'text', value: ']' });
  return parts;
}

/** The list of sources as the last section of a book; `undefined` when nothing is cited. */
export async function sourcesSection(
  cited: readonly string[],
  references: ReadonlyMap<string, CslItem>,
  id: string,
  terms: Terms,
  language: string,
): Promise<Section | undefined> {
  if (cited.length === 0) return undefined;
  const title = terms.sources ?? 'Sources';
  const items = cited.map((key) => references.get(key)).filter((item) => item !== undefined);
  const words = await setBibliography(items, language);
  const list: Element = {
    type: 'element',
    tagName: 'ol',
    properties: { className: ['references'] },
    children: cited.map((key) => ({
      type: 'element',
      tagName: 'li',
      properties: { id: referenceId(key) },
      children: structuredClone([...(words.get(key) ?? [])]),
    })),
  };
  const heading: Element = {
    type: 'element',
    tagName: 'h1',
    properties: { id },
    children: [{ type: 'text', value: title }],
  };
  return {
    id,
    kind: 'references',
    title,
    body: { type: 'root', children: [heading, list] },
    headings: [{ id, level: 1, text: title }],
    features: new Set(),
  };
}
