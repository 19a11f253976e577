/** Draws the typographic cover, an SVG of 1400 by 2100 units that fits every title. */

import type { Book } from '../../core/model/book.ts';
import type { Design } from '../../core/model/design.ts';
import { serializeXml } from '../../lib/xml/serialize.ts';
import { fillXml } from '../checks/project-templates.ts';
import type { CoverDrawingData } from '../template-data.ts';
import { type FittedText, fitText } from './fit-text.ts';
import { convertLogo } from './logo-shapes.ts';

/** Lines of text with their baselines. */
interface Block {
  readonly size: number;
  readonly lines: readonly { readonly y: number; readonly text: string }[];
}

export const COVER_SIZE = { width: 1400, height: 2100 } as const;
const { width: WIDTH, height: HEIGHT } = COVER_SIZE;
const MARGIN = 160;
/** Width of the bar along the side where lines begin. */
const BAR = 60;
const MEASURE = WIDTH - 2 * MARGIN;
/** Lower end of the text above the mark, and position of the mark, which is 800 by 450 units. */
const WORDS_END = 1190;
const MARK = { top: 1300, width: 800 };
/** Largest size of the logo, and the space beside it. */
const LOGO = { width: 460, height: 170, gap: 60 };
const DRAFT_TOP = 100;
const DRAFT_PADDING = 36;
const LEADING = 1.2;
/** Colors of the page and of small words, without a brand. */
const PAPER = '#ffffff';
const INK = '#1a1a1a';

/** Returns the text on the cover, as its alternative text. */
export function buildCoverText(book: Book): string {
  const { title, subtitle } = book.publication.metadata;
  const publisher = buildPublisherLine(book);
  const logo = isLogoDrawn(book) && book.logo?.alt !== publisher ? book.logo?.alt : undefined;
  const texts = [title, subtitle, publisher, logo, book.draftMark];
  return texts.filter((text) => text !== undefined).join('. ');
}

/**
 * Returns the color of titles: the last `--accent` in the styles of the printed book with the same page numbers,
 * and of the e-book; without one there, that of the brand.
 * Only hexadecimal colors are read, because the cover is drawn without a browser. Short ones
 * are written out.
 */
async function findAccent(
  { publication }: Book,
  editionStyles: readonly string[],
  design: Design,
): Promise<string> {
  const names = [...(publication.pagesFrom?.styles ?? []), ...editionStyles];
  const own = await readAccent(names, design);
  const usual = async () => publication.brand?.palette.primary ?? (await readAccent(['tokens.css'], design));
  const color = own ?? (await usual()) ?? INK;
  return color.length === 4 ? color.replace(/[\da-f]/g, '$&$&') : color;
}

