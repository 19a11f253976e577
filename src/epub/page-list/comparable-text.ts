/**
 * A text as the letters that are compared, whether it was printed or is a section's tree: without white space, marks over
 * letters, hyphens, quotation marks and brackets, which typesetting changes or a file names in several ways.
 */
import type { Element, Root, Text } from 'hast';
import type { PrintedPiece } from '../../core/model/printed-text.ts';
import { asCards, type CardTable } from './cards.ts';

/** Letters as UTF-16 code units. `joined[n]` is 1: the letter goes on with the word of the one before. */
export interface Letters {
  readonly text: string;
  readonly joined: Uint8Array;
}

/** `pages[n]`: the page that letter `n` stands on. */
export interface PrintedLetters extends Letters {
  readonly pages: Int32Array;
}

/** Where a letter stands in a tree: in a text, or as an element. */
export interface Spot {
  readonly node: Text | Element;
  /** From the root down, without the node. */
  readonly parents: readonly (Root | Element)[];
  /** UTF-16 code units into the text. */
  readonly offset: number;
}

/** A letter of a tree knows its text by number, so that a long text is not held once for each. */
export interface TreeLetters extends Letters {
  spot(letter: number): Spot | undefined;
}

const FIGURE = '\uFFFC';
const FORMULA = '\uFFFD';

const UNCOUNTED = /[\p{M}\p{Pd}\p{Cf}\p{Pi}\p{Pf}\p{Ps}\p{Pe}\s'"`´\u02BB\u02BC′″‚„]/gu;
const PART_OF_WORD = /[\p{L}\p{N}]/u;
const INVISIBLE = /[\p{M}\p{Cf}]/u;

/** Scripts that put no space between words, and lines that end anywhere: each sign is where a page may begin. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー]/u;

interface Counted {
  /** Compatibility forms are the letters they stand for, capitals are small. */
  readonly letters: string;
  readonly isWord: boolean;
  readonly isSeen: boolean;
}

const known = new Map<string, Counted>();

/** What a character counts as. */
function counted(character: string): Counted {
  const seen = known.get(character);
  if (seen !== undefined) return seen;
  const made: Counted = {
    letters: character.normalize('NFKD').toLowerCase().replace(UNCOUNTED, ''),
    isWord: PART_OF_WORD.test(character) && !UNSPACED.test(character),
    isSeen: !INVISIBLE.test(character),
  };
  known.set(character, made);
  return made;
}

/** The characters of ASCII, by their codes. */
const PLAIN: readonly Counted[] = Array.from({ length: 128 }, (_, code) =>
  counted(String.fromCharCode(code)),
);

/** Letters that there is room for at first; it doubles. */
const ROOM = 1 << 8;
/** Code units that become a text at a time. */
const STRETCH = 1 << 12;

/** Letters one after the other, in typed arrays: a book has half a million. */
class Gatherer {
  #units = new Uint16Array(ROOM);
  #joined = new Uint8Array(ROOM);
  #places = new Int32Array(ROOM);
  #offsets = new Int32Array(ROOM);
  #length = 0;
  #goesOn = false;
  /** Where the letters that follow stand: a page, or a node by its number. */
  place = -1;

  get length(): number {
    return this.#length;
  }

  add(text: string): void {
    let at = 0;
    while (at < text.length) {
      const code = text.charCodeAt(at);
      // Nearly all are; to cut the others out one by one takes several times as long.
      const character = code < PLAIN.length ? '' : String.fromCodePoint(text.codePointAt(at) ?? 0);
      const { letters, isWord, isSeen } = PLAIN[code] ?? counted(character);
      for (let unit = 0; unit < letters.length; unit += 1) {
        this.#put(letters.charCodeAt(unit), unit > 0 || (this.#goesOn && isWord), at);
      }
      if (isSeen) this.#goesOn = isWord;
      at += character.length || 1;
    }
  }

  sign(sign: string): void {
    this.apart();
    this.#put(sign.charCodeAt(0), false, 0);
  }

  apart(): void {
    this.#goesOn = false;
  }

  /** Says of the letters from `first` on, up to `letter`, that they stand where that does; nowhere if there is none. */
  standAt(letter: number, first: number): void {
    const isThere = letter < this.#length;
    this.#places.fill(isThere ? (this.#places[letter] ?? -1) : -1, first, letter);
    this.#offsets.fill(isThere ? (this.#offsets[letter] ?? 0) : 0, first, letter);
  }

