/** Rewrites the links and images of a section to files of the package: `#id` becomes `file.xhtml#id`. */
import type { Element, Parents, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { type Locate, locateFragment } from '../../core/screen/locate.ts';
import { visit } from '../../lib/html/visit.ts';
import { repeatsAddress, shortenAddress } from '../../lib/text/shown-address.ts';
import { normalizeUrl } from '../../lib/text/url.ts';
import type { Plan } from '../plan.ts';

/**
 * Rewrites `href` and `src` in place. Removes the `href` of a link to an unknown id; replaces an unknown
 * image by its alternative text. The renderer has already reported both.
 * @param file the document that contains the tree
 */
export function rewriteUrls(tree: Root, file: string, plan: Plan, locate: Locate): void {
  visit(tree, 'element', (element, index, parent) => {
    if (element.tagName === 'a') rewriteLink(element, file, locate);
    if (parent === undefined || index === undefined) return;
    if (element.tagName === 'a') showNumber(element, index, parent);
    if (element.tagName !== 'img') return;
    const image = plan.imageFiles.get(String(element.properties.src ?? ''));
    if (image === undefined) {
      parent.children[index] = { type: 'text', value: String(element.properties.alt ?? '') };
      return;
    }
    element.properties.src = image;
  });
}

function rewriteLink(link: Element, file: string, locate: Locate): void {
  const { href } = link.properties;
  if (typeof href !== 'string') return;
  const target = href.startsWith('#') ? locateFragment(href, file, locate) : normalizeUrl(href);
  if (target !== undefined) {
    link.properties.href = target;
    return;
  }
  delete link.properties.href;
  delete link.properties.role;
  delete link.properties['epub:type'];
}

/**
 * Turns a link that sends a short message into its words and the number, because EPUBCheck does not know the scheme
 * `sms:` (HTM-025).
 */
function showNumber(link: Element, index: number, parent: Parents): void {
  const href = String(link.properties.href ?? '');
  if (!/^sms:/i.test(href)) return;
  const { href: _, ...properties } = link.properties;
  link.tagName = 'span';
  link.properties = properties;
  const number = shortenAddress(href);
  if (repeatsAddress(textOf(link), number)) return;
  parent.children.splice(index + 1, 0, { type: 'text', value: ` (${number})` });
}
