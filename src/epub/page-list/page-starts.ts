/** Finds where the pages of a printed section begin in its tree. */
import type { Element, Root } from 'hast';
import type { PrintedPiece } from '../../core/model/printed-text.ts';
import { visit } from '../../lib/html/visit.ts';
import { alignTexts } from '../../lib/text/diff.ts';
import {
  collectPrintedLetters,
  collectTreeLetters,
  includesLetters,
  type PrintedLetters,
  type TreeLetters,
  type TreePosition,
} from './comparable-text.ts';
import { findCardTable } from './table-cards.ts';

/**
 * The start of a page, counted from 0. `position` is absent if the printed text differs from the tree's text.
 */
export interface PageStart {
  readonly page: number;
  readonly position?: TreePosition;
}

/**
 * Collects the letters of a section's tree; this can be done before its pages are printed. The tree must not
 * change.
 * @returns a function that finds where the pages begin
 */
export function preparePageStarts(tree: Root): (pieces: readonly PrintedPiece[]) => readonly PageStart[] {
  const tables = findTables(tree);
  // Most tables are printed as tables, not as cards.
  const asTables = collectTreeLetters(tree, '');
  return (pieces) => {
    const printed = collectPrintedLetters(pieces);
    const isPrinted = (text: string): boolean => includesLetters(printed.text, text);
    const hasCards = tables.some((table) => findCardTable(table, isPrinted) !== undefined);
    return findPageStarts(printed, hasCards ? collectTreeLetters(tree, printed.text) : asTables);
  };
}

function findTables(tree: Root): readonly Element[] {
  const tables: Element[] = [];
  visit(tree, 'element', (element) => {
    if (element.tagName === 'table') tables.push(element);
  });
  return tables;
}

/**
 * Finds the start of each page: the first word that begins on it, not the rest of a word from the page
 * before. Skips text that an edition adds, such as the number of an item or the URL of a link.
 * @returns the pages in order, without pages that contain no text of the section
 */
function findPageStarts(printed: PrintedLetters, source: TreeLetters): readonly PageStart[] {
  const finder = new PageStartFinder(printed, source, alignTexts(printed.text, source.text));
  return findFirstLetters(printed.pages).map(([page, letter]) => {
    const start = finder.find(page, letter);
    const position = start === undefined ? undefined : source.positionAt(start);
    return { page, ...(position && { position }) };
  });
}

/**
 * Finds the first letter of each page. If a page begins within a table row, that is a letter of its first
 * cell.
 */
function findFirstLetters(pages: Int32Array): readonly (readonly [number, number])[] {
  const first = new Map<number, number>();
  let last = -1;
  // A plain loop, because a book has half a million letters.
  for (let letter = 0; letter < pages.length; letter += 1) {
    const page = pages[letter] ?? last;
    if (page <= last) continue;
    first.set(page, letter);
    last = page;
  }
  return [...first];
}

/** Letters in a row that are not equal by chance in two texts. */
const CERTAIN_LETTERS = 24;

class PageStartFinder {
  readonly #printed: PrintedLetters;
  readonly #source: TreeLetters;
  /** For each printed letter, its index in the tree, or -1. */
  readonly #places: Int32Array;
  /** For each letter of the tree, its printed index, or -1. */
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

  /**
   * Finds the letter of the tree at which a page begins. If its first words are not in the tree, that is a later letter of the
   * page, with enough equal letters after it.
   */
  find(page: number, first: number): number | undefined {
    let isFirst = true;
    for (let letter = first; this.#pageOf(letter) === page; letter += 1) {
      const place = this.#places[letter] ?? -1;
      if (place < 0) continue;
      const start = this.#findStart(page, letter, place);
      if (start !== undefined && (isFirst || this.#isCertain(start))) return start;
      isFirst = false;
    }
    return undefined;
  }

  #findStart(page: number, letter: number, place: number): number | undefined {
    // Requires a whole word, because a few letters are equal in any two texts.
    const isContinued = this.#source.joined[place] === 1 && this.#printedAt[place - 1] === letter - 1;
    if (!isContinued && !this.#isWhole(place)) return undefined;
    const start = this.#nextWord(place);
    const isThere = this.#pageOf(this.#printedAt[start] ?? -1) === page && this.#isWhole(start);
    return isThere ? start : undefined;
  }

  #isCertain(place: number): boolean {
    const printed = this.#printedAt[place] ?? -1;
    for (let step = 1; step < CERTAIN_LETTERS; step += 1) {
      if (this.#printedAt[place + step] !== printed + step) return false;
    }
    return true;
  }

  #pageOf(letter: number): number | undefined {
    return this.#printed.pages[letter];
  }

  /** Returns the letter, or the first letter of the next word if it is in the middle of one. */
  #nextWord(place: number): number {
    const { joined } = this.#source;
    let start = place;
    while (joined[start] === 1) start += 1;
    return start;
  }

  /** Returns whether the word that begins with a letter was printed letter for letter. */
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