/** Returns the last `--accent` in some styles. */
async function readAccent(names: readonly string[], design: Design): Promise<string | undefined> {
  const styles = await Promise.all(names.map((name) => design.readStyle(name)));
  const plain = styles.join('\n').replace(/\/\*[\s\S]*?\*\//g, '');
  const colors = [...plain.matchAll(/--accent:\s*(#(?:[\da-f]{3}){1,2})\s*[;}]/gi)];
  return colors.at(-1)?.[1]?.toLowerCase();
}

/**
 * Draws the cover.
 * @param editionStyles the style sheets of the edition
 * @returns the SVG file
 */
export async function drawCover(
  book: Book,
  design: Design,
  editionStyles: readonly string[] = [],
): Promise<string> {
  const { language, direction, title, subtitle } = book.publication.metadata;
  const palette = book.publication.brand?.palette;
  const logo = placeLogo(book);
  const rightToLeft = direction === 'rtl';
  const draft = book.draftMark === undefined ? undefined : placeDraft(book.draftMark);
  const top = draft === undefined ? 220 : DRAFT_TOP + draft.height + 100;
  const words = placeTitle(title, subtitle, top);
  return fillXml(design, 'epub/cover.svg', {
    language,
    direction,
    text: buildCoverText(book),
    ...{ width: WIDTH, height: HEIGHT, margin: MARGIN, measure: MEASURE, bar: BAR },
    accent: await findAccent(book, editionStyles, design),
    ground: palette?.background ?? PAPER,
    ink: palette?.text ?? INK,
    barX: rightToLeft ? WIDTH - BAR : 0,
    markX: rightToLeft ? WIDTH - MARGIN - MARK.width : MARGIN,
    markY: MARK.top,
    textX: rightToLeft ? WIDTH - MARGIN : MARGIN,
    draftX: rightToLeft ? WIDTH - MARGIN - DRAFT_PADDING : MARGIN + DRAFT_PADDING,
    draft,
    ...words,
    publisher: placePublisher(buildPublisherLine(book), logo === undefined ? 0 : logo.width + LOGO.gap),
    logo: logo?.shapes,
  } satisfies CoverDrawingData);
}

/** Authors named on the cover. More could not be read; the title page names all. */
export const MAX_AUTHORS = 100;

function buildPublisherLine({ publication: { metadata } }: Book): string | undefined {
  const names = metadata.authors.slice(0, MAX_AUTHORS).map(({ name }) => name);
  const more = metadata.authors.length > MAX_AUTHORS ? ['…'] : [];
  return metadata.publisher ?? ([...names, ...more].join(', ') || undefined);
}

function placeDraft(mark: string): Block & { readonly y: number; readonly height: number } {
  const width = MEASURE - 2 * DRAFT_PADDING;
  // The box is too low for two lines of the largest size, because one slightly smaller line is easier to read.
  const fitted = fitText(mark, { width, height: 106, largest: 56, smallest: 40, leading: LEADING });
  const height = computeHeight(fitted) + 2 * DRAFT_PADDING;
  return { y: DRAFT_TOP, height, ...placeLines(fitted, DRAFT_TOP + DRAFT_PADDING) };
}

function placeTitle(title: string, subtitle: string | undefined, top: number) {
  const room = WORDS_END - top;
  const box = { width: MEASURE, largest: 150, smallest: 72, leading: LEADING };
  const fitted = fitText(title, { ...box, height: subtitle === undefined ? room : room * 0.68 });
  if (subtitle === undefined) return { title: placeLines(fitted, top) };
  const subtitleTop = top + computeHeight(fitted) + 50;
  const below = fitText(subtitle, {
    ...box,
    height: WORDS_END - subtitleTop,
    largest: Math.min(72, fitted.size * 0.6),
    smallest: 44,
  });
  return { title: placeLines(fitted, top), subtitle: placeLines(below, subtitleTop) };
}

/** @param logoWidth width that the logo beside it takes */
function placePublisher(publisher: string | undefined, logoWidth: number): Block | undefined {
  if (publisher === undefined) return undefined;
  const box = { width: MEASURE - logoWidth, height: 200, largest: 54, smallest: 36, leading: LEADING };
  const fitted = fitText(publisher, box);
  return placeLines(fitted, HEIGHT - MARGIN - computeHeight(fitted));
}

/** Returns whether the painter knows the shapes of the logo. */
export const isLogoDrawn = (book: Book): boolean => placeLogo(book) !== undefined;

/** Places the logo in the corner where lines end. `undefined` without one, and if the painter does not know its shapes. */
function placeLogo({
  logo,
  publication,
}: Book): { readonly shapes: string; readonly width: number } | undefined {
  const { drawing, width, height } = logo?.asset ?? { width: 1, height: 1 };
  if (drawing === undefined) return undefined;
  const scale = Math.min(LOGO.width / width, LOGO.height / height);
  const isFromRight = publication.metadata.direction === 'rtl';
  const x = isFromRight ? MARGIN : WIDTH - MARGIN - width * scale;
  const shapes = convertLogo(drawing, { x, y: HEIGHT - MARGIN - height * scale, scale });
  return shapes && { shapes: serializeXml([shapes]), width: width * scale };
}

const computeHeight = ({ size, lines }: FittedText): number => size * LEADING * lines.length;

/** Computes baselines, so that the ascenders of the first line touch the top of the block. */
function placeLines({ size, lines }: FittedText, top: number): Block {
  const baseline = (index: number) => Math.round(top + size * (0.85 + LEADING * index));
  return { size, lines: lines.map((text, index) => ({ y: baseline(index), text })) };
}
