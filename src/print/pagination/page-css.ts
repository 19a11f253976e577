/** Builds the CSS that depends on the publication: page size, type sizes and the text in the margins. */
import { isolateNumbersInText } from '../../core/language.ts';
import type { Book } from '../../core/model/book.ts';
import type { Margins, PaperEdition, TypeSize } from '../../core/model/edition.ts';
import { toCssString } from '../../lib/text/css-escape.ts';
import { buildFootLine } from '../imprint.ts';
import type { FrontMatter } from './front-matter.ts';

/**
 * Which margins left and right pages have: those of their `sides`, or all pages those of a right page (`right`), for parts
 * of a book whose first page may be on any side.
 */
export type PageSides = 'sides' | 'right';

/**
 * Builds the rules of all pages: the page size in millimeters (because Chromium silently reads `size: A6` as Letter),
 * and the custom properties for sizes and for the margin boxes of `print.css`. The value `none` removes a margin box
 * with its frame.
 */
export function buildPageRules(
  book: Book,
  { family, page, margins, type }: PaperEdition,
  sides: PageSides = 'sides',
): string {
  const draft = book.draftMark === undefined ? 'none' : toCssString(book.draftMark);
  const { top, bottom, inside, outside } = margins;
  const room = computeMarkHeight(type);
  const foot = buildFootLine(book, computeFootRoom(page, margins, type));
  const first =
    family === 'handouts' ? `@page :first{margin-block-start:${Math.max(5, top - room)}mm}\n` : '';
  const variables = {
    '--page-width': `${page.width}mm`,
    '--page-height': `${page.height}mm`,
    '--text-width': `${page.width - inside - outside}mm`,
    '--text-height': `${page.height - top - bottom}mm`,
    '--size': `${type.size}pt`,
    '--leading': `${type.leading}pt`,
    '--smallest': `${type.smallest}pt`,
    '--unit': `${page.width / 210}mm`,
    '--mark-room': `${room}mm`,
    ...buildMarginSizes(type),
    '--draft-mark': draft,
    '--foot': toCssString(isolateNumbersInText(foot, book.publication.metadata.language)),
  };
  const [left, right] = sides === 'right' ? [inside, outside] : [outside, inside];
  return `@page{size:${page.width}mm ${page.height}mm;margin-block:${top}mm ${bottom}mm}
${first}@page :left{margin-left:${formatSide(left)};margin-right:${formatSide(right)}}
@page :right{margin-left:${formatSide(inside)};margin-right:${formatSide(outside)}}
:root{${Object.entries(variables)
    .map(([name, value]) => `${name}:${value}`)
    .join(';')}}`;
}

/** Formats the margin at a side of the text, in millimeters, without the room that `body` has beside the text (type.css). */
const formatSide = (margin: number): string => `calc(${margin}mm - 1px)`;

/** Removes the text in the margins, for parts of a book: it is laid over their pages when these are counted. */
export const NO_MARGIN_TEXT = ':root{--folio:none;--foot:none;--draft-mark:none}';

/**
 * Returns the distance by which the text of a left page is further to the right than that of a right page, in points.
 * Chromium sets the text of a page on whole CSS pixels.
 */
export function computeSideShift({ margins: { inside, outside } }: PaperEdition): number {
  const [left, right] = [outside, inside].map((margin) => Math.round((margin * 96) / 25.4 - 1));
  return ((left ?? 0) - (right ?? 0)) * 0.75;
}

/** Points in a millimeter. */
export const POINTS_PER_MM = 72 / 25.4;

/** Size of the draft mark, and of the text in the margins. Points. */
export const markSize = ({ size, smallest }: TypeSize): number => Math.max(smallest, size * 0.8);
export const marginSize = ({ size, smallest }: TypeSize): number => Math.max(smallest, size * 0.76);

/** Builds the custom properties for the sizes in the margins: foot, folio and draft mark. */
function buildMarginSizes(type: TypeSize): Readonly<Record<string, string>> {
  const { size, smallest } = type;
  return {
    '--size-margin': `${marginSize(type)}pt`,
    '--size-folio': `${Math.max(smallest, size * 0.88)}pt`,
    '--size-mark': `${markSize(type)}pt`,
  };
}

/** Average width of a character in the foot, and width of the page number, as multiples of the type size. */
const FOOT_LETTER = 0.52;
const FOLIO = 4;

/** Returns how many characters fit beside the page number in one line. In large print this is less than a title has. */
const computeFootRoom = (page: PaperEdition['page'], { inside, outside }: Margins, type: TypeSize): number =>
  ((page.width - inside - outside) * POINTS_PER_MM) / marginSize(type) / FOOT_LETTER - FOLIO / FOOT_LETTER;

/** Returns the height in millimeters of the draft mark above a handout's title: line, frame and space below. */
const computeMarkHeight = (type: TypeSize): number =>
  Math.round((markSize(type) * 1.3) / POINTS_PER_MM + 7.5);

/**
 * Builds the rules of a book's pages other than those of its chapters. Pages before the first chapter have their own
 * counter in roman numerals. Only one of the two counters prints a number on a page: `page` is 0 before the first
 * chapter, and `front` is far below 1 from the first chapter on. With pages that are not counted, the last of them is 0.
 */
export function buildBookPageRules({ uncounted }: Pick<FrontMatter, 'uncounted'>): string {
  const roman = 'system:extends lower-roman;range:1 infinite;fallback:no-folio';
  const arabic = 'system:extends decimal;range:1 infinite;fallback:no-folio';
  return `@counter-style no-folio{system:cyclic;symbols:""}
@counter-style front-folio{${roman}}
@counter-style body-folio{${arabic}}
:root{--folio:counter(front,front-folio) counter(page,body-folio)}
@page cover{counter-increment:page 0 front ${1 - uncounted}}
@page front{counter-increment:page 0 front 1}
@page blank-front{counter-increment:page 0 front 1}
@page imprint{counter-increment:page 0 front 1}
@page blank{counter-increment:front -9999}`;
}

/**
 * Builds the rules of a landscape page for a wide table. The table's top is at the left edge, so the reader turns the
 * book clockwise. On screens the page is shown in reading direction; a page of a booklet is rotated upright, because
 * it is placed on a sheet.
 * @param name of the page
 */
export function buildTurnedPageRules(
  name: string,
  { page, margins, imposition }: PaperEdition,
  sides: PageSides = 'sides',
): string {
  const { top, bottom, inside, outside } = margins;
  const [head, foot] = sides === 'right' ? [inside, outside] : [outside, inside];
  const [left, right] = [formatSide(bottom), formatSide(top)];
  const upright = imposition === undefined ? '' : ';page-orientation:rotate-left';
  return `@page ${name}{size:${page.height}mm ${page.width}mm${upright}}
@page ${name}:left{margin:${head}mm ${right} ${foot}mm ${left}}
@page ${name}:right{margin:${inside}mm ${right} ${outside}mm ${left}}`;
}
