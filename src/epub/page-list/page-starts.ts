/** Where the pages of a printed section begin in its tree. */
import type { Element, Root } from 'hast';
import type { PrintedPiece } from '../../core/model/printed-text.ts';
import { visit } from '../../lib/html/visit.ts';
import { align } from '../../lib/text/diff.ts';
import { asCards } from './cards.ts';
import {
  type PrintedLetters,
  printedLetters,
  type Spot,
  saysLetters,
  type TreeLetters,
  treeLetters,
} from './comparable-text.ts';

/** `spot` is missing where what is printed is not what the tree says. Pages are counted from 0. */
export interface PageStart {
  readonly page: number;
  readonly spot?: Spot;
}

/**
 * Gathers the letters of a section's tree: that can be done before its pages are printed. The tree must stay as it is.
 * @returns what finds where its pages begin
 */
export function openStarts(tree: Root): (pieces: readonly PrintedPiece[]) => readonly PageStart[] {
  const tables = tablesIn(tree);
  // Most tables are printed as tables.
  const usual = treeLetters(tree, '');
  return (pieces) => {
    const printed = printedLetters(pieces);
    const isPrinted = (text: string): boolean => saysLetters(printed.text, text);
    const hasCards = tables.some((table) => asCards(table, isPrinted) !== undefined);
    return pageStarts(printed, hasCards ? treeLetters(tree, printed.text) : usual);
  };
}

function tablesIn(tree: Root): readonly Element[] {
  const tables: Element[] = [];
  visit(tree, 'element', (element) => {
    if (element.tagName === 'table') tables.push(element);
  });
  return tables;
}

/**
 * A page begins with the first word that begins on it: one that was broken at the end of the page before began there.
 * What an edition adds, as the number of an item or the address of a link, is passed over.
 * @returns the pages in order; one on which the section says nothing is not among them
 */
function pageStarts(printed: PrintedLetters, source: TreeLetters): readonly PageStart[] {
  const finder = new StartFinder(printed, source, align(printed.text, source.text));
  return firstLetters(printed.pages).map(([page, letter]) => {
    const start = finder.find(page, letter);
    const spot = start === undefined ? undefined : source.spot(start);
    return { page, ...(spot && { spot }) };
  });
}

/** The first letter of each page; of a row of a table that goes on over the page, that of its first cell. */
function firstLetters(pages: Int32Array): readonly (readonly [number, number])[] {
  const first = new Map<number, number>();
  let last = -1;
  // By numbers: a book has half a million letters.
  for (let letter = 0; letter < pages.length; letter += 1) {
    const page = pages[letter] ?? last;
    if (page <= last) continue;
    first.set(page, letter);
    last = page;
  }
  return [...first];
}

class StartFinder {
  readonly #printed: PrintedLetters;
  readonly #source: TreeLetters;
  /** Of each printed letter, its place in the tree; or -1. */
  readonly #places: Int32Array;
  /** The other way round. */
  readonly #printedAt: Int32Array;

  constructor(printed: PrintedLetters, source: TreeLetters, places: Int32Array) {
    this.#printed = printed;
    this.#source = source;
    this.#places = places;
    this.#printedAt = new Int32Array(source.text.length).fill(-1);
    for (let letter = 0; letter < places.length; letter += 1) {
      const place = places[letter] ?? -1;
      if (place >= 0) this.#printedAt[place] = letter;
    }
  }

  /** @returns the letter of the tree */
  find(page: number, first: number): number | undefined {
    let letter = first;
    while (this.#pageOf(letter) === page && this.#places[letter] === -1) letter += 1;
    const place = this.#pageOf(letter) === page ? (this.#places[letter] ?? -1) : -1;
    if (place < 0) return undefined;
    // A few letters are the same in any two texts; a word seldom is.
    const goesOn = this.#source.joined[place] === 1 && this.#printedAt[place - 1] === letter - 1;
    if (!goesOn && !this.#isWhole(place)) return undefined;
    const start = this.#nextWord(place);
    const isThere = this.#pageOf(this.#printedAt[start] ?? -1) === page && this.#isWhole(start);
    return isThere ? start : undefined;
  }

  #pageOf(letter: number): number | undefined {
    return this.#printed.pages[letter];
  }

  /** The letter, or where it is in the middle of a word, the one with which the next begins. */
  #nextWord(place: number): number {
    const { joined } = this.#source;
    let start = place;
    while (joined[start] === 1) start += 1;
    return start;
  }

  /** Whether the word that begins with a letter was printed letter for letter. */
  #isWhole(place: number): boolean {
    const { joined } = this.#source;
    const printed = this.#printedAt[place] ?? -1;
    if (printed < 0 || joined[place] === 1) return false;
    for (let step = 1; joined[place + step] === 1; step += 1) {
      if (this.#printedAt[place + step] !== printed + step) return false;
    }
    return true;
  }
}
