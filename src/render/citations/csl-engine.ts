/** Formats citations and the list of sources by a style of CSL, with citeproc-js. The only file that loads it. */
import CSL from 'citeproc';
import type { CitationStyle, CslItem } from '../../core/model/publication.ts';
import type { PlacedCitation } from './citation-element.ts';
import { type CitePosition, computePositions } from './cite-positions.ts';

/** A citation with its place among the notes. */
export interface Cluster extends PlacedCitation {
  /** Number of the note that contains it; 0 in the text. */
  readonly noteIndex: number;
}

/** What a style makes of citations: HTML, in which each source is `<cite data-key="…">`. */
export interface FormattedCitations {
  readonly clusters: readonly string[];
  /** The list, in its order. */
  readonly entries: readonly { readonly key: string; readonly html: string }[];
  /** The keys by their numbers. */
  readonly keys: ReadonlyMap<number, string>;
}

/** What the processor writes for a part that a style does not print, such as the author in a style with numbers. */
const NO_FORM = '[NO_PRINTED_FORM]';

indexMacros();

/** Formats the citations of books. Each call is independent of those before it. */
export class CslEngine {
  readonly #engine: CSL.Engine;
  readonly #format: CitationStyle['format'];
  readonly #locale: string;

  /** Throws if the processor cannot read the style. */
  constructor({ xml, locale, locales, format }: CitationStyle, references: ReadonlyMap<string, CslItem>) {
    const items = new Map<string, object>();
    [this.#format, this.#locale] = [format, locale];
    this.#engine = new CSL.Engine(
      {
        retrieveLocale: (name) => locales.get(name) ?? locales.get('en-US') ?? '',
        retrieveItem: (id) => {
          // The processor writes into its items.
          const item = items.get(id) ?? { ...structuredClone(references.get(id)), system_id: id };
          items.set(id, item);
          return item;
        },
        wrapCitationEntry: wrapSource,
      },
      xml,
      locale,
      true,
    );
    this.#engine.setOutputFormat('html');
    this.#engine.opt.development_extensions.wrap_url_and_doi = true;
    this.#engine.opt.development_extensions.apply_citation_wrapper = true;
  }

