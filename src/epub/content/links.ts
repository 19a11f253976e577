/** Makes the links and images of a section point into the package: `#id` becomes `file.xhtml#id`. */
import type { Element, Root } from 'hast';
import type { Book } from '../../core/model/book.ts';
import { visit } from '../../lib/html/visit.ts';
import { settledAddress } from '../../lib/text/url.ts';
import type { Plan } from '../plan.ts';

/** The address of an id, seen from a document of the package; `undefined` when the book has no such id. */
export type Locate = (id: string, from?: string) => string | undefined;

// What a fragment may hold as it is (URL standard, URL code points), letters of any script included: they stay readable,
// and readers that compare without decoding find them.
const TO_ENCODE = /[^\p{L}\p{M}\p{N}!$&'()*+,\-./:;=?@_~]/gu;

/** @returns a function that finds ids by `Book.anchors` */
export function locator(book: Book, plan: Plan): Locate {
  return (id, from) => {
    const sectionId = book.anchors.get(id) ?? (plan.sectionFiles.has(id) ? id : undefined);
    const file = sectionId === undefined ? undefined : plan.sectionFiles.get(sectionId);
    if (file === undefined) return undefined;
    const fragment = `#${id.toWellFormed().replace(TO_ENCODE, encodeURIComponent)}`;
    return file === from ? fragment : file + fragment;
  };
}

/**
 * Rewrites `href` and `src` in place. A link to an id that the book does not have loses its `href`; an image that the
 * book does not have gives way to its alternative text. (Render has reported both.)
 * @param file the document the tree stands in
 */
export function rewriteAddresses(tree: Root, file: string, plan: Plan, locate: Locate): void {
  visit(tree, 'element', (element, index, parent) => {
    if (element.tagName === 'a') rewriteLink(element, file, locate);
    if (element.tagName !== 'img' || parent === undefined || index === undefined) return;
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
  const target = href.startsWith('#')
    ? (locate(href.slice(1), file) ?? locate(decoded(href.slice(1)), file))
    : settledAddress(href);
  if (target !== undefined) {
    link.properties.href = target;
    return;
  }
  delete link.properties.href;
  delete link.properties.role;
  delete link.properties['epub:type'];
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
