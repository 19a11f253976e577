/** The CSS that depends on the publication: the size of the page, and the words in its margins. */
import type { Book } from '../../core/model/book.ts';
import type { PaperEdition, TypeSize } from '../../core/model/edition.ts';
import { cssString } from '../../lib/text/css-escape.ts';
import { footLine } from '../imprint.ts';

/**
 * The page in millimetres, which no engine misreads (`size: A6` is silently Letter), the sizes that the styles reckon with,
 * and the strings that the margin boxes of `print.css` take up. `none` leaves a box out, its frame as well.
 */
export function pageRules(book: Book, { family, page, margins, type }: PaperEdition): string {
  const draft = book.draftMark === undefined ? 'none' : cssString(book.draftMark);
  const { top, bottom, inside, outside } = margins;
  const room = markRoom(type);
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
    ...marginSizes(type),
    '--draft-mark': draft,
    '--foot': cssString(footLine(book)),
  };
  return `@page{size:${page.width}mm ${page.height}mm;margin-block:${top}mm ${bottom}mm}
${first}@page :left{margin-left:${outside}mm;margin-right:${inside}mm}
@page :right{margin-left:${inside}mm;margin-right:${outside}mm}
:root{${Object.entries(variables)
    .map(([name, value]) => `${name}:${value}`)
    .join(';')}}`;
}

/** Points in a millimetre. */
export const POINTS = 72 / 25.4;

/** In points: of the draft mark, and of the words in the margins. */
export const markSize = ({ size, smallest }: TypeSize): number => Math.max(smallest, size * 0.8);
export const marginSize = ({ size, smallest }: TypeSize): number => Math.max(smallest, size * 0.76);

/** What stands in the margins: the foot, the folio, the draft mark. */
function marginSizes(type: TypeSize): Readonly<Record<string, string>> {
  const { size, smallest } = type;
  return {
    '--size-margin': `${marginSize(type)}pt`,
    '--size-folio': `${Math.max(smallest, size * 0.88)}pt`,
    '--size-mark': `${markSize(type)}pt`,
  };
}

/** Height in millimetres of a draft mark above a handout's title: its line, its frame and the space below. */
const markRoom = (type: TypeSize): number => Math.round((markSize(type) * 1.3) / POINTS + 7.5);

/**
 * The pages of a book beside its chapters. Those before the first chapter are counted by themselves, in roman numerals, and
 * of the two counters one prints nothing: `page` stands at 0 in front, and `front` far below 1 from the first chapter on.
 */
export function bookPageRules(): string {
  const roman = 'system:extends lower-roman;range:1 infinite;fallback:no-folio';
  const arabic = 'system:extends decimal;range:1 infinite;fallback:no-folio';
  return `@counter-style no-folio{system:cyclic;symbols:""}
@counter-style front-folio{${roman}}
@counter-style body-folio{${arabic}}
:root{--folio:counter(front,front-folio) counter(page,body-folio)}
@page cover{counter-increment:page 0 front 1}
@page front{counter-increment:page 0 front 1}
@page blank-front{counter-increment:page 0 front 1}
@page blank{counter-increment:front -9999}
@page closing{counter-increment:front -9999}`;
}

/**
 * The page of a table that is too wide for an upright one, as if the book were turned clockwise to read it: its head is at
 * the left edge. On screens it lies as it is read; what is laid out on a booklet's sheets is turned upright.
 * @param name of the page
 */
export function turnedPageRules(name: string, { page, margins, imposition }: PaperEdition): string {
  const { top, bottom, inside, outside } = margins;
  const upright = imposition === undefined ? '' : ';page-orientation:rotate-left';
  return `@page ${name}{size:${page.height}mm ${page.width}mm${upright}}
@page ${name}:left{margin:${outside}mm ${top}mm ${inside}mm ${bottom}mm}
@page ${name}:right{margin:${inside}mm ${top}mm ${outside}mm ${bottom}mm}`;
}
