/**
 * Replaces placeholder page numbers in a printed file. The page of a chapter is known only after printing, so numbers
 * are printed with placeholder digits, which are exchanged here; this saves a second print. Nothing else moves, because
 * numbers are set in tabular figures, which all have the same width, and Chromium positions each glyph separately.
 *
 * A number is found by its link: the link's `lang` has a private-use subtag with the number's key, `en-x-folio-12`
 * (BCP 47, 2.2.7), which Chromium copies into the link's structure element. The subtag is removed here.
 */

import { readFontName } from '../../lib/pdf/font-name.ts';
import { type Dict, isDict, PdfString, Reference, Stream, type Value } from '../../lib/pdf/objects.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';
import { type StructureElement, visitPostOrder } from '../../lib/pdf/structure-tree.ts';
import { UnsupportedPdfError } from '../../lib/pdf/unsupported-pdf-error.ts';
import type { PrintedFile } from '../printed/printed-file.ts';
import { type Figures, type FontDigits, readFontDigits } from './digit-glyphs.ts';
import { shiftRestOfLine } from './line-shift.ts';

const FOLIO_HINT = /-x-folio-(\d+)$/;

/**
 * Returns the `lang` of a link with a page number.
 * @param language BCP 47, of the link
 * @param key index of the number in the list that {@link setPageNumbers} receives
 */
export const encodeFolioHint = (language: string, key: number): string => `${language}-x-folio-${key}`;

/** A printed number and the number that replaces it. */
export interface NumberChange {
  /** The number as it is in the file. */
  readonly printed: string;
  readonly wanted: string;
  /** In a `column`, a shorter number keeps its end; in a `line`, the following text moves towards it. */
  readonly place: 'column' | 'line';
}

/**
 * Removes the hints from the structure elements and writes the wanted numbers on the pages.
 * @param printed is changed in place
 * @param changes by key
 * @param direction of the text; a shorter number stays at the end of its column
 * @param others figures of the fonts that other parts of the book show
 * @returns whether all numbers were written: a font may not have a digit, or a number may need more room
 */
export function setPageNumbers(
  { file, top }: PrintedFile,
  changes: readonly NumberChange[],
  direction: 'ltr' | 'rtl',
  others: DigitTable = {},
): boolean {
  const pages = new PageContents(file, others);
  const places = findPlaces(pages, top, changes);
  const complete = changes.every((change, key) => places.has(key) || change.printed === change.wanted);
  let done = complete;
  for (const [key, place] of places) {
    const change = changes[key];
    if (change && change.printed !== change.wanted) done = pages.write(place, change, direction) && done;
  }
  pages.replace();
  return done;
}

/** Tabular figures of the fonts of a book, by the name of the font. Plain data. */
export type DigitTable = Readonly<Record<string, Figures>>;

/**
 * Learns from the placeholders in a printed file which glyphs are the tabular figures of its fonts.
 * @param printed its hints are removed
 */
export function learnDigits(
  { file, top }: Pick<PrintedFile, 'file' | 'top'>,
  changes: readonly NumberChange[],
): DigitTable {
  const pages = new PageContents(file);
  findPlaces(pages, top, changes);
  return pages.figures();
}

/** Finds the numbers by their keys, and learns their figures. */
function findPlaces(
  pages: PageContents,
  top: StructureElement,
  changes: readonly NumberChange[],
): ReadonlyMap<number, NumberPlace> {
  const places = new Map<number, NumberPlace>();
  for (const [key, link] of extractFolioHints(top)) {
    const change = changes[key];
    const place = change && findNumber(pages, link, change.printed);
    if (place) places.set(key, place);
  }
  for (const [key, { printed }] of changes.entries()) {
    const place = places.get(key);
    if (place !== undefined) pages.learn(place, printed);
  }
  return places;
}

