/**
 * Limits how deep boxes are nested, because the parser reads the content of a box as a document of its own:
 * each level costs another pass over the content. Most texts beyond the limit are found before parsing; the
 * others stop the parser.
 */
import type { Diagnostic } from '../../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../../core/diagnostics/diagnostic.ts';
import type { SourceLocation } from '../../../core/source-location.ts';
import type { Construct } from '../micromark-types.ts';
import { LimitExceededError } from './limit-error.ts';
import { type BlockEndTest, openLiteralBlock } from './literal-blocks.ts';
import { findOpenFormulas } from './open-formulas.ts';

/** Levels of boxes: many more than a page can show, and few enough passes over a long text. */
export const MAX_BOX_DEPTH = 10;

export const buildTooManyBoxes = (place: SourceLocation): Diagnostic =>
  diagnostic('nesting-too-deep', { limit: MAX_BOX_DEPTH, element: 'boxes' }, place);

/** Start and end of a box, in UTF-16 code units. */
interface Extent {
  readonly start: number;
  readonly end: number;
}

/**
 * Wraps the construct of `:::` boxes, for one text, so that it throws {@link LimitExceededError} beyond the
 * limit.
 */
export function limitBoxes(container: Construct): Construct {
  // The parser reads a box before the boxes inside it, and boxes of one level in document order.
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
          // A box that interrupts a paragraph is read a second time.
          if (!this.interrupt) {
            const level = levelAt(start);
            if (level >= MAX_BOX_DEPTH) throw new LimitExceededError(buildTooManyBoxes, start);
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

/** Returns whether an offset lies in one of the extents. @param extents sorted, and not nested */
function isWithin(offset: number, extents: readonly Extent[]): boolean {
  let [low, high] = [0, extents.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((extents[middle]?.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return offset < (extents[low - 1]?.end ?? 0);
}

// A line that certainly opens a box: at the very start of a line it is in no list and no quotation.
const OPENING = /^(:{3,})[A-Za-z](?:[\w-]*[A-Za-z\d])?(?:\[[^[\]\\]*\])?(?:\{[#.][A-Za-z][\w-]*\})?[ \t]*$/;
const CLOSING = /^ {0,3}(:{3,})[ \t]*$/;
/**
 * Counts boxes as the directive parser does: a closing fence ends the outermost box whose own fence is not
 * longer, and all boxes inside it. Counts only lines that certainly open a box, and leaves the others to
 * {@link limitBoxes}.
 * @returns the line of the first box that is inside {@link MAX_BOX_DEPTH} others, counted from 1
 */
export function findTooDeepBoxLine(text: string): number | undefined {
  if (!text.includes('\n:::')) return undefined;
  const fences: number[] = [];
  const openFormulas = findOpenFormulas(text);
  let endsBlock: BlockEndTest | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    const closing = CLOSING.exec(line)?.[1]?.length ?? 0;
    const outermost = fences.findIndex((length) => length <= closing);
    if (outermost !== -1) [fences.length, endsBlock] = [outermost, undefined];
    else if (endsBlock?.(line)) endsBlock = undefined;
    else if (endsBlock === undefined) {
      const opening = OPENING.exec(line)?.[1]?.length;
      if (opening !== undefined && fences.push(opening) > MAX_BOX_DEPTH) return index + 1;
      endsBlock = openLiteralBlock(line, openFormulas.has(index + 1));
    }
  }
  return undefined;
}
