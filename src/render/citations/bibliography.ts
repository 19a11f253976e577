/** Formats the bibliography with a CSL processor in the Vancouver style, the numbered style of medicine. */

import type { Element, ElementContent, Root } from 'hast';
import { sanitize } from 'hast-util-sanitize';
import type { CslItem } from '../../core/model/publication.ts';
import { hasClass } from '../../lib/html/classes.ts';
import { visit } from '../../lib/html/visit.ts';
import { sanitizeSchema } from '../html/sanitize-schema.ts';

/** CSL locales of the processor's package. For other languages, English is used. */
const LOCALES = ['en-US', 'es-ES', 'de-DE', 'fr-FR', 'nl-NL'];

/** The content of an entry, without its number. */
export type EntryContent = readonly ElementContent[];

/** The bibliography of one publication. */
export interface Bibliography {
  /** Returns the content of each entry, by id of the item. Unknown ids have an empty one. */
  formatEntries(keys: readonly string[]): Promise<ReadonlyMap<string, EntryContent>>;
}

/**
 * Creates the bibliography of a publication. Entries are formatted once, because all books share them. The
 * processor is loaded for the first entry, because a text without citations does not need it.
 */
export function createBibliography(references: ReadonlyMap<string, CslItem>, language: string): Bibliography {
  const cache = new Map<string, Promise<EntryContent>>();
  return {
    formatEntries: async (keys) => {
      const items = keys.filter((key) => !cache.has(key)).flatMap((key) => references.get(key) ?? []);
      const words = items.length === 0 ? undefined : renderEntries(items, language);
      for (const { id } of items)
        if (words)
          cache.set(
            id,
            words.then((set) => set.get(id) ?? []),
          );
      const requested = keys.map(async (key) => [key, (await cache.get(key)) ?? []] as const);
      return new Map(await Promise.all(requested));
    },
  };
}

async function renderEntries(
  items: readonly CslItem[],
  language: string,
): Promise<ReadonlyMap<string, EntryContent>> {
  const [{ Cite }, { fromHtml }] = await Promise.all([
    import('@citation-js/core'),
    import('hast-util-from-html'),
    import('@citation-js/plugin-csl'),
  ]);
  const cite = new Cite(structuredClone(items));
  const [primary = 'en'] = language.split('-');
  const entries = cite.format('bibliography', {
    format: 'html',
    template: 'vancouver',
    lang: LOCALES.find((locale) => locale.startsWith(primary)) ?? 'en-US',
    asEntryArray: true,
  });
  return new Map(entries.map(([id, html]) => [id, readEntry(fromHtml(html, { fragment: true }))]));
}

/** Reads an entry's HTML without its number, which the list adds; turns URLs into links. */
function readEntry(html: Root): EntryContent {
  const tree = sanitize(html, sanitizeSchema);
  let words: readonly ElementContent[] = [];
  visit(tree, 'element', (element: Element) => {
    if (hasClass(element, 'csl-right-inline')) words = element.children;
  });
  return words.flatMap((node) => (node.type === 'text' ? linkUrls(punctuateEntry(node.value)) : [node]));
}

/** Puts a full stop before the numbers of PubMed, and an en dash into page ranges. */
const punctuateEntry = (text: string): string =>
  text
    .replace(/(?<=[^\s.]) (?=PubMed PMID:|PubMed Central PMCID:)(?<!; )/g, '. ')
    .replace(/(?<=[:;] ?[A-Za-z]?\d+)-(?=[A-Za-z]?\d+(?:\.e\d+)?(?:[.,;]|$))/g, '\u2013');

/** A DOI (ISO 26324) or URL, without the full stop at the end of the entry. */
const URL_OR_DOI = /doi:(?<doi>10\.\d{4,}\/\S+?)(?=[.,;]?(?:\s|$))|https?:\/\/\S+?(?=[.,;]?(?:\s|$))/g;

function linkUrls(text: string): readonly ElementContent[] {
  const parts: ElementContent[] = [];
  let done = 0;
  for (const match of text.matchAll(URL_OR_DOI)) {
    const href = match.groups?.doi === undefined ? match[0] : `https://doi.org/${match.groups.doi}`;
    if (match.index > done) parts.push({ type: 'text', value: text.slice(done, match.index) });
    parts.push({
      type: 'element',
      tagName: 'a',
      properties: { href },
      children: [{ type: 'text', value: match[0] }],
    });
    done = match.index + match[0].length;
  }
  if (done < text.length) parts.push({ type: 'text', value: text.slice(done) });
  return parts;
}