/** Removes the hints. @returns the links that had hints, by key */
function extractFolioHints(top: StructureElement): ReadonlyMap<number, StructureElement> {
  const links = new Map<number, StructureElement>();
  visitPostOrder(top, (link) => {
    const language = link.entries.get('Lang');
    const key = language instanceof PdfString ? FOLIO_HINT.exec(language.bytes)?.[1] : undefined;
    if (key === undefined) return;
    links.set(Number(key), link);
    link.entries.delete('Lang');
  });
  return links;
}

/** Where a number is in a page's content stream. */
interface NumberPlace {
  readonly page: PageContent;
  /** MCID of its marked content. */
  readonly id: number;
  readonly font: FontDigits;
}

/** Finds the last piece of a link's text that equals the printed placeholder. */
function findNumber(
  pages: PageContents,
  { kids }: StructureElement,
  printed: string,
): NumberPlace | undefined {
  for (const kid of kids.toReversed()) {
    const piece = kid.kind === 'element' ? kid.kids[0] : kid;
    const place = piece?.kind === 'marked' ? pages.place(piece.page, piece.id, printed) : undefined;
    if (place) return place;
  }
  return undefined;
}

/** A page's content stream as text that can be changed. */
interface PageContent {
  readonly stream: Reference;
  readonly fonts: Dict;
  text: string;
  changed: boolean;
  /** Offset at which the last number was found; numbers are looked up in their order on the page. */
  at: number;
}

const GLYPH_STRING = /<([0-9a-fA-F]+)> Tj/g;
/** The text object of a number; Chromium writes one for each number. */
const NUMBER_TEXT =
  /^([\s\S]*?BT\n\/\S+ )([\d.]+)( Tf\n1 0 0 -1 )(-?[\d.]+)( -?[\d.]+ Tm\n)[\s\S]*?(ET\n[\s\S]*)$/;

/** Returns the glyphs of a run, each as four hexadecimal digits. */
const readGlyphs = (run: string): readonly string[] =>
  [...run.matchAll(GLYPH_STRING)].flatMap(([, string = '']) => string.match(/.{4}/g) ?? []);

/** The content streams of pages with numbers, each decompressed once. */
class PageContents {
  readonly #file: PdfFile;
  readonly #pages = new Map<number, PageContent>();
  readonly #fonts = new Map<number, { readonly name: string; readonly digits: FontDigits }>();
  readonly #others: DigitTable;

  constructor(file: PdfFile, others: DigitTable = {}) {
    this.#file = file;
    this.#others = others;
  }

