/** Draws the typographic cover: an SVG of 1400 by 2100 units on which every title fits. */

import type { Book } from '../../core/model/book.ts';
import type { Design } from '../../core/model/design.ts';
import { fillXml } from '../checks/project-templates.ts';
import { type FittedText, fitText } from './fit-text.ts';

/** Lines with their baselines. */
interface Block {
  readonly size: number;
  readonly lines: readonly { readonly y: number; readonly text: string }[];
}

export const COVER_SIZE = { width: 1400, height: 2100 } as const;
const { width: WIDTH, height: HEIGHT } = COVER_SIZE;
const MARGIN = 160;
/** The bar along the side where a line begins. */
const BAR = 60;
const MEASURE = WIDTH - 2 * MARGIN;
/** Where the words above the mark must end, and where the mark is: 800 by 450 units. */
const WORDS_END = 1190;
const MARK = { top: 1300, width: 800 };
const DRAFT_TOP = 100;
const DRAFT_PADDING = 36;
const LEADING = 1.2;

/** The words on the cover, for those who do not see it. */
export function coverText(book: Book): string {
  const { title, subtitle } = book.publication.metadata;
  const texts = [title, subtitle, publisherLine(book), book.draftMark];
  return texts.filter((text) => text !== undefined).join('. ');
}

/** @returns the SVG file */
export function drawCover(book: Book, design: Design): Promise<string> {
  const { language, direction, title, subtitle } = book.publication.metadata;
  const rightToLeft = direction === 'rtl';
  const draft = book.draftMark === undefined ? undefined : placeDraft(book.draftMark);
  const top = draft === undefined ? 220 : DRAFT_TOP + draft.height + 100;
  const words = placeTitle(title, subtitle, top);
  return fillXml(design, 'epub/cover.svg', {
    language,
    direction,
    text: coverText(book),
    ...{ width: WIDTH, height: HEIGHT, margin: MARGIN, measure: MEASURE, bar: BAR },
    barX: rightToLeft ? WIDTH - BAR : 0,
    markX: rightToLeft ? WIDTH - MARGIN - MARK.width : MARGIN,
    markY: MARK.top,
    textX: rightToLeft ? WIDTH - MARGIN : MARGIN,
    draftX: rightToLeft ? WIDTH - MARGIN - DRAFT_PADDING : MARGIN + DRAFT_PADDING,
    draft,
    ...words,
    publisher: placePublisher(publisherLine(book)),
  });
}

/** More names could not be read on a cover; the title page has them all. */
export const MOST_AUTHORS = 100;

function publisherLine({ publication: { metadata } }: Book): string | undefined {
  const names = metadata.authors.slice(0, MOST_AUTHORS).map(({ name }) => name);
  const more = metadata.authors.length > MOST_AUTHORS ? ['…'] : [];
  return metadata.publisher ?? ([...names, ...more].join(', ') || undefined);
}

function placeDraft(mark: string): Block & { readonly y: number; readonly height: number } {
  const width = MEASURE - 2 * DRAFT_PADDING;
  // Too low for two lines of the largest size: one line that is a little smaller reads better.
  const fitted = fitText(mark, { width, height: 106, largest: 56, smallest: 40, leading: LEADING });
  const height = heightOf(fitted) + 2 * DRAFT_PADDING;
  return { y: DRAFT_TOP, height, ...placed(fitted, DRAFT_TOP + DRAFT_PADDING) };
}

function placeTitle(title: string, subtitle: string | undefined, top: number) {
  const room = WORDS_END - top;
  const box = { width: MEASURE, largest: 150, smallest: 72, leading: LEADING };
  const fitted = fitText(title, { ...box, height: subtitle === undefined ? room : room * 0.68 });
  if (subtitle === undefined) return { title: placed(fitted, top) };
  const subtitleTop = top + heightOf(fitted) + 50;
  const below = fitText(subtitle, {
    ...box,
    height: WORDS_END - subtitleTop,
    largest: Math.min(72, fitted.size * 0.6),
    smallest: 44,
  });
  return { title: placed(fitted, top), subtitle: placed(below, subtitleTop) };
}

function placePublisher(publisher: string | undefined): Block | undefined {
  if (publisher === undefined) return undefined;
  const box = { width: MEASURE, height: 200, largest: 54, smallest: 36, leading: LEADING };
  const fitted = fitText(publisher, box);
  return placed(fitted, HEIGHT - MARGIN - heightOf(fitted));
}

const heightOf = ({ size, lines }: FittedText): number => size * LEADING * lines.length;

/** Baselines from the top of the block: the first line's ascenders end there. */
function placed({ size, lines }: FittedText, top: number): Block {
  const baseline = (index: number) => Math.round(top + size * (0.85 + LEADING * index));
  return { size, lines: lines.map((text, index) => ({ y: baseline(index), text })) };
}
