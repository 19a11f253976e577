/**
 * Gives blocks and lines whose text runs in the other direction than the document their own direction, so that
 * their full stop is at their end (HTML Living Standard, 3.2.6.4: `dir`).
 */
import type { Element, ElementContent, Root } from 'hast';
import { findDirection } from '../../core/language.ts';
import { INLINE_ELEMENTS } from '../../lib/html/elements.ts';
import { isRightToLeft } from '../../lib/text/direction.ts';
import { LITERAL } from './literal.ts';

type Direction = 'ltr' | 'rtl';

/** Blocks of running text, which get the direction of their text, with its alignment. */
const RUNNING = new Set(['p', 'ul', 'ol', 'dl']);

/** Blocks that keep their place beside their neighbors: their content is isolated. */
const IN_PLACE = new Set('li td th dt dd h1 h2 h3 h4 h5 h6 figcaption caption summary p'.split(' '));

/** Minimum length of a text of its own alignment, in words. A shorter one, such as the name of a drug, stays in place. */
const MIN_WORDS = 5;

/** Shares of the letters of a text. */
const NEARLY_ALL = 0.9;
const MOST = 0.5;

/** Changes a tree in place. @param language of the tree */
export function setBlockDirections(tree: Root, language: string): void {
  const around = findDirection(language);
  // Most texts have one direction.
  if (around === 'rtl' || hasOtherDirection(tree)) setInside(tree, around);
}

const hasOtherDirection = (node: Root | Element | ElementContent): boolean => {
  if (node.type === 'text') return isRightToLeft(node.value);
  if (node.type !== 'element' && node.type !== 'root') return false;
  if (node.type === 'element' && hasLanguage(node)) return true;
  return node.children.some((child) => child.type !== 'doctype' && hasOtherDirection(child));
};

function setInside(parent: Root | Element, around: Direction): void {
  for (const child of parent.children) {
    if (child.type !== 'element' || LITERAL.has(child.tagName)) continue;
    setInside(child, setOwn(child, around));
  }
}

/** Returns the direction of the element. */
function setOwn(element: Element, around: Direction): Direction {
  const { tagName, properties } = element;
  if (properties.dir === 'ltr' || properties.dir === 'rtl') return properties.dir;
  if (properties.dir !== undefined) return around;
  const own = findOwnDirection(element, around);
  if (own === around) return around;
  if (hasLanguage(element) || (RUNNING.has(tagName) && isRunningText(element))) {
    properties.dir = own;
    return own;
  }
  if (!IN_PLACE.has(tagName) || !element.children.every(isInline)) return around;
  element.children = [
    { type: 'element', tagName: 'bdi', properties: { dir: own }, children: element.children },
  ];
  return around;
}

const isInline = (node: ElementContent): boolean =>
  node.type !== 'element' || INLINE_ELEMENTS.has(node.tagName) || node.tagName === 'img';

/** Returns the direction of an element by its language, or by its text. A list of two directions keeps its own. */
function findOwnDirection(element: Element, around: Direction): Direction {
  if (hasLanguage(element)) return findDirection(String(element.properties.lang));
  if (!RUNNING.has(element.tagName) && !IN_PLACE.has(element.tagName)) return around;
  const isList = RUNNING.has(element.tagName) && element.tagName !== 'p';
  return findTextDirection(readProse(element), around, isList ? NEARLY_ALL : MOST);
}

const hasLanguage = ({ properties: { lang } }: Element): boolean => typeof lang === 'string' && lang !== '';

/**
 * Returns the direction of a text: that of nearly all letters. In a document from left to right, it is also that of most
 * letters (`least`) if the first letter has it, too; in one from right to left, a sentence can begin with the Latin name
 * of a drug.
 */
function findTextDirection(text: string, around: Direction, least: number): Direction {
  const letters = text.match(/\p{L}/gu) ?? [];
  if (letters.length === 0) return around;
  const right = letters.filter((letter) => isRightToLeft(letter)).length / letters.length;
  if (around === 'rtl') return 1 - right > NEARLY_ALL ? 'ltr' : 'rtl';
  return right > NEARLY_ALL || (right > least && isRightToLeft(letters[0] ?? '')) ? 'rtl' : 'ltr';
}

const isRunningText = (element: Element): boolean =>
  (readProse(element).match(/[\p{L}\p{N}]+/gu) ?? []).length >= MIN_WORDS;

function readProse(node: Element | ElementContent): string {
  if (node.type === 'text') return node.value;
  if (node.type !== 'element' || LITERAL.has(node.tagName)) return '';
  return node.children.map(readProse).join(' ');
}
