/** Keeps the bookmarks of a Word document that a link leads to, and the links that lead to a page or a bookmark. */
import type { Element, ElementContent, Root } from 'hast';
import { visit } from '../../lib/html/visit.ts';

/** The name of an element that a link leads to. */
export const ANCHOR = 'anchor';

/** Addresses that lead to the same page from everywhere. A link to a file of the author's computer does not. */
const FROM_EVERYWHERE = /^(?:https?|mailto|tel|sms):/i;

/** The links and bookmarks of a document, with a prefix that is removed. */
interface Known {
  readonly targets: ReadonlySet<string>;
  readonly ids: ReadonlySet<string>;
  readonly prefix: string;
}

/**
 * Cleans bookmarks and links, in place. The words of a link that leads nowhere stay.
 * @param parts the text and its notes
 * @param prefix before each bookmark, which is removed
 * @returns how many links led to files
 */
export function cleanAnchors(parts: readonly (Root | Element)[], prefix: string): number {
  const known = { ...findKnown(parts), prefix };
  let lost = 0;
  const clean: Change = (element) => {
    if (element.tagName !== 'a') return [element];
    const kept =
      element.properties.href === undefined ? keepBookmark(element, known) : keepLink(element, known);
    if (kept === undefined && isFile(element)) lost += 1;
    return kept === undefined ? element.children : [kept];
  };
  for (const part of parts) cleanChildren(part, clean);
  return lost;
}

function findKnown(parts: readonly (Root | Element)[]): Omit<Known, 'prefix'> {
  const targets = new Set<string>();
  const ids = new Set<string>();
  for (const part of parts) {
    visit(part, 'element', ({ properties: { href, id } }) => {
      if (typeof href === 'string' && href.startsWith('#')) targets.add(href.slice(1));
      if (typeof id === 'string') ids.add(id);
    });
  }
  return { targets, ids };
}

const strip = (id: string, { prefix }: Known): string =>
  id.startsWith(prefix) ? id.slice(prefix.length) : id;

/** Returns a bookmark to which a link leads. */
function keepBookmark(element: Element, known: Known): Element | undefined {
  const id = String(element.properties.id);
  return known.targets.has(id)
    ? { ...element, tagName: ANCHOR, properties: { id: strip(id, known) } }
    : undefined;
}

/** Returns a link that leads to a page or to a bookmark. */
function keepLink(element: Element, known: Known): Element | undefined {
  const href = String(element.properties.href);
  if (FROM_EVERYWHERE.test(href)) return element;
  const isKnown = href.startsWith('#') && known.ids.has(href.slice(1));
  return isKnown ? { ...element, properties: { href: `#${strip(href.slice(1), known)}` } } : undefined;
}

const isFile = ({ properties: { href } }: Element): boolean =>
  typeof href === 'string' && href !== '' && !href.startsWith('#');

type Change = (element: Element) => readonly ElementContent[];

function cleanChildren(parent: Root | Element, change: Change): void {
  parent.children = (parent.children as ElementContent[]).flatMap((child) => {
    if (child.type !== 'element') return [child];
    cleanChildren(child, change);
    return change(child);
  });
}

/** Leads the links of several texts to the file that has their bookmark, in place. */
export function linkFiles(files: readonly { readonly file: string; readonly tree: Root }[]): void {
  const homes = new Map<string, string>();
  for (const { file, tree } of files) {
    visit(tree, { tagName: ANCHOR }, (element: Element) => {
      homes.set(String(element.properties.id), file);
    });
  }
  for (const { file, tree } of files) {
    visit(tree, { tagName: 'a' }, ({ properties }: Element) => {
      const { href } = properties;
      const home = typeof href === 'string' && href.startsWith('#') ? homes.get(href.slice(1)) : undefined;
      if (home !== undefined && home !== file) properties.href = `${home}${href}`;
    });
  }
}
