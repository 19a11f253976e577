/**
 * A limit for boxes in each other. The parser reads the content of a box as a document of its own, so each level costs another
 * pass over all that is in it. Most texts beyond the limit are found before they are parsed; the parser is stopped at the others.
 */
import type {} from 'remark-parse';
import type { Data } from 'unified';
import type { Diagnostic } from '../../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../../core/diagnostics/diagnostic.ts';
import type { Place } from '../../../core/source-location.ts';
import { BeyondLimit } from './limit-error.ts';

type Extension = NonNullable<Data['micromarkExtensions']>[number];
export type Construct = Exclude<NonNullable<NonNullable<Extension['flow']>[number]>, readonly unknown[]>;

/** Boxes in boxes: many more than a page can show, and few enough passes over a long text. */
export const MOST_BOXES = 10;

export const tooManyBoxes = (place: Place): Diagnostic =>
  diagnostic('nesting-too-deep', { limit: MOST_BOXES, of: 'boxes' }, place);

/** Where a box begins and ends; UTF-16 code units. */
interface Extent {
  readonly start: number;
  readonly end: number;
}

/** Returns the construct of `:::` boxes, for one text, so that it throws {@link BeyondLimit}. */
export function limitBoxes(container: Construct): Construct {
  // A box is read before those that are in it, and of two of one level the first is read first.
  const levels: Extent[][] = [];
  const levelAt = (offset: number): number =>
    levels.findLastIndex((extents) => isWithin(offset, extents)) + 1;
  return {
    ...container,
    tokenize(effects, ok, nok) {
      const start = this.now().offset;
      return container.tokenize.call(
        this,
        effects,
        (code) => {
          // Where it only interrupts a paragraph, it is read once more.
          if (!this.interrupt) {
            const level = levelAt(start);
            if (level >= MOST_BOXES) throw new BeyondLimit(tooManyBoxes, start);
            levels[level] ??= [];
            levels[level].push({ start, end: this.now().offset });
          }
          return ok(code);
        },
        nok,
      );
    },
  };
}

/** @param extents in their order, none in another */
function isWithin(offset: number, extents: readonly Extent[]): boolean {
  let [low, high] = [0, extents.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((extents[middle]?.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return offset < (extents[low - 1]?.end ?? 0);
}

// What opens a box for certain: at the very start of a line it is in no list and no quotation.
const OPENING = /^(:{3,})[A-Za-z](?:[\w-]*[A-Za-z\d])?(?:\[[^[\]\\]*\])?(?:\{[#.][A-Za-z][\w-]*\})?[ \t]*$/;
const CLOSING = /^ {0,3}(:{3,})[ \t]*$/;
/** In code and formulas a colon is a colon. */
const LITERAL = /^[ \t>]*(`{3,}|~{3,}|\${2,})/;
/** HTML ends with an empty line; some of it with a mark of its own alone. CommonMark 0.31.2, 4.6. */
const HTML = /^ {0,3}</;
const MARKED_ENDS: readonly (readonly [start: RegExp, end: RegExp])[] = [
  [/^ {0,3}<(?:pre|script|style|textarea)(?=[\s>]|$)/i, /<\/(?:pre|script|style|textarea)>/i],
  [/^ {0,3}<!--/, /-->/],
  [/^ {0,3}<\?/, /\?>/],
  [/^ {0,3}<!\[CDATA\[/, /\]\]>/],
  [/^ {0,3}<![A-Za-z]/, />/],
];
const EMPTY = /^[ \t]*$/;

/** What a line stands in, in which there are no boxes: how it ends. */
type Around = (line: string) => boolean;

/**
 * Counts boxes as the parser of directives does: a fence closes the outermost box whose own fence is no longer, with all that
 * is in it. What is not certain to be a box is not counted, but left to {@link limitBoxes}.
 * @returns the line of the first box that lies in {@link MOST_BOXES} others, counted from 1
 */
export function lineOfTooManyBoxes(text: string): number | undefined {
  if (!text.includes('\n:::')) return undefined;
  const fences: number[] = [];
  let around: Around | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    const closing = CLOSING.exec(line)?.[1]?.length ?? 0;
    const outermost = fences.findIndex((length) => length <= closing);
    if (outermost !== -1) [fences.length, around] = [outermost, undefined];
    else if (around?.(line)) around = undefined;
    else if (around === undefined) {
      const opening = OPENING.exec(line)?.[1]?.length;
      if (opening !== undefined && fences.push(opening) > MOST_BOXES) return index + 1;
      around = aroundAfter(line);
    }
  }
  return undefined;
}

/** What begins with a line that stands in nothing, and goes on behind it. */
function aroundAfter(line: string): Around | undefined {
  const mark = LITERAL.exec(line)?.[1];
  // A mark of the same kind that is no shorter ends what one began.
  if (mark !== undefined) return (later) => LITERAL.exec(later)?.[1]?.startsWith(mark) === true;
  if (!HTML.test(line)) return undefined;
  const end = MARKED_ENDS.find(([start]) => start.test(line))?.[1] ?? EMPTY;
  return end.test(line) ? undefined : (later) => end.test(later);
}
