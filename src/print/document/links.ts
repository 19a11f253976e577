/** Prints the addresses of external links as text or as QR codes, because a link on paper cannot be clicked. */

import type { Element, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import type { Terms } from '../../core/model/design.ts';
import type { PaperEdition } from '../../core/model/edition.ts';
import { QR_CLASS } from '../../core/tree/qr-class.ts';
import { hasClass } from '../../lib/html/classes.ts';
import { SKIP, visit } from '../../lib/html/visit.ts';
import { repeatsAddress, shortenAddress } from '../../lib/text/shown-address.ts';
import { hasLinkScheme } from '../../lib/text/url.ts';
import { createQrCode } from './qr.ts';

/** How external links are printed, and the terms for it. */
export interface LinkStyle {
  readonly links: PaperEdition['links'];
  readonly terms: Terms;
}

/** Adds addresses to external links whose text does not show them, in brackets or as QR codes. */
export function addAddresses(tree: Root, { links, terms }: LinkStyle): void {
  const words = terms.qrCode ?? '{address}';
  if (links !== 'qr') {
    const coded = addQrCodes(tree, words, (link) => hasClass(link, QR_CLASS));
    if (links === 'address') addBracketedAddresses(tree, coded);
    return;
  }
  // Lists of sources get addresses only: readers look up few of them, and not with a phone.
  visit(tree, 'element', (list) => {
    if (!isReferenceList(list)) return undefined;
    addBracketedAddresses(list);
    return SKIP;
  });
  addQrCodes(tree, words, () => true);
}

/** @param coded links whose address is below a QR code */
function addBracketedAddresses(tree: Root | Element, coded: ReadonlySet<string> = new Set()): void {
  visitLinks(tree, (link, href, add) => {
    const address = readAddress(href);
    if (address === '' || repeatsAddress(textOf(link), address)) return;
    if (coded.has(href) && hasClass(link, QR_CLASS)) return;
    add('address', [{ type: 'text', value: `(${address})` }]);
  });
}

/** Whether an element is a list of sources or notes. */
const isReferenceList = (element: Element): boolean =>
  hasClass(element, 'references') || hasClass(element, 'notes');

/** Maximum QR codes in a chapter, because each is a drawing of thousands of lines. Other links get their address. */
export const MAX_QR_CODES = 500;

/**
 * Adds a row of codes below each block with links, each address once. Codes of a heading follow the next block.
 * @returns the addresses that have a code
 */
function addQrCodes(tree: Root, words: string, isWanted: (link: Element) => boolean): ReadonlySet<string> {
  const done = new Set<string>();
  let pending: Element[] = [];
  tree.children = tree.children.flatMap((block) => {
    if (block.type === 'element') pending = [...pending, ...buildQrCodes(block, done, words, isWanted)];
    const isContinued = block.type !== 'element' || /^h[1-6]$/.test(block.tagName);
    if (isContinued || pending.length === 0) return [block];
    const row = createElement('div', 'qr-codes', ...pending);
    pending = [];
    return [block, row];
  });
  if (pending.length > 0) tree.children.push(createElement('div', 'qr-codes', ...pending));
  return done;
}

function buildQrCodes(
  block: Element,
  done: Set<string>,
  words: string,
  isWanted: (link: Element) => boolean,
): readonly Element[] {
  const codes: Element[] = [];
  const work: LinkVisitor = (link, href, add) => {
    const address = readAddress(href);
    if (address === '' || done.has(href) || !isWanted(link)) return;
    const code =
      done.size < MAX_QR_CODES
        ? createQrCode(
            href,
            words.replace('{address}', () => address),
          )
        : undefined;
    if (code === undefined) {
      if (!repeatsAddress(textOf(link), address)) add('address', [{ type: 'text', value: `(${address})` }]);
      return;
    }
    done.add(href);
    codes.push(
      createElement(
        'div',
        'qr-code',
        code,
        createElement('p', 'qr-address', { type: 'text', value: address }),
      ),
    );
  };
  visitLinks({ type: 'root', children: [block] }, work, isReferenceList);
  return codes;
}

const createElement = (tagName: string, className: string, ...children: Element['children']): Element => ({
  type: 'element',
  tagName,
  properties: { className: [className] },
  children,
});

/** Returns the printed address of an external link; empty for other links. */
const readAddress = (href: string): string => (hasLinkScheme(href) ? shortenAddress(href) : '');

/** Inserts a span after the link. */
type InsertAfter = (className: string, children: Element['children']) => void;
type LinkVisitor = (link: Element, href: string, add: InsertAfter) => void;

/** Visits all links with an `href`. @param isSkipped elements that are not entered */
function visitLinks(
  tree: Root | Element,
  work: LinkVisitor,
  isSkipped: (element: Element) => boolean = () => false,
): void {
  visit(tree, 'element', (link, index, parent) => {
    if (isSkipped(link)) return SKIP;
    const { href } = link.properties;
    if (link.tagName !== 'a' || typeof href !== 'string' || parent === undefined || index === undefined)
      return;
    let next = index + 1;
    work(link, href, (className, children) => {
      const added: Element = {
        type: 'element',
        tagName: 'span',
        properties: { className: [className] },
        children,
      };
      parent.children.splice(next, 0, { type: 'text', value: ' ' }, added);
      next += 2;
    });
    return [SKIP, next];
  });
}
