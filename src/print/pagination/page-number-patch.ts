/**
 * True page numbers in a file that is already printed. Which page a chapter begins on is known only after printing, so the
 * numbers are printed with digits of no meaning; then each digit is exchanged for the right one, and nothing is printed
 * twice. Numbers are set in tabular figures, of which each takes the same room, and Chromium gives each glyph its own
 * place: so nothing else moves.
 *
 * A number is found by the link it stands in: the link's `lang` has a private part with the number's key, `en-x-folio-12`,
 * which Chromium copies into its tag. It is taken off here again.
 */

import { type Dict, isDict, Reference, Stream, Text, type Value } from '../../lib/pdf/objects.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';
import { type Element, eachElement } from '../../lib/pdf/structure-tree.ts';
import type { Printed } from '../printed/printed-file.ts';
import { digitsOf, type FontDigits } from './digit-glyphs.ts';
import { closeUp } from './line-shift.ts';

/** @param language BCP 47, of the link @param key place of the number in the list that {@link setPageNumbers} is given */
export const folioMark = (language: string, key: number): string => `${language}-x-folio-${key}`;

export interface NumberChange {
  /** As it stands in the file. */
  readonly printed: string;
  readonly wanted: string;
  /** Of a column a number keeps the end; in a line of text, what follows a shorter one moves up to it. */
  readonly place: 'column' | 'line';
}

/**
 * Takes the marks off the tags, and puts the numbers that are wanted on the pages.
 * @param printed is changed
 * @param changes by key
 * @param direction of the text; a number that shrinks stays at the end of its column
 * @returns whether that is all of them: a font may lack a digit, a number may need more room than it has
 */
export function setPageNumbers(
  { file, top }: Printed,
  changes: readonly NumberChange[],
  direction: 'ltr' | 'rtl',
): boolean {
  const pages = new Contents(file);
  const places = new Map<number, NumberPlace>();
  for (const [key, link] of takeMarks(top)) {
    const change = changes[key];
    const place = change && findNumber(pages, link, change.printed);
    if (place) places.set(key, place);
  }
  const complete = changes.every((change, key) => {
    const place = places.get(key);
    if (place !== undefined) pages.learn(place, change.printed);
    return place !== undefined || change.printed === change.wanted;
  });
  let done = complete;
  for (const [key, place] of places) {
    const change = changes[key];
    if (change && change.printed !== change.wanted) done = pages.write(place, change, direction) && done;
  }
  pages.replace();
  return done;
}

const MARK = /-x-folio-(\d+)$/;

/** @returns the links that have marks, by their keys */
function takeMarks(top: Element): ReadonlyMap<number, Element> {
  const links = new Map<number, Element>();
  eachElement(top, (link) => {
    const language = link.entries.get('Lang');
    const key = language instanceof Text ? MARK.exec(language.bytes)?.[1] : undefined;
    if (key === undefined) return;
    links.set(Number(key), link);
    link.entries.delete('Lang');
  });
  return links;
}

/** A number among what is painted on a page. */
interface NumberPlace {
  readonly page: PageText;
  /** Key of the marked content. */
  readonly id: number;
  readonly font: FontDigits;
}

/** The number is the last piece of the link's text that says what was printed for it. */
function findNumber(pages: Contents, { kids }: Element, printed: string): NumberPlace | undefined {
  for (const kid of kids.toReversed()) {
    const piece = kid.kind === 'element' ? kid.kids[0] : kid;
    const place = piece?.kind === 'marked' ? pages.place(piece.page, piece.id, printed) : undefined;
    if (place) return place;
  }
  return undefined;
}

/** What is painted on a page, as a text that can be changed. */
interface PageText {
  readonly stream: Reference;
  readonly fonts: Dict;
  text: string;
  changed: boolean;
  /** Where the last number was found: they are asked for in the order in which they stand. */
  at: number;
}

const STRING = /<([0-9a-fA-F]+)> Tj/g;
/** The text object of a number, from its matrix on: Chromium writes one. */
const NUMBER =
  /^([\s\S]*?BT\n\/\S+ )([\d.]+)( Tf\n1 0 0 -1 )(-?[\d.]+)( -?[\d.]+ Tm\n)[\s\S]*?(ET\n[\s\S]*)$/;

/** Glyphs are four digits each. */
const glyphsIn = (run: string): readonly string[] =>
  [...run.matchAll(STRING)].flatMap(([, string = '']) => string.match(/.{4}/g) ?? []);

