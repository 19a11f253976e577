/**
 * A text as the letters that are compared, whether it was printed or is a section's tree: without white space, marks over
 * letters, hyphens, quotation marks and brackets, which typesetting changes or a file names in several ways.
 */
import type { Element, Root, Text } from 'hast';
import type { PrintedPiece } from '../../model.ts';
import { asCards, type CardTable } from './cards.ts';

/** Letters as UTF-16 code units. `joined[n]`: the letter goes on with the word of the one before. */
export interface Letters {
  readonly text: string;
  readonly joined: readonly boolean[];
}

/** `pages[n]`: the page that letter `n` stands on. */
export interface PrintedLetters extends Letters {
  readonly pages: readonly number[];
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

class Gatherer {
  readonly text: string[] = [];
  readonly joined: boolean[] = [];
  #goesOn = false;

  /** @param note is called for each letter @param at offset of the character */
  add(text: string, note: (at: number) => void): void {
    let at = 0;
    while (at < text.length) {
      const code = text.charCodeAt(at);
      // Nearly all are; to cut the others out one by one takes several times as long.
      const character = code < PLAIN.length ? '' : String.fromCodePoint(text.codePointAt(at) ?? 0);
      this.#addCounted(PLAIN[code] ?? counted(character), at, note);
      at += character.length || 1;
    }
  }

  #addCounted({ letters, isWord, isSeen }: Counted, at: number, note: (at: number) => void): void {
    for (let unit = 0; unit < letters.length; unit += 1) {
      this.text.push(letters[unit] ?? '');
      this.joined.push(unit > 0 || (this.#goesOn && isWord));
      note(at);
    }
    if (isSeen) this.#goesOn = isWord;
  }

  sign(sign: string, note: (at: number) => void): void {
    this.apart();
    this.text.push(sign);
    this.joined.push(false);
    note(0);
  }

  apart(): void {
    this.#goesOn = false;
  }
}

export function printedLetters(pieces: readonly PrintedPiece[]): PrintedLetters {
  const gatherer = new Gatherer();
  const pages: number[] = [];
  for (const { kind, page, text } of pieces) {
    const note = () => void pages.push(page);
    if (kind === 'text') gatherer.add(text, note);
    else if (kind === 'break') gatherer.apart();
    else gatherer.sign(kind === 'figure' ? FIGURE : FORMULA, note);
  }
  return { text: gatherer.text.join(''), joined: gatherer.joined, pages };
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
  /** By letter: the number of its node, and the offset in it. */
  readonly #places: number[] = [];
  readonly #offsets: number[] = [];

  constructor(printed: string) {
    this.#printed = printed;
  }

  gathered(): TreeLetters {
    const spot = (letter: number): Spot | undefined => {
      const node = this.#nodes[this.#places[letter] ?? -1];
      return node && { ...node, offset: this.#offsets[letter] ?? 0 };
    };
    return { text: this.#gatherer.text.join(''), joined: this.#gatherer.joined, spot };
  }

  /** @param parents of the children, from the root down */
  inside(parents: Parents, { children }: Root | Element): void {
    for (const node of children) {
      if (node.type === 'text') this.#text(node, parents);
      else if (node.type === 'element' && !isUnprinted(node)) this.#element(node, parents);
    }
  }

  #text(node: Text, parents: Parents): void {
    this.#nodes.push({ node, parents });
    this.#gatherer.add(node.value, (at) => this.#note(at));
  }

  #element(node: Element, parents: Parents): void {
    const sign = signOf(node);
    if (sign === 'unseen') return;
    if (sign !== undefined) {
      this.#nodes.push({ node, parents });
      this.#gatherer.sign(sign, (at) => this.#note(at));
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

  #note(at: number): void {
    this.#places.push(this.#nodes.length - 1);
    this.#offsets.push(at);
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
    const first = this.#places.length;
    this.#gatherer.apart();
    this.#gatherer.add(label, () => {
      this.#places.push(-1);
      this.#offsets.push(0);
    });
    const begin = this.#places.length;
    this.#element(cell, parents);
    this.#places.fill(this.#places[begin] ?? -1, first, begin);
    this.#offsets.fill(this.#offsets[begin] ?? 0, first, begin);
  }
}

/** @param printed letters */
export const saysLetters = (printed: string, text: string): boolean => printed.includes(lettersOf(text));

function lettersOf(text: string): string {
  const gatherer = new Gatherer();
  gatherer.add(text, () => undefined);
  return gatherer.text.join('');
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
