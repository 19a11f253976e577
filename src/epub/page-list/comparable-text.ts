/**
 * Reduces printed text and a section's tree to comparable letters: without white space, diacritics, hyphens,
 * quotation marks and brackets, which typesetting changes, or which a PDF file encodes in several ways.
 */

import { Buffer } from 'node:buffer';
import type { Element, Root, Text } from 'hast';
import type { PrintedPiece } from '../../core/model/printed-text.ts';
import { hasClass } from '../../lib/html/classes.ts';
import { INLINE_ELEMENTS } from '../../lib/html/elements.ts';
import { type CardTable, findCardTable } from './table-cards.ts';

/**
 * Letters as UTF-16 code units. `joined[n]` is 1 if letter `n` belongs to the same word as the letter before.
 */
export interface Letters {
  readonly text: string;
  readonly joined: Uint8Array;
}

/** `pages[n]` is the page of letter `n`. */
export interface PrintedLetters extends Letters {
  readonly pages: Int32Array;
}

/** The position of a letter in a tree: in a text, or an element that counts as a letter. */
export interface TreePosition {
  readonly node: Text | Element;
  /** Ancestors, from the root down. */
  readonly parents: readonly (Root | Element)[];
  /** Offset in the text, in UTF-16 code units. */
  readonly offset: number;
}

/** Letters of a tree. They refer to their nodes by number, to save memory. */
export interface TreeLetters extends Letters {
  positionAt(letter: number): TreePosition | undefined;
}

const FIGURE = '\uFFFC';
const FORMULA = '\uFFFD';

const IGNORED = /[\p{M}\p{Pd}\p{Cf}\p{Pi}\p{Pf}\p{Ps}\p{Pe}\s'"`´\u02BB\u02BC′″‚„]/gu;
const PART_OF_WORD = /[\p{L}\p{N}]/u;
const INVISIBLE = /[\p{M}\p{Cf}]/u;

/** Scripts without spaces between words. Their lines break anywhere, so a page may begin with any character. */
const WITHOUT_SPACES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー]/u;

/** How a character is compared. */
interface CharacterClass {
  /** The letters after compatibility decomposition, in lower case. */
  readonly letters: string;
  readonly isWord: boolean;
  readonly isVisible: boolean;
}

/** Bounded by the number of Unicode characters. Computing a class takes three regular expressions. */
const characterClassCache = new Map<string, CharacterClass>();

function classifyCharacter(character: string): CharacterClass {
  const cached = characterClassCache.get(character);
  if (cached !== undefined) return cached;
  const result: CharacterClass = {
    letters: character.normalize('NFKD').toLowerCase().replace(IGNORED, ''),
    isWord: PART_OF_WORD.test(character) && !WITHOUT_SPACES.test(character),
    isVisible: !INVISIBLE.test(character),
  };
  characterClassCache.set(character, result);
  return result;
}

/** The letter of each ASCII character as a code unit, by code; 0: it has none. */
const ASCII_LETTERS = new Uint8Array(128);
/** Whether an ASCII character is part of a word, by code. All of them are visible. */
const ASCII_WORDS = new Uint8Array(128);
for (let code = 0; code < ASCII_LETTERS.length; code += 1) {
  const { letters, isWord } = classifyCharacter(String.fromCharCode(code));
  ASCII_LETTERS[code] = letters === '' ? 0 : letters.charCodeAt(0);
  ASCII_WORDS[code] = isWord ? 1 : 0;
}

/** Initial capacity in letters; it doubles when exceeded. */
const INITIAL_CAPACITY = 1 << 8;

/** Collects letters in typed arrays, because a book has half a million. */
class LetterBuffer {
  #units = new Uint16Array(INITIAL_CAPACITY);
  #joined = new Uint8Array(INITIAL_CAPACITY);
  #places = new Int32Array(INITIAL_CAPACITY);
  #offsets = new Int32Array(INITIAL_CAPACITY);
  #length = 0;
  #isInWord = false;
  /** Position of the letters that are added next: a page, or the number of a node. */
  position = -1;

  get length(): number {
    return this.#length;
  }

  add(text: string): void {
    let at = 0;
    while (at < text.length) {
      const code = text.charCodeAt(at);
      // Nearly all are ASCII; extracting each character as a string takes several times as long.
      if (code < ASCII_LETTERS.length) {
        const letter = ASCII_LETTERS[code] ?? 0;
        const isWord = ASCII_WORDS[code] === 1;
        if (letter !== 0) this.#put(letter, this.#isInWord && isWord, at);
        this.#isInWord = isWord;
        at += 1;
      } else at += this.#addCharacter(String.fromCodePoint(text.codePointAt(at) ?? 0), at);
    }
  }

