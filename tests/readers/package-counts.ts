/** Counts what the package of an e-book declares, from its XML: the numbers that reading systems must find. */
import { posix } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import type { Element, Nodes } from 'xast';
import { fromXml } from 'xast-util-from-xml';

/** How many entries there are, nested ones included. */
export interface Counts {
  /** Documents in the spine. */
  readonly spine: number;
  readonly contents: number;
  readonly landmarks: number;
  readonly pageList: number;
}

/** @returns the counts of the navigation document, and of the NCX for readers of before EPUB 3 */
export function countsOf(epub: Uint8Array): {
  readonly nav: Counts;
  readonly ncx: Omit<Counts, 'landmarks'>;
} {
  const entries = unzipSync(epub);
  const xml = (path: string): Nodes => fromXml(strFromU8(entries[path] ?? new Uint8Array()));
  const opf = attributeOf(xml('META-INF/container.xml'), 'rootfile', 'full-path');
  const tree = xml(opf);
  const spine = named(tree, 'itemref').length;
  const href = (holds: (item: Element) => boolean): string => {
    const found = named(tree, 'item').find(holds);
    if (found === undefined) throw new Error('The manifest has no such item.');
    return posix.join(posix.dirname(opf), found.attributes.href ?? '');
  };
  const navs = named(xml(href(({ attributes }) => words(attributes.properties).includes('nav'))), 'nav');
  const links = (type: string): number =>
    navs
      .filter(({ attributes }) => words(attributes['epub:type']).includes(type))
      .flatMap((nav) => named(nav, 'a')).length;
  const ncx = xml(href(({ attributes }) => attributes['media-type'] === 'application/x-dtbncx+xml'));
  return {
    nav: { spine, contents: links('toc'), landmarks: links('landmarks'), pageList: links('page-list') },
    ncx: { spine, contents: named(ncx, 'navPoint').length, pageList: named(ncx, 'pageTarget').length },
  };
}

const words = (value: string | null | undefined): string[] => (value ?? '').split(/\s+/);

/** Elements by their name without a prefix, in document order. */
function named(node: Nodes, name: string): Element[] {
  const below = 'children' in node ? node.children.flatMap((child) => named(child, name)) : [];
  return node.type === 'element' && node.name.replace(/^.*:/, '') === name ? [node, ...below] : below;
}

function attributeOf(tree: Nodes, name: string, attribute: string): string {
  const value = named(tree, name)[0]?.attributes[attribute];
  if (value === undefined || value === null) throw new Error(`There is no ${attribute}.`);
  return value;
}
