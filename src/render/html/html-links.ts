/** Keeps links in HTML whole: the HTML parser ends a link where another one begins in it, and leaves the first one without words. */
import type { Html, Link, Nodes, Parents, Root, RootContent } from 'mdast';
import { visit } from '../../lib/html/visit.ts';

const START = /^<a(?=[\s>])[^>]*\shref\s*=/i;
const END = /^<\/a\s*>$/i;

/**
 * Turns addresses in the text of an HTML link, `<a href="x">https://example.org</a>`, into words of this link, and all links in
 * a link of Markdown, `\href{x}{https://example.org}`. Changes the tree in place.
 */
export function unlinkAddresses(tree: Root): void {
  visit(tree, (node) => {
    if (node.type === 'link') unlinkIn(node, () => true);
    if (!('children' in node) || !node.children.some(isStart)) return;
    let isOpen = false;
    const children = node.children.flatMap((child): RootContent[] => {
      if (isHtml(child)) isOpen = isStart(child) || (isOpen && !END.test(child.value));
      else if (isOpen) return unlinked(child, isAddress);
      return [child];
    });
    (node as Parents).children = children as typeof node.children;
  });
}

const isHtml = (node: Nodes): node is Html => node.type === 'html';
const isStart = (node: Nodes): boolean => isHtml(node) && START.test(node.value);

/** An address that is a link without any mark around it, or between `<` and `>`. */
function isAddress({ url, children: [only, ...others] }: Link): boolean {
  if (only?.type !== 'text' || others.length > 0) return false;
  return [only.value, `http://${only.value}`, `mailto:${only.value}`].includes(url);
}

type IsUnlinked = (link: Link) => boolean;

function unlinkIn(parent: Parents, isUnlinked: IsUnlinked): void {
  const children = parent.children.flatMap((child) => unlinked(child, isUnlinked));
  parent.children = children as typeof parent.children;
}

function unlinked(node: RootContent, isUnlinked: IsUnlinked): RootContent[] {
  if (node.type === 'link' && !isUnlinked(node)) return [node];
  if ('children' in node) unlinkIn(node, isUnlinked);
  return node.type === 'link' ? node.children : [node];
}
