/** Drawings say in their own files what they show: a title from the alternative text, and the longer description. */
import type { Element as HtmlElement, Root as HtmlRoot } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import type { Element, Root } from 'xast';
import { fromXml } from 'xast-util-from-xml';
import type { Book } from '../../core/model/book.ts';
import { visit } from '../../lib/html/visit.ts';
import { xmlOf } from '../../lib/xml/serialize.ts';

export interface Description {
  readonly title: string;
  readonly description?: string;
}

/** What the pages say of each image, by path; of one that is shown more than once, what is said of it first. */
export function descriptionsIn({ sections, assets }: Book): ReadonlyMap<string, Description> {
  const found = new Map<string, Description>();
  const trees = sections.map(({ body }) => body);
  const places = placesIn(trees);
  for (const tree of trees) {
    visit(tree, { type: 'element', tagName: 'img' }, ({ properties: { src, alt, ariaDetails } }) => {
      const path = assets.get(String(src))?.path;
      const title = inOneLine(String(alt ?? ''));
      if (path === undefined || title === '' || found.has(path)) return;
      const description = ariaDetails === undefined ? '' : detailsOf(String(ariaDetails), places());
      found.set(path, { title, ...(description !== '' && { description }) });
    });
  }
  return found;
}

const inOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** What stands where the link of a figure leads to; of a heading, what stands below it. */
function detailsOf(link: string, places: ReadonlyMap<string, Place>): string {
  const { node } = places.get(link) ?? {};
  const place = places.get(String(node?.properties.href ?? '').slice(1));
  if (place === undefined) return '';
  if (!HEADING.test(place.node.tagName)) return inOneLine(textOf(place.node));
  const below = place.beside.slice(place.beside.indexOf(place.node) + 1);
  const end = below.findIndex((node) => node.type === 'element' && HEADING.test(node.tagName));
  const words = below.slice(0, end === -1 ? undefined : end).map((node) => textOf(node as HtmlElement));
  return inOneLine(words.join(' '));
}

const HEADING = /^h[1-6]$/;

interface Place {
  readonly node: HtmlElement;
  readonly beside: HtmlRoot['children'];
}

/** Where each id stands, found when it is first asked for: few books have descriptions. */
function placesIn(trees: readonly HtmlRoot[]): () => ReadonlyMap<string, Place> {
  let places: Map<string, Place> | undefined;
  return () => {
    if (places !== undefined) return places;
    const found = new Map<string, Place>();
    for (const tree of trees) {
      visit(tree, 'element', (node, _index, parent) => {
        const { id } = node.properties;
        const beside = (parent as HtmlRoot | undefined)?.children ?? [];
        if (id !== undefined && !found.has(String(id))) found.set(String(id), { node, beside });
      });
    }
    places = found;
    return found;
  };
}

/** A drawing that has a title or a description of its own keeps it. SVG 2, 5.7: the title comes first. */
export function describedDrawing(bytes: Uint8Array, { title, description }: Description): Uint8Array {
  const tree: Root = fromXml(new TextDecoder().decode(bytes));
  const root = tree.children.find((node): node is Element => node.type === 'element');
  const own = (name: string): Element | undefined =>
    root?.children.find((node) => node.type === 'element' && node.name === name && saysSomething(node)) as
      | Element
      | undefined;
  const [ownTitle, ownDescription] = [own('title'), own('desc')];
  const added = ownTitle === undefined || (description !== undefined && ownDescription === undefined);
  if (root === undefined || !added) return bytes;
  const details = ownDescription ?? (description === undefined ? undefined : element('desc', description));
  const others = root.children.filter(
    (node) => node.type !== 'element' || !['title', 'desc'].includes(node.name),
  );
  root.children = [ownTitle ?? element('title', title), ...(details ? [details] : []), ...others];
  return new TextEncoder().encode(xmlOf(tree));
}

const saysSomething = (node: Element): boolean => inOneLine(textOf(node as never)) !== '';

const element = (name: string, value: string): Element => ({
  type: 'element',
  name,
  attributes: {},
  children: [{ type: 'text', value }],
});
