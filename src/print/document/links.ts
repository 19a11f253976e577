/** Links on paper: nobody can press them, so the page or the address they lead to is printed after them. */

import type { Element, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import type { Terms } from '../../core/model/design.ts';
import type { PaperEdition } from '../../core/model/edition.ts';
import { eachElement } from '../../lib/html/each-element.ts';
import { qrCode } from './qr.ts';

/** What is printed for links to the outside world, and the words for it. */
export interface AddressStyle {
  readonly links: PaperEdition['links'];
  readonly terms: Terms;
}

/** Prints addresses of the outside world where the text of the link does not already say them, or as codes to be scanned. */
export function addAddresses(tree: Root, { links, terms }: AddressStyle): void {
  if (links === 'address') addInBrackets(tree);
  if (links !== 'qr') return;
  // Of the sources a reader looks up one or none, and not with a telephone.
  eachElement(tree, (list) => {
    if (!isList(list)) return undefined;
    addInBrackets(list);
    return 'skip';
  });
  addCodes(tree, terms.qrCode ?? '{address}');
}

function addInBrackets(tree: Root | Element): void {
  visitLinks(tree, (link, href, add) => {
    const address = addressOf(href);
    if (address === '' || says(textOf(link), address)) return;
    add('address', [{ type: 'text', value: `(${address})` }]);
  });
}

/** Sources and notes. */
const isList = ({ properties: { className } }: Element): boolean =>
  Array.isArray(className) && (className.includes('references') || className.includes('notes'));

/** In one chapter: more are no help to anybody, and each is a drawing of thousands of lines. Of others the address is printed. */
export const MOST_CODES = 500;

/** A row of codes below each block that has links, every address once; those of a heading come with what follows it. */
function addCodes(tree: Root, words: string): void {
  const done = new Set<string>();
  let waiting: Element[] = [];
  tree.children = tree.children.flatMap((block) => {
    if (block.type === 'element') waiting = [...waiting, ...codesOf(block, done, words)];
    const goesOn = block.type !== 'element' || /^h[1-6]$/.test(block.tagName);
    if (goesOn || waiting.length === 0) return [block];
    const row = madeOf('div', 'qr-codes', ...waiting);
    waiting = [];
    return [block, row];
  });
  if (waiting.length > 0) tree.children.push(madeOf('div', 'qr-codes', ...waiting));
}

function codesOf(block: Element, done: Set<string>, words: string): readonly Element[] {
  const codes: Element[] = [];
  const work: Work = (link, href, add) => {
    const address = addressOf(href);
    if (address === '' || done.has(href)) return;
    const code =
      done.size < MOST_CODES
        ? qrCode(
            href,
            words.replace('{address}', () => address),
          )
        : undefined;
    if (code === undefined) {
      if (!says(textOf(link), address)) add('address', [{ type: 'text', value: `(${address})` }]);
      return;
    }
    done.add(href);
    codes.push(madeOf('div', 'qr-code', code, madeOf('p', 'qr-address', { type: 'text', value: address })));
  };
  visitLinks({ type: 'root', children: [block] }, work, isList);
  return codes;
}

const madeOf = (tagName: string, className: string, ...children: Element['children']): Element => ({
  type: 'element',
  tagName,
  properties: { className: [className] },
  children,
});

/** The address of a link to the outside world; empty for any other link. */
const addressOf = (href: string): string => (/^(?:https?|mailto|tel):/i.test(href) ? shown(href) : '');

/** As it is printed: without what a reader need not type. */
function shown(href: string): string {
  const address = href.replace(/^(?:https?:\/\/|mailto:|tel:)/i, '');
  return address.indexOf('/') === address.length - 1 ? address.slice(0, -1) : address;
}

/** A link says its address when it is that, or the end of it, as `doi:10.1000/1` of `doi.org/10.1000/1`. */
function says(text: string, address: string): boolean {
  const bare = (words: string): string =>
    shown(words.trim())
      .replace(/^(?:www\.|doi:\s*)/i, '')
      .replace(/[\s()-]/g, '')
      .toLowerCase();
  const words = bare(text);
  return words.length > 3 && bare(address).endsWith(words);
}

type Add = (className: string, children: Element['children']) => void;
type Work = (link: Element, href: string, add: Add) => void;

/** @param isPassed over, with all that is in it */
function visitLinks(
  tree: Root | Element,
  work: Work,
  isPassed: (element: Element) => boolean = () => false,
): void {
  eachElement(tree, (link, index, parent) => {
    if (isPassed(link)) return 'skip';
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
    return next;
  });
}