  /** @param uncited keys that are listed, too */
  format(clusters: readonly Cluster[], uncited: readonly string[]): FormattedCitations {
    const isNote = this.#format === 'note';
    const placed = clusters.map((cluster) => (isNote ? cluster : { ...cluster, noteIndex: 0 }));
    const keys = new Set([...placed.flatMap(({ items }) => items.map(({ key }) => key)), ...uncited]);
    this.#engine.updateItems([...keys]);
    const positions = computePositions(placed);
    const texts = placed.map((cluster, index) => this.#formatCluster(cluster, positions[index] ?? []));
    const [{ entry_ids: ids }, entries] = this.#engine.makeBibliography() || [{ entry_ids: [] }, []];
    const registry = Object.entries(this.#engine.registry.registry);
    return {
      clusters: texts,
      entries: entries.map((html, index) => ({ key: ids[index]?.[0] ?? '', html: joinOthers(html) })),
      keys: new Map(registry.map(([key, { seq }]) => [seq, key])),
    };
  }

  #formatCluster(cluster: Cluster, positions: readonly CitePosition[]): string {
    const { isNarrative } = cluster;
    const items = this.#buildItems(cluster, positions);
    const [first, ...others] = items;
    // A style with numbers has no author; that is added.
    if (!isNarrative || this.#format === 'numeric' || first === undefined) {
      return this.#finishCluster(cluster, '', this.#makeCluster(cluster, items));
    }
    const author = this.#makeCluster(cluster, [{ ...first, 'author-only': true }]);
    const rest = this.#makeCluster(cluster, [{ ...first, 'suppress-author': true }, ...others]);
    return this.#finishCluster(cluster, author, rest);
  }

  #makeCluster({ items }: Cluster, cites: readonly CSL.CiteItem[]): string {
    const hasWords = items.some(({ prefix, suffix }) => prefix !== undefined || suffix !== undefined);
    if (!hasWords) return this.#engine.makeCitationCluster(cites);
    // The words belong to the order in which they are written. The processor would sort.
    const list = cites.map((cite) => [this.#engine.retrieveItem(cite.id), { ...cite }] as const);
    return CSL.getCitationCluster.call(this.#engine, list);
  }

  #buildItems({ items, isNote }: Cluster, positions: readonly CitePosition[]): readonly CSL.CiteItem[] {
    return items.map(({ key, prefix, suffix, locator, label, suppressAuthor }, at) => ({
      id: key,
      ...(prefix !== undefined && { prefix: `${isNote && at === 0 ? capitalize(prefix) : prefix} ` }),
      ...(suffix !== undefined && { suffix }),
      ...(locator !== undefined && { locator, label: label ?? 'page' }),
      ...(suppressAuthor && ({ 'suppress-author': true } as const)),
      ...positions[at],
    }));
  }

  /** Adds the brackets of the style, which the processor leaves to the one who wraps each source. */
  #finishCluster({ items, isNote }: Cluster, author: string, html: string): string {
    const { layout_prefix: prefix = '', layout_suffix: suffix = '' } = this.#engine.citation.opt;
    const words = joinOthers(html);
    // Without its author, a source may have nothing to print.
    const isEmpty = words.replace(/<[^>]*>/g, '').includes(NO_FORM);
    if (author === '') {
      if (isEmpty) return '';
      if (this.#format !== 'note') return `${prefix}${words}${suffix}`;
      return isNote ? addSuffix(`${prefix}${words}`, suffix, this.#locale) : words;
    }
    const and = this.#engine.getTerm('and') || 'and';
    const named = joinOthers(author).replaceAll(NO_FORM, '').replaceAll(' &#38; ', ` ${and} `);
    // A style that cites authors alone has no more.
    return isEmpty ? wrapSource(named, items[0]?.key) : `${named} ${prefix}${words}${suffix}`;
  }
}

/** Writes the first letter of a note large. */
const capitalize = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Adds the full stop of a note, unless its last sentence has one; in American English before the quotation mark. */
function addSuffix(html: string, suffix: string, locale: string): string {
  if (suffix !== '.') return html + suffix;
  const [end = ''] = /”?(?:<\/[a-z]+>|”)*$/.exec(html) ?? [];
  const words = html.slice(0, html.length - end.length);
  if (/[.!?]$/.test(words)) return html;
  return locale === 'en-US' && end.includes('”') ? `${words}.${end}` : `${html}.`;
}

/** Writes “et al.” without “and” before it, where it is a name of BibTeX. */
const joinOthers = (html: string): string =>
  html.replace(/,? (?:&#38;|and|und|et|y|e|en) et al\./g, ' et al.');

/** Marks a source in the HTML. */
const wrapSource = (html: string, key: string | undefined): string =>
  `<cite data-key="${escapeAttribute(key ?? '')}">${html}</cite>`;

const escapeAttribute = (text: string): string =>
  text.replace(/[&"<>]/g, (sign) => `&#${sign.codePointAt(0)};`);

/**
 * Indexes the macros of styles. The processor goes through a whole style for each call of a macro, which is half of the
 * second that it takes for Chicago’s.
 */
function indexMacros(): void {
  const { prototype } = CSL.XmlJSON;
  const search = prototype.getNodesByName;
  const indexes = new WeakMap<CSL.XmlNode, Map<string, CSL.XmlNode[]>>();
  prototype.getNodesByName = function (from, name, value, found) {
    if (name !== 'macro' || value === undefined || from?.name !== 'style') {
      return search.call(this, from, name, value, found);
    }
    const index = indexes.get(from) ?? new Map<string, CSL.XmlNode[]>();
    if (!indexes.has(from)) {
      indexes.set(from, index);
      for (const macro of search.call(this, from, 'macro')) {
        const key = macro.attrs?.name ?? '';
        index.set(key, [...(index.get(key) ?? []), macro]);
      }
    }
    return index.get(value) ?? [];
  };
}
