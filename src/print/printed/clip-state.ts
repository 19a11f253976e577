/**
 * Tracks the clip to detect invisible text: Chromium also writes the first line of the next page if its
 * glyphs reach over the page edge, and clips it away.
 */

import {
  type Box,
  IDENTITY,
  type Matrix,
  multiply,
  toMatrix,
  transformPoint,
  transformRectangle,
} from '../../lib/geometry/matrix.ts';
import { parseNumbers } from '../../lib/pdf/content-stream.ts';

interface ClipState {
  readonly matrix: Matrix;
  readonly clip: Box;
}

const EVERYWHERE: Box = { left: -Infinity, bottom: -Infinity, right: Infinity, top: Infinity };

/** Follows matrix and clip (ISO 32000-1, 8.4). Pass every operator to {@link apply}. */
export class ClipTracker {
  readonly #states: ClipState[] = [];
  #state: ClipState = { matrix: IDENTITY, clip: EVERYWHERE };
  /**
   * Offset of the operands of the path's last rectangle, which are parsed only if it clips; -1 without one.
   */
  #rectangle = -1;
  #clips = false;

  /** Applies an operator. @param text the content stream @param start offset of the operands */
  apply(operator: string, text: string, start: number): void {
    if (operator === 'q') this.#states.push(this.#state);
    else if (operator === 'Q') this.#state = this.#states.pop() ?? this.#state;
    else if (operator === 'cm') this.#transform(parseNumbers(text, start));
    else if (operator === 're') this.#rectangle = start;
    else if (operator === 'W' || operator === 'W*') this.#clips = true;
    else if (ENDS.has(operator)) this.#endPath(text);
  }

  /**
   * Returns whether a text line is between the clip edges that run along it.
   * @param line the text line matrix
   */
  isVisible(line: Matrix): boolean {
    const { matrix, clip } = this.#state;
    const combined = multiply(line, matrix);
    const [x, y] = transformPoint(combined, 0, 0);
    const isLevel = Math.abs(combined[0]) >= Math.abs(combined[1]);
    return isLevel ? y >= clip.bottom && y <= clip.top : x >= clip.left && x <= clip.right;
  }

  #transform(numbers: readonly number[]): void {
    this.#state = { ...this.#state, matrix: multiply(toMatrix(numbers), this.#state.matrix) };
  }

  #boxOf([x = 0, y = 0, width = 0, height = 0]: readonly number[]): Box {
    return transformRectangle(this.#state.matrix, x, y, width, height);
  }

  #endPath(text: string): void {
    if (this.#clips && this.#rectangle >= 0) {
      const clip = intersect(this.#state.clip, this.#boxOf(parseNumbers(text, this.#rectangle)));
      this.#state = { ...this.#state, clip };
    }
    this.#clips = false;
    this.#rectangle = -1;
  }
}

const ENDS = new Set('n f F f* S s B B* b b*'.split(' '));

const intersect = (one: Box, other: Box): Box => ({
  left: Math.max(one.left, other.left),
  bottom: Math.max(one.bottom, other.bottom),
  right: Math.min(one.right, other.right),
  top: Math.min(one.top, other.top),
});
