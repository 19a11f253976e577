/**
 * Collapses white space in the text of a section, so that the styles can preserve it (`.collapsed` in
 * styles/type.css). Chromium does not print a collapsible space at which it ends a line, so that words run together
 * in a screen reader, in a search and in copied text (ISO 32000-1, 14.8.2.5). It does print a preserved space, beyond
 * the end of the line. hast-util-minify-whitespace removes the spaces around `wbr`, collapses the text of drawings,
 * and puts a space between two lines of Chinese.
 *
 * It does not print one that would begin at the edge of the page's content, which is why the text ends before that edge
 * (`body` in styles/type.css). Where this is not certain, a space also has a mark, which begins the next line and which
 * the tagging replaces by a space if none is printed before it. Chromium prints each mark as marked content of its own,
 * so that a text with a mark at each space takes a fifth longer. Marked are:
 *
 * - spaces of underlined text, which collapse, because an underline would go on below a preserved space;
 * - spaces of documents with styles or templates of the project, which may set text beyond the edge;
 * - spaces of sections that have letters from right to left, because there a line of English ends inside of it;
 * - the ends of lines that the author ended.
 *
 * Text from right to left itself has no marks, because there Chromium orders them differently.
 */

import type { Element, ElementContent, Root, Text } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { addClass } from '../../lib/html/classes.ts';
import { HEADING, INLINE_ELEMENTS } from '../../lib/html/elements.ts';
import { visit } from '../../lib/html/visit.ts';
import { isRightToLeft } from '../../lib/text/direction.ts';
import { SPACE_MARK } from '../printed/space-marks.ts';

/** Elements in a line whose own white space follows other rules. */
const ATOMS = new Set(['img', 'math', 'ruby', 'svg']);

/** Elements that need no `.collapsed`. */
const UNMARKED = new Set([...'h1 h2 h3 h4 h5 h6 hr pre'.split(' '), ...ATOMS]);

/** Elements whose white space collapses in styles/type.css, because their text is underlined or struck through. */
const UNDERLINED = new Set(['a', 'del', 'ins', 's', 'u']);

/** Which spaces have marks: those of underlined text, or all. */
export type MarkedSpaces = 'underlined' | 'all';

/** Collapses the white space of a section in place, and marks its blocks for the styles. */
export function collapseWhiteSpace(tree: Root, marked: MarkedSpaces): void {
  new Collapser().collapseIn(tree, isRightToLeft(textOf(tree)) ? 'all' : marked);
  for (const block of tree.children) {
    if (block.type !== 'element' || UNMARKED.has(block.tagName)) continue;
    addClass(block, 'collapsed');
  }
}

const SPACES = /([\t\n\f\r ]+)/;
/** Matches a text in which more than the first space may collapse, or that has an end of a line. */
const IS_IRREGULAR = new RegExp(`[\\t\\n\\f\\r\\u2028\\u2029${SPACE_MARK}]|  `);
const LAST_SPACE = new RegExp(` ${SPACE_MARK}?$`);

/** Characters between which a line feed is no space (CSS Text 3, 4.1.3). */
const IS_WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\p{Script=Yi}\u3000-\u303F\uFF01-\uFF60]/u;

/** Follows the text of a section. */
class Collapser {
  /** The last text of this line that is not empty. */
  #last: Text | undefined;
  /** The text whose last space would collapse at the end of a line. */
  #spaced: Text | undefined;
  #hasLineFeed = false;
  #lastCharacter = '';

  collapseIn(parent: Root | Element, marked: MarkedSpaces | 'none'): void {
    for (const child of parent.children as ElementContent[]) {
      if (child.type === 'text') this.#collapseText(child, marked === 'all');
      else if (child.type === 'element') this.#collapseElement(child, marked);
    }
  }

