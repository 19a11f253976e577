/** Formats citations and the list of sources by a style of CSL, with citeproc-js. The only file that loads it. */
import CSL from 'citeproc';
import type { CitationStyle, CslItem } from '../../core/model/publication.ts';
import type { PlacedCitation } from './citation-element.ts';

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
}

/** What the processor writes for a part that a style does not print, such as the author in a style with numbers. */
export const NO_FORM = '[NO_PRINTED_FORM]';

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
    const made = this.#engine.rebuildProcessorState(
      clusters.map((cluster, index) => this.#buildCluster(cluster, index)),
      'html',
      uncited,
    );
    const byId = new Map(made.map(([id, , html]) => [id, html] as const));
    const [{ entry_ids: ids }, texts] = this.#engine.makeBibliography() || [{ entry_ids: [] }, []];
    return {
      clusters: clusters.map((cluster, index) => this.#finishCluster(cluster, byId.get(String(index)) ?? '')),
      entries: texts.map((html, index) => ({ key: ids[index]?.[0] ?? '', html: joinOthers(html) })),
    };
  }

  /** Returns the key of the source with a number. */
  findKey(number: number): string | undefined {
    const found = Object.entries(this.#engine.registry.registry).find(([, { seq }]) => seq === number);
    return found?.[0];
  }

  #buildCluster({ items, isNarrative, isNote, noteIndex }: Cluster, index: number): CSL.Cluster {
    const hasWords = items.some(({ prefix, suffix }) => prefix !== undefined || suffix !== undefined);
    return {
      citationID: String(index),
      citationItems: items.map(({ key, prefix, suffix, locator, label, suppressAuthor }, at) => ({
        id: key,
        ...(prefix !== undefined && { prefix: `${isNote && at === 0 ? capitalize(prefix) : prefix} ` }),
        ...(suffix !== undefined && { suffix }),
        ...(locator !== undefined && { locator, label: label ?? 'page' }),
        ...(suppressAuthor && ({ 'suppress-author': true } as const)),
      })),
      properties: {
        noteIndex: this.#format === 'note' ? noteIndex : 0,
        // A style with numbers has no author; that is added.
        ...(isNarrative && this.#format !== 'numeric' && ({ mode: 'composite' } as const)),
        // The words belong to the order in which they are written.
        ...(hasWords && ({ unsorted: true } as const)),
      },
    };
  }

  /** Adds the brackets of the style, which the processor leaves to the one who wraps each source. */
  #finishCluster({ items, isNarrative, isNote }: Cluster, html: string): string {
    const { layout_prefix: prefix = '', layout_suffix: suffix = '' } = this.#engine.citation.opt;
    const words = joinOthers(html);
    // Without its author, a source may have nothing to print.
    if (words.replace(/<[^>]*>/g, '') === NO_FORM) return '';
    if (this.#format === 'note') return isNote ? addSuffix(`${prefix}${words}`, suffix, this.#locale) : words;
    if (!isNarrative || this.#format === 'numeric') return `${prefix}${words}${suffix}`;
    const start = words.indexOf('<cite ');
    const author = (start === -1 ? words : words.slice(0, start)).replaceAll(NO_FORM, '').trimEnd();
    const rest = start === -1 ? '' : words.slice(start);
    const and = this.#engine.getTerm('and') || 'and';
    const named = author.replaceAll(' &#38; ', ` ${and} `);
    if (rest !== '' && !rest.includes(NO_FORM)) return `${named} ${prefix}${rest}${suffix}`;
    // A style that cites authors alone.
    return wrapSource(named, items[0]?.key);
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
