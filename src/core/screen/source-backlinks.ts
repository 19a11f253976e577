/** Links each source of an e-book's lists back to the places that cite it. */
import type { Element, ElementContent, Root } from 'hast';
import { hasClass } from '../../lib/html/classes.ts';
import { cloneTree } from '../../lib/html/clone.ts';
import { isPhrasing } from '../../lib/html/elements.ts';
import { SKIP, visit } from '../../lib/html/visit.ts';
import type { Book, Section } from '../model/book.ts';
import type { Terms } from '../model/design.ts';

/**
 * Returns the book with links from its lists of sources to the citations, which get ids. Where notes cite, the notes are
 * the way back, and the book stays as it is.
 */
export function linkSourcesBack(book: Book): Book {
  const isCiting = book.sections.some(({ features }) => features.has('citation'));
  if (!isCiting || book.publication.citationStyle?.format === 'note') return book;
  const items = book.sections.flatMap(({ body }) => listItems(body));
  if (items.length === 0) return book;
  const sources = new Set(items.map(({ properties }) => String(properties.id)));
  const uses = new Map<string, string[]>();
  const anchors = new Map(book.anchors);
  const sections = book.sections.map((section): Section => {
    if (!section.features.has('citation') && listItems(section.body).length === 0) return section;
    const body = cloneTree(section.body);
    for (const id of nameUses(body, sources, uses)) anchors.set(id, section.id);
    return { ...section, body };
  });
  for (const { body } of sections) addLinks(body, uses, book.terms);
  return { ...book, sections, anchors };
}

/** Lists the items of the lists of sources. */
function listItems(body: Root): readonly Element[] {
  const items: Element[] = [];
  visit(body, 'element', (list) => {
    if (!/^[ou]l$/.test(list.tagName) || !hasClass(list, 'references')) return undefined;
    items.push(...list.children.filter((item): item is Element => item.type === 'element'));
    return SKIP;
  });
  return items;
}

/** Gives an id to each citation. @param uses receives the ids by those of the sources @returns the ids */
function nameUses(body: Root, sources: ReadonlySet<string>, uses: Map<string, string[]>): readonly string[] {
  const named: string[] = [];
  visit(body, 'element', ({ properties }) => {
    if (properties.role !== 'doc-biblioref' || properties.id !== undefined) return;
    const source = String(properties.href).slice(1);
    if (!sources.has(source)) return;
    const own = uses.get(source) ?? [];
    // No id of an author begins with an underscore.
    const id = `_${source}-${own.length + 1}`;
    properties.id = id;
    uses.set(source, [...own, id]);
    named.push(id);
  });
  return named;
}

function addLinks(body: Root, uses: ReadonlyMap<string, readonly string[]>, terms: Terms): void {
  for (const item of listItems(body)) {
    const place = findEnd(item);
    for (const [index, id] of (uses.get(String(item.properties.id)) ?? []).entries()) {
      place.children.push({ type: 'text', value: '\u00A0' }, createBacklink(id, index, terms));
    }
  }
}

/** Returns the element at whose end inline content continues the last line of an item. */
function findEnd(element: Element): Element {
  const last = element.children.findLast((child) => child.type === 'element' || child.type === 'text');
  return last?.type === 'element' && !isPhrasing(last) ? findEnd(last) : element;
}

/** Creates a link as those of notes are: the second and later ones have numbers. */
function createBacklink(id: string, index: number, terms: Terms): Element {
  const name = terms.backToText ?? 'Back to the text';
  const number = String(index + 1);
  const raised: ElementContent = {
    type: 'element',
    tagName: 'sup',
    properties: {},
    children: [{ type: 'text', value: number }],
  };
  return {
    type: 'element',
    tagName: 'a',
    properties: {
      role: 'doc-backlink',
      className: ['backlink'],
      href: `#${id}`,
      ariaLabel: index === 0 ? name : `${name} ${number}`,
    },
    children: [{ type: 'text', value: '↩' }, ...(index === 0 ? [] : [raised])],
  };
}