  #collapseElement(element: Element, marked: MarkedSpaces | 'none'): void {
    const { tagName, properties } = element;
    if (tagName === 'svg') markTexts(element);
    if (ATOMS.has(tagName) || properties.role === 'img') this.#addAtom();
    else if (tagName === 'pre') {
      this.#endLine();
      markLines(element);
    } else if (tagName === 'br') this.#breakLine();
    else if (INLINE_ELEMENTS.has(tagName)) {
      this.collapseIn(element, marked === 'underlined' && UNDERLINED.has(tagName) ? 'all' : marked);
    } else {
      this.#endLine();
      // Chromium copies the text of a heading to the outline.
      const isHeading = HEADING.test(tagName) || properties.role === 'heading';
      this.collapseIn(element, isHeading ? 'none' : marked);
      this.#endLine();
    }
  }

  #collapseText(text: Text, isMarked: boolean): void {
    // Nearly every text is words with single spaces: it stays as it is.
    if (text.value !== '' && !isMarked && !this.#hasLineFeed && !IS_IRREGULAR.test(text.value)) {
      this.#addRegular(text);
      return;
    }
    // A number is filled in later.
    if (text.value === '') this.#addAtom();
    const hasMarks = isMarked && !isRightToLeft(text.value);
    const parts = text.value.replaceAll(SPACE_MARK, '').split(SPACES);
    text.value = '';
    for (const [index, part] of parts.entries()) {
      if (part === '') continue;
      if (index % 2 === 0) this.#addWord(text, part);
      else this.#addSpace(text, part.includes('\n'), hasMarks);
    }
  }

  /** Adds a text that is not empty: words with one space between two of them, and no marks. */
  #addRegular(text: Text): void {
    const { value } = text;
    const isDropped = this.#spaced !== undefined || this.#lastCharacter === '';
    if (value.startsWith(' ') && isDropped) text.value = value.slice(1);
    if (value !== ' ') {
      this.#last = text;
      this.#lastCharacter = findLastCharacter(value);
      this.#spaced = value.endsWith(' ') ? text : undefined;
    } else if (!isDropped) this.#spaced = text;
  }

  #addWord(text: Text, word: string): void {
    const first = String.fromCodePoint(word.codePointAt(0) ?? 0);
    if (this.#hasLineFeed && IS_WIDE.test(first) && IS_WIDE.test(this.#lastCharacter)) this.#dropSpace();
    text.value += word;
    this.#last = text;
    this.#spaced = undefined;
    this.#hasLineFeed = false;
    this.#lastCharacter = /.$/u.exec(word)?.[0] ?? '';
  }

  #addSpace(text: Text, isLineFeed: boolean, isMarked: boolean): void {
    this.#hasLineFeed ||= isLineFeed;
    if (this.#spaced !== undefined || this.#lastCharacter === '') return;
    text.value += isMarked ? ` ${SPACE_MARK}` : ' ';
    this.#spaced = text;
  }

  #dropSpace(): void {
    if (this.#spaced !== undefined) this.#spaced.value = this.#spaced.value.replace(LAST_SPACE, '');
    this.#spaced = undefined;
  }

  #addAtom(): void {
    this.#last = undefined;
    this.#spaced = undefined;
    this.#hasLineFeed = false;
    this.#lastCharacter = ATOM;
  }

  #breakLine(): void {
    const last = this.#last;
    this.#endLine();
    if (last !== undefined) last.value += SPACE_MARK;
  }

  #endLine(): void {
    this.#dropSpace();
    this.#last = undefined;
    this.#hasLineFeed = false;
    this.#lastCharacter = '';
  }
}

const ATOM = '\uFFFC';

/** Returns the last character before a space at the end. */
function findLastCharacter(text: string): string {
  const end = text.length - (text.endsWith(' ') ? 1 : 0);
  const pair = text.codePointAt(end - 2) ?? 0;
  return text.slice(end - (pair > 0xffff ? 2 : 1), end);
}

/** Marks the end of each line of a listing. */
function markLines(listing: Element): void {
  visit(listing, 'text', (text) => {
    text.value = text.value.replaceAll(SPACE_MARK, '').replaceAll('\n', `${SPACE_MARK}\n`);
  });
}

/** Marks the end of each text of a drawing. */
function markTexts(drawing: Element): void {
  visit(drawing, 'element', ({ tagName, properties, children }) => {
    if ((tagName !== 'text' && tagName !== 'tspan') || properties.textLength !== undefined) return;
    const last = children.at(-1);
    if (last?.type === 'text') last.value = `${last.value.trimEnd()}${SPACE_MARK}`;
  });
}