  /** Returns the length of the character in code units. */
  #addCharacter(character: string, at: number): number {
    const { letters, isWord, isVisible } = classifyCharacter(character);
    for (let unit = 0; unit < letters.length; unit += 1) {
      this.#put(letters.charCodeAt(unit), unit > 0 || (this.#isInWord && isWord), at);
    }
    if (isVisible) this.#isInWord = isWord;
    return character.length;
  }

  addSymbol(symbol: string): void {
    this.breakWord();
    this.#put(symbol.charCodeAt(0), false, 0);
  }

  breakWord(): void {
    this.#isInWord = false;
  }

  /** Gives the letters from `first` up to `letter` the position of `letter`, or none if it does not exist. */
  moveTo(letter: number, first: number): void {
    const isThere = letter < this.#length;
    this.#places.fill(isThere ? (this.#places[letter] ?? -1) : -1, first, letter);
    this.#offsets.fill(isThere ? (this.#offsets[letter] ?? 0) : 0, first, letter);
  }

  /** Returns copies of the arrays; `offsets` are offsets in the added texts, in UTF-16 code units. */
  toArrays() {
    const length = this.#length;
    // A `TextDecoder` would replace lone surrogates.
    const text = Buffer.from(this.#units.buffer, 0, length * this.#units.BYTES_PER_ELEMENT).toString(
      'utf16le',
    );
    const [joined, places] = [this.#joined.slice(0, length), this.#places.slice(0, length)];
    return { text, joined, places, offsets: this.#offsets.slice(0, length) };
  }

  #put(unit: number, isJoined: boolean, at: number): void {
    if (this.#length === this.#units.length) this.#grow();
    this.#units[this.#length] = unit;
    this.#joined[this.#length] = isJoined ? 1 : 0;
    this.#places[this.#length] = this.position;
    this.#offsets[this.#length] = at;
    this.#length += 1;
  }

  #grow(): void {
    const room = this.#length * 2;
    const [units, joined, places, offsets] = [this.#units, this.#joined, this.#places, this.#offsets];
    this.#units = new Uint16Array(room);
    this.#joined = new Uint8Array(room);
    this.#places = new Int32Array(room);
    this.#offsets = new Int32Array(room);
    this.#units.set(units);
    this.#joined.set(joined);
    this.#places.set(places);
    this.#offsets.set(offsets);
  }
}

export function collectPrintedLetters(pieces: readonly PrintedPiece[]): PrintedLetters {
  const buffer = new LetterBuffer();
  for (const { kind, page, text } of pieces) {
    buffer.position = page;
    if (kind === 'text') buffer.add(text);
    else if (kind === 'break') buffer.breakWord();
    else buffer.addSymbol(kind === 'figure' ? FIGURE : FORMULA);
  }
  const { text, joined, places } = buffer.toArrays();
  return { text, joined, pages: places };
}

/**
 * Collects the letters of a tree.
 * @param printed letters of the pages, which show whether a table was printed as cards
 */
export function collectTreeLetters(tree: Root, printed: string): TreeLetters {
  const buffer = new TreeLetterCollector(printed);
  buffer.addChildren([tree], tree);
  return buffer.toLetters();
}

type Parents = TreePosition['parents'];

class TreeLetterCollector {
  readonly #printed: string;
  readonly #buffer = new LetterBuffer();
  readonly #nodes: Omit<TreePosition, 'offset'>[] = [];

  constructor(printed: string) {
    this.#printed = printed;
  }

  toLetters(): TreeLetters {
    const { text, joined, places, offsets } = this.#buffer.toArrays();
    const positionAt = (letter: number): TreePosition | undefined => {
      const node = this.#nodes[places[letter] ?? -1];
      return node && { ...node, offset: offsets[letter] ?? 0 };
    };
    return { text, joined, positionAt };
  }

  /** Adds the children of an element. @param parents ancestors of the children, from the root down */
  addChildren(parents: Parents, { children }: Root | Element): void {
    for (const node of children) {
      if (node.type === 'text') this.#text(node, parents);
      else if (node.type === 'element' && !isNeverPrinted(node)) this.#element(node, parents);
    }
  }

  #text(node: Text, parents: Parents): void {
    this.#enter(node, parents);
    this.#buffer.add(node.value);
  }

  #enter(node: TreePosition['node'], parents: Parents): void {
    this.#buffer.position = this.#nodes.length;
    this.#nodes.push({ node, parents });
  }

  #element(node: Element, parents: Parents): void {
    const symbol = findSymbol(node);
    if (symbol === 'decoration') return;
    if (symbol !== undefined) {
      this.#enter(node, parents);
      this.#buffer.addSymbol(symbol);
      return;
    }
    const apart = !INLINE_ELEMENTS.has(node.tagName);
    if (apart) this.#buffer.breakWord();
    const isPrinted = (text: string): boolean => includesLetters(this.#printed, text);
    const cards = node.tagName === 'table' ? findCardTable(node, isPrinted) : undefined;
    if (cards === undefined) this.addChildren([...parents, node], node);
    else this.#cards(cards, node, parents);
    if (apart) this.#buffer.breakWord();
  }

  #cards({ labels, rows }: CardTable, table: Element, parents: Parents): void {
    const inTable = [...parents, table];
    for (const child of table.children) {
      if (child.type === 'element' && child.tagName === 'caption') this.#element(child, inTable);
    }
    for (const row of rows) {
      for (const [column, { cell, above }] of row.entries()) {
        this.#labelled(labels[column] ?? '', cell, [...inTable, ...above]);
      }
    }
  }

  /** Adds a label and a cell. The letters of the label get the position of the cell's first letter. */
  #labelled(label: string, cell: Element, parents: Parents): void {
    const first = this.#buffer.length;
    this.#buffer.breakWord();
    this.#buffer.add(label);
    const begin = this.#buffer.length;
    this.#element(cell, parents);
    this.#buffer.moveTo(begin, first);
  }
}

/** Returns whether printed letters contain a text. */
export const includesLetters = (printed: string, text: string): boolean =>
  printed.includes(normalizeLetters(text));

function normalizeLetters(text: string): string {
  let letters = '';
  for (const character of text) letters += classifyCharacter(character).letters;
  return letters;
}

/** Returns the letter that represents a formula or image, or `decoration`. */
function findSymbol({ tagName, properties }: Element): string | undefined {
  if (tagName === 'math') return FORMULA;
  if (tagName !== 'img' && tagName !== 'svg') return undefined;
  return properties.alt === '' || String(properties.ariaHidden) === 'true' ? 'decoration' : FIGURE;
}

/** Returns whether an element is a backlink of a note, or a fallback parenthesis of ruby. */
const isNeverPrinted = (element: Element): boolean =>
  element.tagName === 'rp' || hasClass(element, 'backlink');
