/**
 * Searches the places of figures and tables at which pages have no holes: a figure that does not fit at the foot of a
 * page changes places with the text after it. A print shows the holes; each move is tried by another print, and kept if
 * the pages are fuller. A document without holes is printed once.
 */
import type { PaperEdition } from '../../core/model/edition.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';
import { type Position, readPositions } from '../printed/page-map.ts';
import { measureFreeHeight } from './overflow.ts';
import { POINTS_PER_MM } from './page-css.ts';

/** Smallest hole that is worth a print, as a share of the text's height. */
const MIN_HOLE = 0.25;
/** A page with less is worth a print with close spacing that may save it, as a share of the text's height. */
const MIN_FILL = { last: 0.15, inner: 0.4 };
/** Maximum number of prints that try moves. */
const MAX_TRIES = 4;
/** A larger hole is worse than a broken box. */
const MAX_HOLE = 0.65;
/** Lines that must fit before a page break in a block of text. */
const MIN_LINES = 3;
/** Part of the emptiness that must be left at most, so that a move is worth it. */
const NOTICEABLE = 0.98;
/** Tolerance in points, because Chromium sets blocks on whole pixels. */
const TOLERANCE = 2;

/** A box, or a figure or table with a caption and the text after it up to the next heading, box, figure or table. */
export interface Float {
  /** `turned`: on a landscape page of its own. `urgent-box`: is only broken if it is taller than a page. */
  readonly kind: 'upright' | 'turned' | 'box' | 'urgent-box';
  readonly id: string;
  /** Id of the first of the headings right above it; without a heading, its own id. */
  readonly lead: string;
  /** Ids of the blocks of text after it. A paragraph and the list that it introduces are one block. */
  readonly texts: readonly string[];
  /** Id of what follows the text; absent at the end of the section's last page. */
  readonly next?: string;
}

/**
 * By the id of a float, the number of blocks of text that are printed before it; for a box 1, if it may be broken; by the
 * id of a section 1, if it has close spacing.
 */
export type FloatMoves = ReadonlyMap<string, number>;

/** A section of a document, as far as the search needs it. */
export interface SearchedSection {
  readonly floats: readonly Float[];
  /** How it is printed with close spacing; absent: it keeps its spacing. */
  readonly close?: CloseSpacing;
}

export interface CloseSpacing {
  /** Id of the section. */
  readonly id: string;
  /** Estimated lines that it saves. */
  readonly linesSaved: number;
}

/** A printed document, as far as the search needs it. */
export interface PrintedLayout {
  readonly positions: ReadonlyMap<string, Position>;
  /** Returns the free height at the foot of a page, in points; 0 for a landscape page. */
  free(page: number): number;
  /** The first and the last page of each section. */
  readonly spans: readonly PageSpan[];
}

export interface PageSpan {
  readonly first: number;
  readonly last: number;
}

/** Reads the layout from a print, also from a draft. */
export function readLayout(file: PdfFile, edition: PaperEdition, spans: readonly PageSpan[]): PrintedLayout {
  const known = new Map<number, number>();
  const free = (page: number): number => {
    const height = known.get(page) ?? measureFreeHeight(file, page, edition);
    known.set(page, height);
    return height;
  };
  return { positions: readPositions(file), free, spans };
}

/** A float and the number of blocks of text that are tried before it. */
interface Move {
  readonly id: string;
  readonly count: number;
}

/** A section in the best layout so far. */
interface Best {
  readonly layout: PrintedLayout;
  readonly span: PageSpan;
}

/** The search in one section. Sections are independent, because each begins on a new page. */
class SectionSearch {
  /** Moves that made pages fuller; they are not changed. */
  readonly kept = new Map<string, number>();
  readonly #floats: readonly Float[];
  readonly #close: CloseSpacing | undefined;
  readonly #failed = new Set<string>();
  #best: Best | undefined;
  #move: Move | undefined;

  constructor({ floats, close }: SearchedSection, made: FloatMoves) {
    this.#floats = floats;
    this.#close = close;
    for (const { id } of floats) {
      const count = made.get(id);
      if (count !== undefined) this.kept.set(id, count);
    }
  }

