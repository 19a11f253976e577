/** Prints the citations of a book, and its list of sources, in a style of CSL. */
import type { Element, ElementContent, Parents, Root } from 'hast';
import { sanitize } from 'hast-util-sanitize';
import { toString as textOf } from 'hast-util-to-string';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { DiagnosticError } from '../../core/diagnostics/diagnostic-error.ts';
import type { Terms } from '../../core/model/design.ts';
import type { CitationStyle, Publication } from '../../core/model/publication.ts';
import { TABLE_NOTE } from '../../core/tree/table-notes.ts';
import { formatSourceName } from '../../core/wording.ts';
import { hasClass } from '../../lib/html/classes.ts';
import { visit } from '../../lib/html/visit.ts';
import { isNote } from '../blocks/footnotes.ts';
import { sanitizeSchema } from '../html/sanitize-schema.ts';
import { formatAuthors } from './author-names.ts';
import { takeCitation } from './citation-element.ts';
import { type Cluster, CslEngine, type FormattedCitations } from './csl-engine.ts';
import { type SourceEntries, type SourceListIds, sourceItemId } from './sources.ts';
import { readStyledHtml } from './styled-html.ts';

/** Prints citations in the style of a publication. */
export interface CitationStyler {
  /**
   * Writes the citations of trees in place.
   * @param uncited keys that are listed, too
   * @returns the list of sources
   */
  cite(trees: readonly Root[], uncited: readonly string[], ids: SourceListIds, terms: Terms): SourceEntries;
}

/** Creates what prints citations in a style. Throws if the processor cannot read the style. */
export async function createStyler({
  citationStyle: style,
  references,
  metadata,
}: Pick<Publication, 'citationStyle' | 'references' | 'metadata'>): Promise<CitationStyler | undefined> {
  if (style === undefined) return undefined;
  const { fromHtml } = await import('hast-util-from-html');
  const engine = new CslEngine(style, references);
  const isNumeric = style.format === 'numeric';
  const parse = (html: string): readonly ElementContent[] =>
    (sanitize(readStyledHtml(fromHtml(html, { fragment: true })), sanitizeSchema) as Root)
      .children as ElementContent[];
  return {
    cite: (trees, uncited, ids, terms) => {
      const found = collectCitations(trees, references);
      const { clusters, entries, keys } = formatAll(engine, found, uncited, style);
      const nameSource = (key: string, shown: string): string => {
        const item = isNumeric ? undefined : references.get(key);
        if (item !== undefined) return `${formatAuthors(item, metadata.language)} ${shown}`;
        return formatSourceName(Number.parseInt(shown, 10), terms);
      };
      for (const [index, citation] of found.entries()) {
        const { element, cluster, isInLink } = citation;
        const content = linkSources(parse(clusters[index] ?? ''), {
          keys,
          nameSource,
          ids: isInLink ? undefined : ids,
        });
        // A style with numbers names no author.
        const author = isNumeric ? findAuthor(cluster, references, metadata.language) : undefined;
        placeContent(element, content, { className: isNumeric ? 'citations' : 'cited', author });
        joinRaised(citation);
      }
      return {
        isNumbered: isNumeric,
        entries: entries.map(({ key, html }) => ({ key, content: parse(html) })),
        language: metadata.language,
      };
    },
  };
}

/** Formats all citations. Throws a {@link DiagnosticError} if the style fails on a source: `citation-style-broken`. */
function formatAll(
  engine: CslEngine,
  found: readonly FoundCitation[],
  uncited: readonly string[],
  { name, place }: CitationStyle,
): FormattedCitations {
  try {
    return engine.format(
      found.map(({ cluster }) => cluster),
      uncited,
    );
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DiagnosticError(diagnostic('citation-style-broken', { style: name, reason }, place), {
      cause: error,
    });
  }
}

/** Returns the author of a citation with the author in the sentence. */
function findAuthor(
  { isNarrative, items: [first] }: Cluster,
  references: Publication['references'],
  language: string,
): string | undefined {
  const item = isNarrative && first ? references.get(first.key) : undefined;
  return item && formatAuthors(item, language);
}

function placeContent(
  element: Element,
  children: ElementContent[],
  { className, author }: { readonly className: string; readonly author: string | undefined },
): void {
  const properties = { className: [className] };
  const cited: Element = { type: 'element', tagName: 'span', properties, children };
  element.properties = author === undefined ? properties : {};
  element.children =
    author === undefined
      ? children
      : [{ type: 'text', value: isRaised(children) ? author : `${author} ` }, cited];
}

const isRaised = ([first]: readonly ElementContent[]): boolean =>
  first?.type === 'element' && first.tagName === 'sup' && /^\d/.test(textOf(first));

