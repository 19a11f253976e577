/** Builds running heads: the book's short title on the verso, the chapter's on the recto, none on opening pages. */

import { isolateNumbersInText } from '../../core/language.ts';
import type { Book } from '../../core/model/book.ts';
import type { PaperEdition } from '../../core/model/edition.ts';
import { isolateDirection, toCssString } from '../../lib/text/css-escape.ts';
import type { FrontMatter } from '../pagination/front-matter.ts';
import { marginSize, markSize, POINTS_PER_MM } from '../pagination/page-css.ts';
import type { SectionRange } from './book/part-links.ts';

/** Returns the page name of a section. */
export const pageName = (index: number): string => `section-${index + 1}`;

/** Returns the page name of a section's turned tables. */
export const turnedPageName = (index: number): string => `${pageName(index)}-turned`;

/**
 * Builds the rules of every section's running heads. Chromium has no `string-set`, so each head is the text of a counter
 * style, and a counter of the section's page name identifies the opening page.
 */
export function buildRunningHeads(
  { publication, sections, draftMark }: Book,
  edition: PaperEdition,
  front: Pick<FrontMatter, 'sections'>,
  { from, to }: SectionRange = { from: 0, to: sections.length },
): string {
  const { direction, language, title, shortTitle = title } = publication.metadata;
  const room = computeHeadWidth(edition, draftMark);
  const head = (text: string, own = language): string =>
    isolateDirection(isolateNumbersInText(shortenToWidth(text, room), own), direction);
  // The first page of a book that is read from right to left is a left one.
  const [verso, recto] = direction === 'rtl' ? ['right', 'left'] : ['left', 'right'];
  const rules = sections.slice(from, to).flatMap((section, index) => {
    const page = pageName(from + index);
    const names = [page, turnedPageName(from + index)];
    return [
      buildHeadStyle(`${page}-head`, head(section.shortTitle ?? section.title, section.language)),
      ...names.map(
        (name) => `@page ${name}{counter-increment:${buildIncrements(from + index, front)}}
@page ${name}:${verso}{@top-${verso}{content:counter(${page},book-head)}}
@page ${name}:${recto}{@top-${recto}{content:counter(${page},${page}-head)}}`,
      ),
      ...(section.isUntitled ? names.map(buildBareMargins) : []),
    ];
  });
  const none = '@counter-style no-head{system:cyclic;symbols:""}';
  return [none, buildHeadStyle('book-head', head(shortTitle)), ...rules].join('\n');
}

/** Builds the rule that leaves the margins of a page without a heading empty: no head, no page number. */
const buildBareMargins = (name: string): string =>
  ['left', 'right']
    .map(
      (side) =>
        `@page ${name}:${side}{@top-${side}{content:none}@bottom-left{content:none}@bottom-right{content:none}}`,
    )
    .join('\n');

/** Builds the increments of the counters on a page of a section. */
const buildIncrements = (index: number, front: Pick<FrontMatter, 'sections'>): string =>
  `${pageName(index)} 1 ${index < front.sections ? 'page 0 front 1' : 'front -9999'}`;

/** The number of the first page of a print: its own, or one in Roman numerals. */
export interface FirstFolio {
  readonly counter: 'page' | 'front';
  readonly folio: number;
}

/**
 * Builds the rule with which the pages of a print count from another number than 1.
 * @param name of the first page: of a section, or of a blank page
 * @param section index of the section, from which the counter of its head has its name
 */
export function buildFirstFolio(name: string, section: number, { counter, folio }: FirstFolio): string {
  const numbers = counter === 'page' ? `front -9999 page ${folio}` : `page 0 front ${folio}`;
  // The head of an opening page depends on the counter of its section, which a blank page before it does not change.
  const own = name.startsWith('blank') ? '' : `${pageName(section)} 1 `;
  return `@page ${name}:first{counter-increment:${own}${numbers}}`;
}

/** Builds a counter style that shows nothing on the first page of a section and the text on the others. */
function buildHeadStyle(name: string, text: string): string {
  return `@counter-style ${name}{system:cyclic;symbols:${toCssString(text)};range:2 infinite;fallback:no-head}`;
}

/** Average width of narrow, broad and full-width characters, as a multiple of the type size. */
const LETTER = 0.48;
const BROAD = 0.7;
const WIDE = 1.05;
const IS_BROAD = /[\p{Lu}mw@%]/u;
const IS_WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303F\uFF00-\uFF60]/u;

function letterWidth(character: string): number {
  if (IS_WIDE.test(character)) return WIDE;
  return IS_BROAD.test(character) ? BROAD : LETTER;
}

/** Returns the room for a head as a multiple of its type size: the line without the draft mark, its frame and a gap. */
function computeHeadWidth({ page, margins, type }: PaperEdition, draftMark: string | undefined): number {
  const line = (page.width - margins.inside - margins.outside) * POINTS_PER_MM;
  const mark =
    draftMark === undefined ? 0 : estimateWidth(draftMark) * markSize(type) * 0.95 + 8 * POINTS_PER_MM;
  return (line - mark) / marginSize(type);
}

const estimateWidth = (text: string): number =>
  [...text].reduce((sum, character) => sum + letterWidth(character), 0);

/** Minimum room for a head, about twenty letters: a shorter text cannot be understood. */
const MIN_WIDTH = 10;

/**
 * Shortens a text after a word, with an ellipsis. Returns an empty text if there is too little room.
 * @param room multiple of the type size
 */
export function shortenToWidth(text: string, room: number): string {
  if (estimateWidth(text) <= room) return text;
  if (room < MIN_WIDTH) return '';
  let [kept, width] = ['', 1];
  for (const character of text) {
    width += letterWidth(character);
    if (width > room) break;
    kept += character;
  }
  // If the last space is far back, a word is cut instead.
  const words = kept.replace(/\s+\S*$/, '');
  const whole = words.length > kept.length * 0.6 ? words : kept;
  return `${whole.replace(/[\s,;:.–—-]+$/u, '')}…`;
}