  /** Evaluates a print. @returns whether it is the best so far */
  evaluate(layout: PrintedLayout, span: PageSpan): boolean {
    const [now, before, move] = [{ layout, span }, this.#best, this.#move];
    if (before === undefined) this.#best = now;
    if (before === undefined || move === undefined) return true;
    const isClose = move.id === this.#close?.id;
    const isFuller = isClose
      ? countPages(span) < countPages(before.span)
      : countPages(span) <= countPages(before.span) &&
        computeEmptiness(now) < computeEmptiness(before) * NOTICEABLE;
    if (isFuller) {
      this.#best = now;
      this.kept.set(move.id, move.count);
    } else this.#failed.add(move.id);
    this.#move = undefined;
    return isFuller;
  }

  /** Whether a move has not been tried. */
  #isOpen(id: string): boolean {
    return !this.kept.has(id) && !this.#failed.has(id);
  }

  /** Chooses the next move to try. @returns the moves of the next print */
  propose(measure: Measure): { readonly moves: FloatMoves; readonly isNew: boolean } {
    const best = this.#best;
    const close = this.#close;
    if (best && close && this.#isOpen(close.id) && maySavePage(best, close, this.#floats, measure)) {
      this.#move = { id: close.id, count: 1 };
      return { moves: new Map([...this.kept, [close.id, 1]]), isNew: true };
    }
    const left = this.#floats.filter(({ id }) => this.#isOpen(id));
    const found =
      best && left.map((float) => chooseMove(float, best, measure)).find((move) => move !== undefined);
    this.#move = found;
    if (found === undefined) return { moves: this.kept, isNew: false };
    return { moves: new Map([...this.kept, [found.id, found.count]]), isNew: true };
  }
}

/** Whether close spacing may save a page of a handout that begins with a box, a figure or a table. */
export function maySaveInnerPage(
  layout: PrintedLayout,
  floats: readonly Float[],
  linesSaved: number,
  edition: PaperEdition,
): boolean {
  const [span = { first: 1, last: 1 }] = layout.spans;
  const inner = { layout, span: { ...span, last: Number.POSITIVE_INFINITY } };
  return maySavePage(inner, { id: '', linesSaved }, floats, measureOf(edition));
}

const measureOf = ({ page, margins, type }: PaperEdition): Measure => ({
  height: (page.height - margins.top - margins.bottom) * POINTS_PER_MM,
  leading: type.leading,
});

/** Whether close spacing may save the last page of a section, or a page that begins with a box or a float. */
function maySavePage(
  { layout: { positions, free }, span }: Best,
  { linesSaved }: CloseSpacing,
  floats: readonly Float[],
  { height, leading }: Measure,
): boolean {
  const isShort = (page: number, fill: number): boolean => {
    const text = height - free(page);
    return page > span.first && text < fill * height && text < free(page - 1) + linesSaved * leading;
  };
  const tops = floats.flatMap(({ lead }) => {
    const at = positions.get(lead);
    return at === undefined || at.top > leading / 2 || at.page === span.last ? [] : [at.page];
  });
  const isLastShort = Number.isFinite(span.last) && isShort(span.last, MIN_FILL.last);
  return isLastShort || tops.some((page) => isShort(page, MIN_FILL.inner));
}

/** The text block. Points. */
interface Measure {
  readonly height: number;
  readonly leading: number;
}

/** Searches in all sections of a document at once. */
export class FloatSearch {
  #sections: readonly SectionSearch[];
  readonly #measure: Measure;
  #tries = 0;
  #isOver: boolean;

  /**
   * @param sections all sections in order
   * @param made moves that the first print has
   */
  constructor(sections: readonly SearchedSection[], edition: PaperEdition, made: FloatMoves = new Map()) {
    this.#sections = sections.map((section) => new SectionSearch(section, made));
    this.#isOver = sections.every(({ floats, close }) => floats.length === 0 && !close);
    this.#measure = measureOf(edition);
  }

