/** The reference list, set by a CSL processor in the Vancouver style: numbered, as medicine has it. */
import type { Element, ElementContent } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { sanitize } from 'hast-util-sanitize';
import type { CslItem } from '../../core/model/publication.ts';
import { visit } from '../../lib/html/visit.ts';
import { safeSchema } from '../html/sanitize-schema.ts';

/** CSL locales that the processor's package brings; for others it is English. */
const LOCALES = ['en-US', 'es-ES', 'de-DE', 'fr-FR', 'nl-NL'];

/** The words of an entry, without its number. */
export type EntryWords = readonly ElementContent[];

export interface Bibliography {
  /** @returns the words of each entry, by id of the item; what is not among the references has none */
  entries(keys: readonly string[]): Promise<ReadonlyMap<string, EntryWords>>;
}

/**
 * The bibliography of a publication. An entry reads the same in each of its books, so it is set once; the processor is
 * loaded when the first is asked for, and so only for a text that cites.
 */
export function openBibliography(references: ReadonlyMap<string, CslItem>, language: string): Bibliography {
  const known = new Map<string, Promise<EntryWords>>();
  return {
    entries: async (keys) => {
      const items = keys.filter((key) => !known.has(key)).flatMap((key) => references.get(key) ?? []);
      const words = items.length === 0 ? undefined : setEntries(items, language);
      for (const { id } of items)
        if (words)
          known.set(
            id,
            words.then((set) => set.get(id) ?? []),
          );
      const wanted = keys.map(async (key) => [key, (await known.get(key)) ?? []] as const);
      return new Map(await Promise.all(wanted));
    },
  };
}

async function setEntries(
  items: readonly CslItem[],
  language: string,
): Promise<ReadonlyMap<string, EntryWords>> {
  const [{ Cite }] = await Promise.all([import('@citation-js/core'), import('@citation-js/plugin-csl')]);
  const cite = new Cite(structuredClone(items));
  const [primary = 'en'] = language.split('-');
  const entries = cite.format('bibliography', {
    format: 'html',
    template: 'vancouver',
    lang: LOCALES.find((locale) => locale.startsWith(primary)) ?? 'en-US',
    asEntryArray: true,
  });
  return new Map(entries.map(([id, html]) => [id, wordsOf(html)]));
}

/** The entry without its number, which the list has of itself; addresses become links. */
function wordsOf(html: string): EntryWords {
  const tree = sanitize(fromHtml(html, { fragment: true }), safeSchema);
  let words: readonly ElementContent[] = [];
  visit(tree, 'element', (element: Element) => {
    const classes = element.properties.className;
    if (Array.isArray(classes) && classes.includes('csl-right-inline')) words = element.children;
  });
  return words.flatMap((node) => (node.type === 'text' ? linked(node.value) : [node]));
}

// A DOI (ISO 26324) or a web address, without the full stop that ends the entry.
const ADDRESS = /doi:(?<doi>10\.\d{4,}\/\S+?)(?=[.,;]?(?:\s|$))|https?:\/\/\S+?(?=[.,;]?(?:\s|$))/g;

function linked(text: string): readonly ElementContent[] {
  const parts: ElementContent[] = [];
  let done = 0;
  for (const match of text.matchAll(ADDRESS)) {
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