/** Removes the space before raised numbers. */
function joinRaised({ element, parent, index }: FoundCitation): void {
  const before = parent?.children[index - 1];
  if (!isRaised(element.children) || before?.type !== 'text') return;
  before.value = before.value.replace(/\s+$/, '');
}

interface FoundCitation {
  readonly parent: Parents | undefined;
  /** Its place in the parent. */
  readonly index: number;
  readonly element: Element;
  readonly cluster: Cluster;
  readonly isInLink: boolean;
}

/** Takes the citations of trees in their order; those in notes with the number of the note. */
function collectCitations(
  trees: readonly Root[],
  references: Publication['references'],
): readonly FoundCitation[] {
  const found: FoundCitation[] = [];
  const notes = new Map<Element, number>();
  const [inLinks, inTables] = [new Set<Element>(), new Set<Element>()];
  let count = 0;
  for (const tree of trees) {
    visit(tree, 'element', (element, index = 0, parent) => {
      if (isNote(element)) {
        count += 1;
        visit(element, 'element', (inner) => void notes.set(inner, count));
      }
      if (element.tagName === 'a') addAll(element, inLinks);
      if (hasClass(element, TABLE_NOTE)) addAll(element, inTables);
      const citation = takeCitation(element);
      const items = citation?.items.filter(({ key }) => references.has(key)) ?? [];
      if (citation === undefined || items.length === 0) return;
      const place = { noteIndex: notes.get(element) ?? 0, isApart: inTables.has(element) };
      found.push({
        ...{ element, index, parent, isInLink: inLinks.has(element) },
        cluster: { ...citation, items, ...place },
      });
    });
  }
  return found;
}

const addAll = (element: Element, elements: Set<Element>): void =>
  visit(element, 'element', (inner) => void elements.add(inner));

/** What a link to a source needs. */
interface LinkFacts {
  readonly keys: ReadonlyMap<number, string>;
  /** Returns the name of a link, because a number or a year alone would say nothing in a list of links (WCAG 2.2, 2.4.4). */
  readonly nameSource: (key: string, shown: string) => string;
  /** `undefined` inside a link, because links cannot be nested. */
  readonly ids: SourceListIds | undefined;
}

/** Makes links of the marked sources. */
function linkSources(content: readonly ElementContent[], facts: LinkFacts): ElementContent[] {
  const { keys, nameSource, ids } = facts;
  return content.flatMap((node): ElementContent[] => {
    if (node.type === 'text') return [{ ...node, value: joinLabels(node.value) }];
    if (node.type !== 'element') return [node];
    if (node.tagName !== 'cite') return [{ ...node, children: linkSources(node.children, facts) }];
    const key = readKey(node, keys);
    if (key === undefined || ids === undefined) return node.children;
    // A note has addresses, which are links, too.
    const end = node.children.findIndex(hasLink);
    const words = end === -1 ? node.children : node.children.slice(0, end);
    const { inside, after } = cutEnd(words.map(joinLabel));
    const link: Element = {
      type: 'element',
      tagName: 'a',
      properties: {
        className: ['citation'],
        role: 'doc-biblioref',
        href: `#${sourceItemId(key, ids)}`,
        ...(/^\d+\p{L}?$/u.test(textOf(node)) && { ariaLabel: nameSource(key, textOf(node)) }),
      },
      children: inside,
    };
    return [...(inside.length > 0 ? [link] : []), ...after, ...node.children.slice(words.length)];
  });
}

/** Keeps a label and its number in one line: “ch. 3”. */
const joinLabels = (text: string): string => text.replace(/(?<=\p{L}\.) (?=\d)/gu, '\u00A0');

const joinLabel = (node: ElementContent): ElementContent =>
  node.type === 'text' ? { ...node, value: joinLabels(node.value) } : node;

/** Cuts the comma and the space off the end of words, which are no part of a link. */
function cutEnd(words: ElementContent[]): { inside: ElementContent[]; after: ElementContent[] } {
  const last = words.at(-1);
  const [end = ''] = last?.type === 'text' ? (/[\s,;:]+$/.exec(last.value) ?? []) : [];
  if (last?.type !== 'text' || end === '') return { inside: words, after: [] };
  const value = last.value.slice(0, last.value.length - end.length);
  const inside = [...words.slice(0, -1), ...(value === '' ? [] : [{ ...last, value }])];
  return { inside, after: [{ type: 'text', value: end }] };
}

/** Reads the key of a marked source. The processor names none of a number alone. */
function readKey(cite: Element, keys: ReadonlyMap<number, string>): string | undefined {
  const { dataCite } = cite.properties;
  if (typeof dataCite === 'string' && dataCite !== '') return dataCite;
  return keys.get(Number.parseInt(textOf(cite), 10));
}

function hasLink(node: ElementContent): boolean {
  if (node.type !== 'element') return false;
  return node.tagName === 'a' || node.children.some(hasLink);
}