  /**
   * Evaluates a print of the moves returned before.
   * @param readLayout is only called if the document has floats
   * @returns the moves of the next print; `undefined`: this print is the last one
   */
  next(readLayout: () => PrintedLayout): FloatMoves | undefined {
    if (this.#isOver) return undefined;
    const layout = readLayout();
    const verdicts = this.#sections.map((section, index) =>
      section.evaluate(layout, layout.spans[index] ?? { first: 1, last: 1 }),
    );
    if (this.#tries < MAX_TRIES) {
      const proposals = this.#sections.map((section) => section.propose(this.#measure));
      if (proposals.some(({ isNew }) => isNew)) {
        this.#tries += 1;
        return merge(proposals.map(({ moves }) => moves));
      }
    }
    this.#isOver = true;
    const last = verdicts.includes(false) ? merge(this.#sections.map(({ kept }) => kept)) : undefined;
    // Frees memory: the layouts hold the prints.
    this.#sections = [];
    return last;
  }
}

const merge = (moves: readonly FloatMoves[]): FloatMoves => new Map(moves.flatMap((each) => [...each]));

const countPages = ({ first, last }: PageSpan): number => last - first + 1;

/** Computes the sum of powers of the holes: one large hole is worse than several small ones. The last page has none. */
function computeEmptiness({ layout, span: { first, last } }: Best): number {
  let sum = 0;
  for (let page = first; page < last; page += 1) sum += layout.free(page) ** 4;
  return sum;
}

/** Chooses the change for a float or box that leaves a hole; `undefined`: there is no hole, or no text fits. */
function chooseMove(float: Float, best: Best, measure: Measure): Move | undefined {
  const { layout, span } = best;
  const lead = layout.positions.get(float.lead);
  if (lead === undefined || lead.page <= span.first) return undefined;
  if (float.kind !== 'turned' && lead.top > measure.leading / 2) return undefined;
  const hole = layout.free(lead.page - 1);
  if (hole < MIN_HOLE * measure.height) return undefined;
  if (float.kind === 'upright' || float.kind === 'turned') return chooseTexts(float, hole, layout, measure);
  const mayBreak = float.kind === 'box' && hole > MAX_HOLE * measure.height;
  return mayBreak || spansPages(float, layout, span) ? { id: float.id, count: 1 } : undefined;
}

/** Chooses how much text is moved before a float. @param hole free height on the page before it, in points */
function chooseTexts(float: Float, hole: number, layout: PrintedLayout, measure: Measure): Move | undefined {
  const [lead, own] = [float.lead, float.id].map((id) => layout.positions.get(id));
  if (lead === undefined || own === undefined) return undefined;
  const room = hole - (own.page === lead.page ? own.top - lead.top : 0);
  const heights = measureTexts(float, layout, measure);
  let [count, used] = [0, 0];
  for (const height of heights) {
    if (used + height > room + TOLERANCE) break;
    [count, used] = [count + 1, used + height];
  }
  const next = heights[count];
  const below = measureFloat(float, layout, measure);
  // The next block is broken at the foot of the page if the float has room below its rest.
  const isBroken =
    next !== undefined &&
    below !== undefined &&
    room - used > MIN_LINES * measure.leading &&
    next - (room - used) + below < measure.height;
  if (isBroken) count += 1;
  return count === 0 ? undefined : { id: float.id, count };
}

/** Whether a block continues on the page after its first, although the styles do not break it: it is taller than a page. */
function spansPages({ id, next }: Float, { positions }: PrintedLayout, span: PageSpan): boolean {
  const page = positions.get(id)?.page ?? span.last;
  const after = next === undefined ? undefined : positions.get(next);
  // What follows may begin at the top of the next page.
  return after === undefined ? page < span.last : after.page > page + (after.top > 0.5 * TOLERANCE ? 0 : 1);
}

/** Measures the blocks of text after a float, in points. */
function measureTexts({ texts, next }: Float, layout: PrintedLayout, measure: Measure): readonly number[] {
  const heights: number[] = [];
  for (const [index, text] of texts.entries()) {
    const from = layout.positions.get(text);
    if (from === undefined) break;
    const following = texts[index + 1] ?? next;
    const to = following === undefined ? undefined : layout.positions.get(following);
    heights.push(measureDistance(from, to, layout, measure));
  }
  return heights;
}

/** Measures a float, in points; `undefined` for one on a landscape page. */
function measureFloat(
  { id, kind, texts }: Float,
  layout: PrintedLayout,
  measure: Measure,
): number | undefined {
  const [from, to] = [layout.positions.get(id), layout.positions.get(texts[0] ?? '')];
  return kind === 'turned' || from === undefined ? undefined : measureDistance(from, to, layout, measure);
}

/** @param to absent: the end of the section */
function measureDistance(
  from: Position,
  to: Position | undefined,
  { free }: PrintedLayout,
  { height, leading }: Measure,
): number {
  if (to?.page === from.page) return to.top - from.top;
  // The space below a block is lost at the foot of a page.
  const rest = height - from.top - free(from.page) + leading;
  return to === undefined ? rest : rest + to.top + (to.page - from.page - 1) * height;
}