  /** Texts are of UTF-16 code units, `offsets` into what was added. */
  gathered() {
    const length = this.#length;
    let text = '';
    for (let at = 0; at < length; at += STRETCH) {
      text += String.fromCharCode(...this.#units.subarray(at, Math.min(at + STRETCH, length)));
    }
    const [joined, places] = [this.#joined.slice(0, length), this.#places.slice(0, length)];
    return { text, joined, places, offsets: this.#offsets.slice(0, length) };
  }

  #put(unit: number, isJoined: boolean, at: number): void {
    if (this.#length === this.#units.length) this.#grow();
    this.#units[this.#length] = unit;
    this.#joined[this.#length] = isJoined ? 1 : 0;
    this.#places[this.#length] = this.place;
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

export function printedLetters(pieces: readonly PrintedPiece[]): PrintedLetters {
  const gatherer = new Gatherer();
  for (const { kind, page, text } of pieces) {
    gatherer.place = page;
    if (kind === 'text') gatherer.add(text);
    else if (kind === 'break') gatherer.apart();
    else gatherer.sign(kind === 'figure' ? FIGURE : FORMULA);
  }
  const { text, joined, places } = gatherer.gathered();
  return { text, joined, pages: places };
}

const IN_LINE = new Set(
  'a abbr b bdi bdo cite code del dfn em i ins kbd mark q rp rt ruby s samp small span strong sub sup time u var wbr'.split(
    ' ',
  ),
);

/** @param printed letters of the pages, which tell how a table was set */
export function treeLetters(tree: Root, printed: string): TreeLetters {
  const gatherer = new TreeGatherer(printed);
  gatherer.inside([tree], tree);
  return gatherer.gathered();
}

type Parents = Spot['parents'];

class TreeGatherer {
  readonly #printed: string;
  readonly #gatherer = new Gatherer();
  readonly #nodes: Omit<Spot, 'offset'>[] = [];

  constructor(printed: string) {
    this.#printed = printed;
  }

  gathered(): TreeLetters {
    const { text, joined, places, offsets } = this.#gatherer.gathered();
    const spot = (letter: number): Spot | undefined => {
      const node = this.#nodes[places[letter] ?? -1];
      return node && { ...node, offset: offsets[letter] ?? 0 };
    };
    return { text, joined, spot };
  }

  /** @param parents of the children, from the root down */
  inside(parents: Parents, { children }: Root | Element): void {
    for (const node of children) {
      if (node.type === 'text') this.#text(node, parents);
      else if (node.type === 'element' && !isUnprinted(node)) this.#element(node, parents);
    }
  }

  #text(node: Text, parents: Parents): void {
    this.#enter(node, parents);
    this.#gatherer.add(node.value);
  }

  #enter(node: Spot['node'], parents: Parents): void {
    this.#gatherer.place = this.#nodes.length;
    this.#nodes.push({ node, parents });
  }

  #element(node: Element, parents: Parents): void {
    const sign = signOf(node);
    if (sign === 'unseen') return;
    if (sign !== undefined) {
      this.#enter(node, parents);
      this.#gatherer.sign(sign);
      return;
    }
    const apart = !IN_LINE.has(node.tagName);
    if (apart) this.#gatherer.apart();
    const isPrinted = (text: string): boolean => saysLetters(this.#printed, text);
    const cards = node.tagName === 'table' ? asCards(node, isPrinted) : undefined;
    if (cards === undefined) this.inside([...parents, node], node);
    else this.#cards(cards, node, parents);
    if (apart) this.#gatherer.apart();
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

  /** The letters of a label stand where the cell begins. */
  #labelled(label: string, cell: Element, parents: Parents): void {
    const first = this.#gatherer.length;
    this.#gatherer.apart();
    this.#gatherer.add(label);
    const begin = this.#gatherer.length;
    this.#element(cell, parents);
    this.#gatherer.standAt(begin, first);
  }
}

/** @param printed letters */
export const saysLetters = (printed: string, text: string): boolean => printed.includes(lettersOf(text));

function lettersOf(text: string): string {
  const gatherer = new Gatherer();
  gatherer.add(text);
  return gatherer.gathered().text;
}

/** Decoration is not among what is read. */
function signOf({ tagName, properties }: Element): string | undefined {
  if (tagName === 'math') return FORMULA;
  if (tagName !== 'img' && tagName !== 'svg') return undefined;
  return properties.alt === '' || String(properties.ariaHidden) === 'true' ? 'unseen' : FIGURE;
}

/** The way back from a note, and what is shown where ruby cannot be. */
function isUnprinted({ tagName, properties: { className } }: Element): boolean {
  return tagName === 'rp' || (Array.isArray(className) && className.includes('backlink'));
}
