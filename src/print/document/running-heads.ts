/** Running heads: the book's title on the verso, the chapter's on the recto, none where a chapter opens. */
import type { Book } from '../../core/model/book.ts';
import type { PaperEdition } from '../../core/model/edition.ts';
import { cssString, isolated } from '../../lib/text/css-escape.ts';
import { marginSize, markSize, POINTS } from '../pagination/page-css.ts';

/** Name of the page of the section with this index. */
export const pageName = (index: number): string => `section-${index + 1}`;

/** Of a table that is set on its side in that section. */
export const turnedName = (index: number): string => `${pageName(index)}-turned`;

/**
 * The heads of every section's pages. Chromium has no `string-set`; a counter style is a table of strings, and the counter
 * of the section's own page tells the opening page.
 */
export function runningHeads({ publication, sections, draftMark }: Book, edition: PaperEdition): string {
  const { direction, title } = publication.metadata;
  const room = headRoom(edition, draftMark);
  const head = (text: string): string => isolated(shortened(text, room), direction);
  // The first page of a book that is read from right to left is a left one.
  const [verso, recto] = direction === 'rtl' ? ['right', 'left'] : ['left', 'right'];
  const rules = sections.flatMap((section, index) => {
    const page = pageName(index);
    const names = [page, turnedName(index)];
    return [
      headStyle(`${page}-head`, head(section.title)),
      ...names.map(
        (name) => `@page ${name}{counter-increment:${page} 1 front -9999}
@page ${name}:${verso}{@top-${verso}{content:counter(${page},book-head)}}
@page ${name}:${recto}{@top-${recto}{content:counter(${page},${page}-head)}}`,
      ),
    ];
  });
  const none = '@counter-style no-head{system:cyclic;symbols:""}';
  return [none, headStyle('book-head', head(title)), ...rules].join('\n');
}

/** On the first page of a section nothing, from the second on the text. */
function headStyle(name: string, text: string): string {
  return `@counter-style ${name}{system:cyclic;symbols:${cssString(text)};range:2 infinite;fallback:no-head}`;
}

/** What letters take of the size of their type, as a rule: most, broad ones, and those as wide as they are high. */
const LETTER = 0.48;
const BROAD = 0.7;
const WIDE = 1.05;
const IS_BROAD = /[\p{Lu}mw@%]/u;
const IS_WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303F\uFF00-\uFF60]/u;

function breadth(character: string): number {
  if (IS_WIDE.test(character)) return WIDE;
  return IS_BROAD.test(character) ? BROAD : LETTER;
}

/** Room of a head, in units of its type's size: the line, less the draft mark with its frame and some space before it. */
function headRoom({ page, margins, type }: PaperEdition, draftMark: string | undefined): number {
  const line = (page.width - margins.inside - margins.outside) * POINTS;
  const mark = draftMark === undefined ? 0 : widthOf(draftMark) * markSize(type) * 0.95 + 8 * POINTS;
  return (line - mark) / marginSize(type);
}

const widthOf = (text: string): number => [...text].reduce((sum, character) => sum + breadth(character), 0);

/** About twenty letters: of less nobody can tell what was meant. */
const LEAST_ROOM = 10;

/**
 * A text that is too long ends after a word, with an ellipsis; where there is little room, it is left out.
 * @param room in units of the type's size
 */
export function shortened(text: string, room: number): string {
  if (widthOf(text) <= room) return text;
  if (room < LEAST_ROOM) return '';
  let [kept, width] = ['', 1];
  for (const character of text) {
    width += breadth(character);
    if (width > room) break;
    kept += character;
  }
  // A cut word is the lesser evil where the last space lies far back.
  const words = kept.replace(/\s+\S*$/, '');
  const whole = words.length > kept.length * 0.6 ? words : kept;
  return `${whole.replace(/[\s,;:.–—-]+$/u, '')}…`;
}
