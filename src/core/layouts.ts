/**
 * The layouts there are: what a page is like, for a book and for a handout. `handpress.yaml` adds to them and changes them.
 * Sizes are millimetres and points. The text block of a book holds about 65 characters in a line.
 */
import type { Imposition, Margins, PageSize, PaperEdition, Typefaces, TypeSize } from './model/edition.ts';

/** ISO 216 and ANSI sizes as numbers: an engine may misread a name (`size: A6` is Letter to Chromium). */
export const PAGES = {
  a4: { name: 'A4', width: 210, height: 297 },
  a5: { name: 'A5', width: 148, height: 210 },
  a6: { name: 'A6', width: 105, height: 148 },
  b5: { name: 'B5', width: 176, height: 250 },
  letter: { name: 'Letter', width: 215.9, height: 279.4 },
  'half-letter': { name: 'half Letter', width: 139.7, height: 215.9 },
  legal: { name: 'Legal', width: 215.9, height: 355.6 },
} as const satisfies Readonly<Record<string, PageSize>>;

/** What differs between a book and a handout of the same layout. */
export interface Setting {
  readonly margins: Margins;
  readonly type: TypeSize;
  readonly typefaces: Typefaces;
  readonly template: string;
}

export interface Layout
  extends Pick<PaperEdition, 'page' | 'styles' | 'links' | 'openers' | 'wideTables' | 'sheets'> {
  readonly imposition?: Imposition;
  readonly book: Setting;
  readonly handouts: Setting;
}

const around = (top: number, bottom: number, inside: number, outside = inside): Margins => ({
  top,
  bottom,
  inside,
  outside,
});

const points = (size: number, leading: number, smallest = 9): TypeSize => ({ size, leading, smallest });

const SANS: Typefaces = { text: 'sans', headings: 'sans' };

/** A book with a generous outer margin, and a handout for a tired reader. */
const a4: Layout = {
  page: PAGES.a4,
  styles: [],
  links: 'address',
  openers: 'any',
  wideTables: 'turn',
  sheets: 'declared',
  book: {
    margins: around(23, 20, 30, 48),
    type: points(11.5, 16.5),
    typefaces: { text: 'serif', headings: 'sans' },
    template: 'book.html',
  },
  handouts: {
    margins: around(21, 18, 22),
    type: points(12, 17.5),
    typefaces: SANS,
    template: 'handout.html',
  },
};

const on = (layout: Layout, page: PageSize): Layout => ({ ...layout, page });

/** The size of a paperback. Chapters open on the right, as in a book that is bound. */
const a5: Layout = {
  ...a4,
  page: PAGES.a5,
  openers: 'recto',
  sheets: 'any',
  book: { ...a4.book, margins: around(18, 17, 18, 21), type: points(10.5, 15, 8.5) },
  handouts: { ...a4.handouts, margins: around(18, 15, 13), type: points(12, 16.5) },
};

/** Where every page costs, chapters open where they fall. */
const folded = (page: PageSize, sheet: PageSize): Layout => ({
  ...a5,
  page,
  openers: 'any',
  sheets: 'declared',
  imposition: { sheet, duplex: 'short' },
});

interface LargePrint {
  readonly styles: readonly string[];
  readonly margins: Margins;
  readonly type: TypeSize;
  readonly typefaces: Typefaces;
}

/** One type for everything, the same for a book and a handout; the page stays the size it was. */
const large = (page: PageSize, { styles, ...set }: LargePrint): Layout => ({
  ...a4,
  page,
  styles: ['editions/large-print.css', ...styles],
  wideTables: 'cards',
  sheets: 'any',
  book: { ...a4.book, ...set },
  handouts: { ...a4.handouts, ...set },
});

/** UKAAF G003 and RNIB clear print: 18 pt sans, no italics, no underline, no hyphens; one line between paragraphs. */
const largePrintUk = large(PAGES.a4, {
  styles: ['editions/large-print-uk.css'],
  margins: around(24, 24, 20),
  type: points(18, 25, 18),
  typefaces: SANS,
});

/** ACB Best Practices for Large Print: 18 pt Arial or its metric match, 1.5 spacing, one-inch margins, lines of 6 in at most. */
const largePrintUs = large(PAGES.letter, {
  styles: ['editions/large-print-us.css'],
  margins: around(27, 26, 25.4, 38.1),
  type: points(18, 27, 18),
  typefaces: { text: 'Arimo', headings: 'Arimo' },
});

/** 24 pt, by the rules of UK large print. */
const giant = large(PAGES.a4, {
  styles: ['editions/large-print-uk.css', 'editions/giant.css'],
  margins: around(26, 26, 18),
  type: points(24, 33, 24),
  typefaces: SANS,
});

/** For a black-and-white printer: black on white, no tints, no dark areas, and few sheets. */
const inkSaver: Layout = { ...a4, styles: ['editions/ink-saver.css'] };

/** By name. An edition is one of these for a family: `book-a5`, `handouts-ink-saver`. */
export const LAYOUTS: ReadonlyMap<string, Layout> = new Map([
  ['a4', a4],
  ['letter', on(a4, PAGES.letter)],
  ['a5', a5],
  ['large-print-uk', largePrintUk],
  ['large-print-us', largePrintUs],
  ['giant', giant],
  ['booklet', folded(PAGES.a5, PAGES.a4)],
  ['booklet-letter', folded(PAGES['half-letter'], PAGES.letter)],
  ['ink-saver', inkSaver],
  ['ink-saver-letter', on(inkSaver, PAGES.letter)],
]);
