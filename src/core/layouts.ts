/**
 * The built-in layouts: page, margins, type and typefaces of books and handouts. `handpress.yaml` adds to
 * them and changes them. Units: mm and pt. A line of a book has about 65 characters.
 */
import type { Imposition, Margins, PageSize, PaperEdition, Typefaces, TypeSize } from './model/edition.ts';

/** ISO 216 and ANSI sizes in mm, because browsers misread some names (Chromium takes `size: A6` for Letter). */
export const PAGE_SIZES = {
  a4: { name: 'A4', width: 210, height: 297 },
  a5: { name: 'A5', width: 148, height: 210 },
  a6: { name: 'A6', width: 105, height: 148 },
  b5: { name: 'B5', width: 176, height: 250 },
  letter: { name: 'Letter', width: 215.9, height: 279.4 },
  'half-letter': { name: 'half Letter', width: 139.7, height: 215.9 },
  legal: { name: 'Legal', width: 215.9, height: 355.6 },
} as const satisfies Readonly<Record<string, PageSize>>;

/** The settings that differ between a book and a handout of one layout. */
export interface LayoutSetting {
  readonly margins: Margins;
  readonly type: TypeSize;
  readonly typefaces: Typefaces;
  readonly template: string;
}

export interface Layout
  extends Pick<
    PaperEdition,
    'page' | 'styles' | 'links' | 'openers' | 'wideTables' | 'sheets' | 'isHighlighted'
  > {
  readonly imposition?: Imposition;
  readonly book: LayoutSetting;
  readonly handouts: LayoutSetting;
}

const marginsOf = (top: number, bottom: number, inside: number, outside = inside): Margins => ({
  top,
  bottom,
  inside,
  outside,
});

const typeSizeOf = (size: number, leading: number, smallest = 9): TypeSize => ({ size, leading, smallest });

const SANS: Typefaces = { text: 'sans', headings: 'sans' };

/** A book with a generous outer margin, and a handout for a tired reader. */
const a4: Layout = {
  page: PAGE_SIZES.a4,
  styles: [],
  links: 'address',
  openers: 'any',
  wideTables: 'turn',
  sheets: 'declared',
  book: {
    margins: marginsOf(23, 20, 30, 48),
    type: typeSizeOf(11.5, 16.5),
    typefaces: { text: 'serif', headings: 'sans' },
    template: 'book.html',
  },
  handouts: {
    margins: marginsOf(21, 18, 22),
    type: typeSizeOf(12, 17.25),
    typefaces: SANS,
    template: 'handout.html',
  },
};

const withPage = (layout: Layout, page: PageSize): Layout => ({ ...layout, page });

/** The size of a paperback. Chapters open on the right-hand page, as in a bound book, unless they are very short. */
const a5: Layout = {
  ...a4,
  page: PAGE_SIZES.a5,
  openers: 'auto',
  sheets: 'any',
  book: { ...a4.book, margins: marginsOf(18, 17, 18, 21), type: typeSizeOf(10.5, 15, 8.5) },
  handouts: { ...a4.handouts, margins: marginsOf(18, 15, 13), type: typeSizeOf(12, 16.5) },
};

/** Two pages on each side of a sheet. Chapters open on any page, to save paper. */
const bookletLayout = (page: PageSize, sheet: PageSize): Layout => ({
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

/** Large print: the same settings for books and handouts, on a page of normal size. */
const largePrintLayout = (page: PageSize, { styles, ...set }: LargePrint): Layout => ({
  ...a4,
  page,
  styles: ['editions/large-print.css', ...styles],
  wideTables: 'cards',
  sheets: 'any',
  book: { ...a4.book, ...set },
  handouts: { ...a4.handouts, ...set },
});

/**
 * UKAAF G003 and RNIB clear print: 18 pt sans, no italics, no underline, no hyphens; one line between
 * paragraphs.
 */
const largePrintUk = largePrintLayout(PAGE_SIZES.a4, {
  styles: ['editions/large-print-uk.css'],
  margins: marginsOf(24, 24, 20),
  type: typeSizeOf(18, 24.75, 18),
  typefaces: SANS,
});

/**
 * ACB Best Practices for Large Print: 18 pt Arial or its metric match, 1.5 spacing, one-inch margins, lines
 * of 6 in at most.
 */
const largePrintUs = largePrintLayout(PAGE_SIZES.letter, {
  styles: ['editions/large-print-us.css'],
  margins: marginsOf(27, 26, 25.4, 38.1),
  type: typeSizeOf(18, 27, 18),
  typefaces: { text: 'Arimo', headings: 'Arimo' },
});

/** 24 pt, by the rules for UK large print. */
const giant = largePrintLayout(PAGE_SIZES.a4, {
  styles: ['editions/large-print-uk.css', 'editions/giant.css'],
  margins: marginsOf(26, 26, 18),
  type: typeSizeOf(24, 33, 24),
  typefaces: SANS,
});

/** For a black-and-white printer: black on white, without tints and dark areas, on few sheets. */
const inkSaver: Layout = { ...a4, styles: ['editions/ink-saver.css'] };

/** All built-in layouts by name. An edition is a family and a layout: `book-a5`, `handouts-ink-saver`. */
export const LAYOUTS: ReadonlyMap<string, Layout> = new Map([
  ['a4', a4],
  ['letter', withPage(a4, PAGE_SIZES.letter)],
  ['a5', a5],
  ['large-print-uk', largePrintUk],
  ['large-print-us', largePrintUs],
  ['giant', giant],
  ['booklet', bookletLayout(PAGE_SIZES.a5, PAGE_SIZES.a4)],
  ['booklet-letter', bookletLayout(PAGE_SIZES['half-letter'], PAGE_SIZES.letter)],
  ['ink-saver', inkSaver],
  ['ink-saver-letter', withPage(inkSaver, PAGE_SIZES.letter)],
]);

/** Whether an edition is in large print: all its text has one size, and guidelines set its spacing. */
export const isLargePrint = ({ type }: Pick<PaperEdition, 'type'>): boolean => type.smallest === type.size;
