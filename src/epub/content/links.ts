/** Rewrites the links and images of a section to files of the package: `#id` becomes `file.xhtml#id`. */
import type { Element, Parents, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import type { Book } from '../../core/model/book.ts';
import { visit } from '../../lib/html/visit.ts';
import { repeatsAddress, shortenAddress } from '../../lib/text/shown-address.ts';
import { normalizeUrl } from '../../lib/text/url.ts';
import type { Plan } from '../plan.ts';

/** Returns the URL of an id, relative to a document of the package; `undefined` if the book has no such id. */
export type Locate = (id: string, from?: string) => string | undefined;

// Characters that a fragment must encode (URL standard, URL code points). Letters of all scripts stay
// unencoded, because they are readable so, and some reading systems compare fragments without decoding them.
const ENCODED_IN_FRAGMENT = /[^\p{L}\p{M}\p{N}!$&'()*+,\-./:;=?@_~]/gu;

/** Creates a function that locates ids by `Book.anchors`. */
export function createLocator(book: Book, plan: Plan): Locate {
  return (id, from) => {
    const sectionId = book.anchors.get(id) ?? (plan.sectionFiles.has(id) ? id : undefined);
    const file = sectionId === undefined ? undefined : plan.sectionFiles.get(sectionId);
    if (file === undefined) return undefined;
    const fragment = `#${id.toWellFormed().replace(ENCODED_IN_FRAGMENT, encodeURIComponent)}`;
    return file === from ? fragment : file + fragment;
  };
}

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

/** Returns the URL of a link of the form `#id`, whose id may be percent-encoded. @param file the document with the link */
export const locateFragment = (href: string, file: string, locate: Locate): string | undefined =>
  locate(href.slice(1), file) ?? locate(decodeFragment(href.slice(1)), file);

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

function decodeFragment(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