  /** Returns the figures that were learnt. */
  figures(): DigitTable {
    return Object.fromEntries([...this.#fonts.values()].map(({ name, digits }) => [name, digits.figures()]));
  }

  /** Stores the changed content streams, uncompressed: the file is compressed when it is finalized. */
  replace(): void {
    for (const { digits } of this.#fonts.values()) digits.addBorrowed();
    for (const { stream, text, changed } of this.#pages.values()) {
      if (changed) this.#file.set(stream, new Stream(new Map(), Buffer.from(text, 'latin1')));
    }
  }

  /** Finds a marked content whose text is the printed number. */
  place(reference: Reference, id: number, printed: string): NumberPlace | undefined {
    const page = this.#page(reference);
    const run = findMarkedContent(page, id)?.run ?? '';
    const name = /\/(\S+) [\d.]+ Tf/.exec(run)?.[1];
    const font = name === undefined ? undefined : this.#font(page.fonts.get(name));
    const text = readGlyphs(run)
      .map((glyph) => font?.digit(glyph) ?? '?')
      .join('');
    return font !== undefined && text === printed ? { page, id, font } : undefined;
  }

  /** Records which glyphs of the font are the tabular figures of the printed digits. */
  learn({ page, id, font }: NumberPlace, printed: string): void {
    const glyphs = readGlyphs(findMarkedContent(page, id)?.run ?? '');
    for (const [index, glyph] of glyphs.entries()) font.learn(printed[index] ?? '', glyph);
  }

  /** Writes a number into the page's text. @returns whether this was possible */
  write({ page, id, font }: NumberPlace, change: NumberChange, direction: 'ltr' | 'rtl'): boolean {
    const { printed, wanted, place } = change;
    const found = findMarkedContent(page, id);
    const number = found && NUMBER_TEXT.exec(found.run);
    const figures = selectFigures(wanted, font);
    const spare = printed.length - wanted.length;
    if (found === undefined || !number || figures === undefined || spare < 0) return false;
    const [, head = '', size = '', matrix = '', x = '', rest = '', tail = ''] = number;
    const advance = (figures.width * Number(size)) / 1000;
    const shrinksInLine = place === 'line' && spare > 0;
    if (shrinksInLine && direction === 'rtl') return false;
    const text = shrinksInLine ? shiftRestOfLine(page.text, found.start, spare * advance) : page.text;
    if (text === undefined) return false;
    const left = Number(x) + (place === 'line' || direction === 'rtl' ? 0 : spare * advance);
    const digits = figures.glyphs.map((glyph) => `<${glyph}> Tj\n`).join(`${formatNumber(advance)} 0 Td `);
    const run = head + size + matrix + formatNumber(left) + rest + digits + tail;
    page.text = text.slice(0, found.start) + run + text.slice(found.start + found.run.length);
    page.changed = true;
    return true;
  }

  #page(reference: Reference): PageContent {
    const known = this.#pages.get(reference.number);
    if (known !== undefined) return known;
    const file = this.#file;
    const dict = file.dict(reference);
    const stream = dict.get('Contents');
    if (!(stream instanceof Reference))
      throw new UnsupportedPdfError('the PDF has a page without a content of its own');
    const fonts = file.get(file.dict(dict.get('Resources')).get('Font'));
    const text = file.inflate(file.stream(stream)).toString('latin1');
    const page = { stream, fonts: isDict(fonts) ? fonts : new Map(), text, changed: false, at: 0 };
    this.#pages.set(reference.number, page);
    return page;
  }

  #font(reference: Value | undefined): FontDigits | undefined {
    if (!(reference instanceof Reference)) return undefined;
    const known = this.#fonts.get(reference.number);
    if (known !== undefined) return known.digits;
    const font = this.#file.dict(reference);
    const name = readFontName(font);
    const digits = readFontDigits(this.#file, font, this.#others[name]);
    this.#fonts.set(reference.number, { name, digits });
    return digits;
  }
}

/** Returns the glyphs of a number and their common width; `undefined` if they are no tabular figures. */
function selectFigures(
  number: string,
  font: FontDigits,
): { readonly glyphs: readonly string[]; readonly width: number } | undefined {
  const glyphs = [...number].flatMap((digit) => font.glyph(digit) ?? []);
  const [width, ...otherWidths] = new Set(glyphs.map((glyph) => font.advance(glyph)));
  const isTabular = glyphs.length === number.length && otherWidths.length === 0;
  return isTabular && width ? { glyphs, width } : undefined;
}

const formatNumber = (number: number): string => String(Number(number.toFixed(4)));

/** Characters before the last match at which the next search begins; edits shift later offsets by less than this. */
const SEARCH_WINDOW = 1000;

/** Returns the operators of a marked-content sequence. */
function findMarkedContent(page: PageContent, id: number): { start: number; run: string } | undefined {
  // The search text leaves out `<<`, because thousands of glyph strings begin with `<`.
  const head = `/MCID ${id} >>BDC`;
  const { text } = page;
  const next = text.indexOf(head, Math.max(0, page.at - SEARCH_WINDOW));
  const begin = next < 0 ? text.indexOf(head) : next;
  const end = text.indexOf('EMC', begin);
  if (begin < 0 || end < 0) return undefined;
  page.at = begin;
  const start = begin + head.length;
  return { start, run: text.slice(start, end) };
}