/** The pages that have numbers, unpacked once. */
class Contents {
  private readonly file: PdfFile;
  private readonly pages = new Map<number, PageText>();
  private readonly fonts = new Map<number, FontDigits>();

  constructor(file: PdfFile) {
    this.file = file;
  }

  /** Unpacked: the finishing packs what it writes. */
  replace(): void {
    for (const { stream, text, changed } of this.pages.values()) {
      if (changed) this.file.set(stream, new Stream(new Map(), Buffer.from(text, 'latin1')));
    }
  }

  place(reference: Reference, id: number, printed: string): NumberPlace | undefined {
    const page = this.page(reference);
    const run = runOf(page, id)?.run ?? '';
    const name = /\/(\S+) [\d.]+ Tf/.exec(run)?.[1];
    const font = name === undefined ? undefined : this.font(page.fonts.get(name));
    const says = glyphsIn(run)
      .map((glyph) => font?.digit(glyph) ?? '?')
      .join('');
    return font !== undefined && says === printed ? { page, id, font } : undefined;
  }

  learn({ page, id, font }: NumberPlace, printed: string): void {
    const glyphs = glyphsIn(runOf(page, id)?.run ?? '');
    for (const [index, glyph] of glyphs.entries()) font.learn(printed[index] ?? '', glyph);
  }

  /** @returns whether it could be done */
  write({ page, id, font }: NumberPlace, change: NumberChange, direction: 'ltr' | 'rtl'): boolean {
    const { printed, wanted, place } = change;
    const found = runOf(page, id);
    const spare = printed.length - wanted.length;
    const glyphs = [...wanted].map((digit) => font.glyph(digit));
    const [, head = '', size = '', matrix = '', x = '', rest = '', tail = ''] =
      NUMBER.exec(found?.run ?? '') ?? [];
    const [width, ...widths] = new Set(glyphs.map((glyph) => glyph && font.advance(glyph)));
    // All of one width, or else they are no tabular figures.
    if (found === undefined || tail === '' || spare < 0 || !width || widths.length > 0) return false;
    const advance = (width * Number(size)) / 1000;
    const inLine = place === 'line' && spare > 0;
    if (inLine && direction === 'rtl') return false;
    const text = inLine ? closeUp(page.text, found.start, spare * advance) : page.text;
    if (text === undefined) return false;
    const left = Number(x) + (place === 'line' || direction === 'rtl' ? 0 : spare * advance);
    const digits = glyphs.map((glyph) => `<${glyph}> Tj\n`).join(`${decimal(advance)} 0 Td `);
    const run = head + size + matrix + decimal(left) + rest + digits + tail;
    page.text = text.slice(0, found.start) + run + text.slice(found.start + found.run.length);
    page.changed = true;
    return true;
  }

  private page(reference: Reference): PageText {
    const known = this.pages.get(reference.number);
    if (known !== undefined) return known;
    const { file } = this;
    const dict = file.dict(reference);
    const stream = dict.get('Contents');
    if (!(stream instanceof Reference)) throw new Error('the PDF has a page without a content of its own');
    const fonts = file.get(file.dict(dict.get('Resources')).get('Font'));
    const text = file.inflated(file.stream(stream)).toString('latin1');
    const page = { stream, fonts: isDict(fonts) ? fonts : new Map(), text, changed: false, at: 0 };
    this.pages.set(reference.number, page);
    return page;
  }

  private font(reference: Value | undefined): FontDigits | undefined {
    if (!(reference instanceof Reference)) return undefined;
    const known = this.fonts.get(reference.number);
    const font = known ?? digitsOf(this.file, this.file.dict(reference));
    this.fonts.set(reference.number, font);
    return font;
  }
}

const decimal = (number: number): string => String(Number(number.toFixed(4)));

/** So many characters before it the search for the next begins: what was written since has moved it by fewer. */
const NEAR = 1000;

/** The operators between the beginning of a marked content and its end. */
function runOf(page: PageText, id: number): { start: number; run: string } | undefined {
  // Not from its `<<` on: strings of glyphs begin so, and there are thousands.
  const head = `/MCID ${id} >>BDC`;
  const { text } = page;
  const next = text.indexOf(head, Math.max(0, page.at - NEAR));
  const begin = next < 0 ? text.indexOf(head) : next;
  const end = text.indexOf('EMC', begin);
  if (begin < 0 || end < 0) return undefined;
  page.at = begin;
  const start = begin + head.length;
  return { start, run: text.slice(start, end) };
}
