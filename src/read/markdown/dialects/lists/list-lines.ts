/**
 * Finds the lines that begin an item of a list with letters, numerals or numbers in brackets. A list begins where a block
 * does, and has two items in order, because a line such as `p. 7` is a sentence.
 */
import { MAX_NESTING_LEVELS } from '../../limits/nesting-limit.ts';
import { type Delimiter, type ListMarker, type Reading, readListMarker } from './list-markers.ts';

/** A list, as its markers show it. */
export interface FoundList {
  readonly delimiter: Delimiter;
  readonly isExample: boolean;
  /** How its first marker is read. */
  readonly first: Reading;
}

export interface FoundItem {
  readonly list: FoundList;
  readonly marker: ListMarker;
}

/** Items by line and by column, both counted from 1. */
export type FoundItems = ReadonlyMap<number, ReadonlyMap<number, FoundItem>>;

/** Marks of quotations, and of an item around the list. */
const QUOTATION = /^[ \t>]*/;
const ITEM = /^(?:[-*+]|\d{1,9}[.)])[ \t]+/;
/** A line after which a block begins. */
const NO_PARAGRAPH = /^(?:$|:{3,}|#{1,6}[ \t])/;

export const findListItems = (text: string): FoundItems => new ListSearch().search(text);

/** A list whose end is not found yet. */
interface OpenList {
  readonly column: number;
  readonly delimiter: Delimiter;
  readonly isExample: boolean;
  readonly isCounted: boolean;
  /** The ways in which all markers so far can be read: the first and the last value of each. */
  readings: readonly { readonly first: Reading; readonly last: number }[];
  readonly items: { readonly line: number; readonly column: number; readonly marker: ListMarker }[];
}

/** What is before a line. */
interface Above {
  readonly isBlank: boolean;
  readonly endsBlock: boolean;
  /** Column of the content, if an item begins in the line. */
  readonly content?: number;
}

const START: Above = { isBlank: true, endsBlock: true };

class ListSearch {
  readonly #found = new Map<number, Map<number, FoundItem>>();
  #open: OpenList[] = [];

  search(text: string): FoundItems {
    let above = START;
    for (const [index, line] of text.split(/\r\n?|\n/).entries())
      above = this.#readLine(line, index + 1, above);
    this.#close(-1);
    return this.#found;
  }

  #readLine(line: string, number: number, above: Above): Above {
    const begin = QUOTATION.exec(line)?.[0].length ?? 0;
    const text = line.slice(begin).trimEnd();
    if (text === '') return START;
    const content = this.#readMarkers(line.trimEnd(), number, begin, above);
    const endsBlock = NO_PARAGRAPH.test(text);
    if (content > begin) return { isBlank: false, endsBlock, content };
    if (above.isBlank || endsBlock) this.#close(begin - 1);
    return { isBlank: false, endsBlock };
  }

  /** Reads the markers at the start of a line. @returns the column after them */
  #readMarkers(line: string, number: number, begin: number, { isBlank, endsBlock, content }: Above): number {
    let isStart = endsBlock || (content !== undefined && begin >= content);
    let column = begin;
    // Lists that are nested deeper are refused by the parser.
    for (let count = 0; count <= MAX_NESTING_LEVELS; count += 1) {
      const rest = line.slice(column);
      const marker = readListMarker(rest);
      if (marker && !this.#readMarker(marker, number, column, { isStart, isBlank })) return column;
      const length = marker ? rest.length - marker.words.length : ITEM.exec(rest)?.[0].length;
      if (length === undefined) return column;
      if (!marker) this.#close(column - 1);
      column += length;
      isStart = true;
    }
    return column;
  }

  /** Returns whether a marker begins an item. */
  #readMarker(
    marker: ListMarker,
    line: number,
    column: number,
    { isStart, isBlank }: { readonly isStart: boolean; readonly isBlank: boolean },
  ): boolean {
    const open = this.#open.findLast((list) => list.column <= column);
    const isNext = open !== undefined && column <= open.column + 3 && isSibling(open, marker, isBlank);
    if (isNext) {
      this.#close(open.column);
      open.items.push({ line, column: column + 1, marker });
      return true;
    }
    if (!isStart || !isFirst(marker)) return false;
    this.#close(column - 1);
    this.#open.push({
      column,
      delimiter: marker.delimiter,
      isExample: marker.example !== undefined,
      isCounted: marker.isCounted,
      readings: marker.readings.map((first) => ({ first, last: first.value })),
      items: [{ line, column: column + 1, marker }],
    });
    return true;
  }

  /** Closes the lists that begin after a column, and keeps those that are lists. */
  #close(column: number): void {
    while ((this.#open.at(-1)?.column ?? -1) > column) {
      const list = this.#open.pop();
      const [reading] = list?.readings ?? [];
      if (list === undefined || reading === undefined) return;
      const { delimiter, isExample, isCounted, items } = list;
      if (items.length < 2 && !isCounted) continue;
      const found: FoundList = { delimiter, isExample, first: reading.first };
      for (const { line, column: at, marker } of items) {
        const inLine = this.#found.get(line) ?? new Map<number, FoundItem>();
        this.#found.set(line, inLine.set(at, { list: found, marker }));
      }
    }
  }
}

/** Returns whether a marker may begin a list: `p. 7` is a page. */
const isFirst = ({ words, isCounted, readings }: ListMarker): boolean =>
  words !== '' && (isCounted || readings.some(({ value }) => value === 1) || !/^\d/.test(words));

/** Returns whether a marker continues a list, and narrows how the list can be read. */
function isSibling(list: OpenList, marker: ListMarker, isBlank: boolean): boolean {
  const isExample = marker.example !== undefined;
  if (marker.delimiter !== list.delimiter || isExample !== list.isExample) return false;
  if (marker.isCounted !== list.isCounted) return false;
  if (list.isCounted) return true;
  const next = list.readings.flatMap(({ first, last }) =>
    marker.readings
      .filter(({ type, value }) => type === first.type && value === last + 1)
      .map(({ value }) => ({ first, last: value })),
  );
  if (next.length > 0) {
    list.readings = next;
    return true;
  }
  // After an empty line, a number that was left out or written twice is one of the list all the same.
  const [reading] = list.readings;
  const same = marker.readings.find(({ type }) => type === reading?.first.type);
  if (!isBlank || list.items.length < 2 || reading === undefined || same === undefined) return false;
  list.readings = [{ first: reading.first, last: same.value }];
  return true;
}
