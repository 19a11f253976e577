/** The CSS that depends on the publication: the size of the page, and the words in its margins. */
import type { Book, PaperEdition, TypeSize } from '../model.ts';
import { cssString } from './css-text.ts';
import { footLine } from './imprint.ts';

/**
 * The page in millimetres, which no engine misreads (`size: A6` is silently Letter), the sizes that the styles reckon with,
 * and the strings that the margin boxes of `print.css` take up. `none` leaves a box out, its frame as well.
 */
export function pageRules(book: Book, { family, page, margins, type, typefaces }: PaperEdition): string {
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
    '--text': `var(--${typefaces.text})`,
    '--draft-mark': draft,
    '--foot': cssString(footLine(book)),
  };
  return `@page{size:${page.width}mm ${page.height}mm;margin-block:${top}mm ${bottom}mm}
${first}@page :left{margin-inline:${outside}mm ${inside}mm}
@page :right{margin-inline:${inside}mm ${outside}mm}
:root{${Object.entries(variables)
    .map(([name, value]) => `${name}:${value}`)
    .join(';')}}`;
}

/** Points in a millimetre. */
const POINTS = 72 / 25.4;

const markSize = ({ size, smallest }: TypeSize): number => Math.max(smallest, size * 0.8);

/** What stands in the margins: the foot, the folio, the draft mark. */
function marginSizes(type: TypeSize): Readonly<Record<string, string>> {
  const { size, smallest } = type;
  return {
    '--size-margin': `${Math.max(smallest, size * 0.76)}pt`,
    '--size-folio': `${Math.max(smallest, size * 0.88)}pt`,
    '--size-mark': `${markSize(type)}pt`,
  };
}

/** Height in millimetres of a draft mark above a handout's title: its line, its frame and the space below. */
const markRoom = (type: TypeSize): number => Math.round((markSize(type) * 1.3) / POINTS + 7.5);

/** Name of the page of the section with this index. */
export const pageName = (index: number): string => `section-${index + 1}`;

/**
 * Running heads: the book's title on the left, the chapter's on the right, none where a chapter opens. Chromium has no
 * `string-set`; a counter style is a table of strings, and the counter of the section's own page tells the opening page.
 */
export function runningHeads({ publication, sections }: Book): string {
  const rules = sections.map(({ title }, index) => {
    const page = pageName(index);
    return `${headStyle(`${page}-head`, title)}
@page ${page}{counter-increment:${page} 1}
@page ${page}:left{@top-left{content:counter(${page},book-head)}}
@page ${page}:right{@top-right{content:counter(${page},${page}-head)}}`;
  });
  const none = '@counter-style no-head{system:cyclic;symbols:""}';
  return [none, headStyle('book-head', publication.metadata.title), ...rules].join('\n');
}

/** On the first page of a section nothing, from the second on the text. */
function headStyle(name: string, text: string): string {
  return `@counter-style ${name}{system:cyclic;symbols:${cssString(text)};range:2 infinite;fallback:no-head}`;
}
