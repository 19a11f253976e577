/** Adds alternative text and longer descriptions to SVG files, as their titles and descriptions. */
import type { Element as HtmlElement, Root as HtmlRoot } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import type { Element, Root } from 'xast';
import { fromXml } from 'xast-util-from-xml';
import type { Book } from '../../core/model/book.ts';
import { visit } from '../../lib/html/visit.ts';
import { getTextContent } from '../../lib/xml/elements.ts';
import { serializeXml } from '../../lib/xml/serialize.ts';

/** The text alternatives of an image. */
export interface Description {
  readonly title: string;
  readonly description?: string;
}

/** Finds the text alternatives of each image, by path. The first use of an image decides. */
export function findDescriptions({ sections, assets }: Book): ReadonlyMap<string, Description> {
  const found = new Map<string, Description>();
  const trees = sections.map(({ body }) => body);
  const places = indexIds(trees);
  for (const tree of trees) {
    visit(tree, { type: 'element', tagName: 'img' }, ({ properties: { src, alt, ariaDetails } }) => {
      const path = assets.get(String(src))?.path;
      const title = collapseSpace(String(alt ?? ''));
      if (path === undefined || title === '' || found.has(path)) return;
      const description = ariaDetails === undefined ? '' : readDetails(String(ariaDetails), places());
      found.set(path, { title, ...(description !== '' && { description }) });
    });
  }
  return found;
}

const collapseSpace = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Reads the text of the element that a figure's link leads to; for a heading, the text below it. */
function readDetails(link: string, elements: ReadonlyMap<string, LabeledElement>): string {
  const { node } = elements.get(link) ?? {};
  const target = elements.get(String(node?.properties.href ?? '').slice(1));
  if (target === undefined) return '';
  if (!HEADING.test(target.node.tagName)) return collapseSpace(textOf(target.node));
  const below = target.siblings.slice(target.siblings.indexOf(target.node) + 1);
  const end = below.findIndex((node) => node.type === 'element' && HEADING.test(node.tagName));
  const words = below.slice(0, end === -1 ? undefined : end).map((node) => textOf(node as HtmlElement));
  return collapseSpace(words.join(' '));
}

const HEADING = /^h[1-6]$/;

interface LabeledElement {
  readonly node: HtmlElement;
  readonly siblings: HtmlRoot['children'];
}

/** Returns a function that indexes the ids at its first call, because few books have descriptions. */
function indexIds(trees: readonly HtmlRoot[]): () => ReadonlyMap<string, LabeledElement> {
  let index: Map<string, LabeledElement> | undefined;
  return () => {
    if (index !== undefined) return index;
    const found = new Map<string, LabeledElement>();
    for (const tree of trees) {
      visit(tree, 'element', (node, _index, parent) => {
        const { id } = node.properties;
        const siblings = (parent as HtmlRoot | undefined)?.children ?? [];
        if (id !== undefined && !found.has(String(id))) found.set(String(id), { node, siblings });
      });
    }
    index = found;
    return found;
  };
}

/** Adds a title and a description to a drawing that has none of its own. The title comes first (SVG 2, 5.7). */
export function addDescription(bytes: Uint8Array, { title, description }: Description): Uint8Array {
  const tree: Root = fromXml(new TextDecoder().decode(bytes));
  const root = tree.children.find((node): node is Element => node.type === 'element');
  const own = (name: string): Element | undefined =>
    root?.children.find((node) => node.type === 'element' && node.name === name && hasText(node)) as
      | Element
      | undefined;
  const [ownTitle, ownDescription] = [own('title'), own('desc')];
  const added = ownTitle === undefined || (description !== undefined && ownDescription === undefined);
  if (root === undefined || !added) return bytes;
  const details =
    ownDescription ?? (description === undefined ? undefined : createElement('desc', description));
  const others = root.children.filter(
    (node) => node.type !== 'element' || !['title', 'desc'].includes(node.name),
  );
  root.children = [ownTitle ?? createElement('title', title), ...(details ? [details] : []), ...others];
  return new TextEncoder().encode(serializeXml(tree));
}

const hasText = (node: Element): boolean => collapseSpace(getTextContent(node)) !== '';

const createElement = (name: string, value: string): Element => ({
  type: 'element',
  name,
  attributes: {},
  children: [{ type: 'text', value }],
});
