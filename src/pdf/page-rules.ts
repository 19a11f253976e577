/** The CSS that depends on the publication: the size of the page, and the words in its margins. */
import type { Book, PageSize } from '../model.ts';
import { cssString } from './css-text.ts';
import { footLine } from './imprint.ts';

/**
 * The page in millimetres, which no engine misreads (`size: A6` is silently Letter), and the strings that the margin boxes
 * of `print.css` take up. `none` leaves a box out, its frame as well.
 */
export function pageRules(book: Book, page: PageSize): string {
  const draft = book.draftMark === undefined ? 'none' : cssString(book.draftMark);
  return `@page{size:${page.width}mm ${page.height}mm}
:root{--page-width:${page.width}mm;--page-height:${page.height}mm;--draft-mark:${draft};--foot:${cssString(footLine(book))}}`;
}

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
