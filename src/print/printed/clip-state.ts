/**
 * Whether a line of text is on its page: of the line after a page's last, Chromium paints what glyphs reach over the edge,
 * and it is cut off there.
 */

import {
  type Box,
  IDENTITY,
  type Matrix,
  matrixOf,
  moved,
  product,
  rectangleBox,
} from '../../lib/geometry/matrix.ts';
import { numbersOf } from '../../lib/pdf/content-stream.ts';

interface State {
  readonly matrix: Matrix;
  readonly clip: Box;
}

const EVERYWHERE: Box = { left: -Infinity, bottom: -Infinity, right: Infinity, top: Infinity };

/** The part of the graphics state that tells (ISO 32000-1, 8.4); it is told of each operator. */
export class Seen {
  readonly #states: State[] = [];
  #state: State = { matrix: IDENTITY, clip: EVERYWHERE };
  /** Offset of the last rectangle of the path; most are not asked for. */
  #rectangle = -1;
  #clips = false;

  /** @param text of the content @param start of the operands */
  take(operator: string, text: string, start: number): void {
    if (operator === 'q') this.#states.push(this.#state);
    else if (operator === 'Q') this.#state = this.#states.pop() ?? this.#state;
    else if (operator === 'cm') this.#transform(numbersOf(text, start));
    else if (operator === 're') this.#rectangle = start;
    else if (operator === 'W' || operator === 'W*') this.#clips = true;
    else if (ENDS.has(operator)) this.#endPath(text);
  }

  /** @param line matrix of a line of text: whether it is between the edges that lie along it */
  isSeen(line: Matrix): boolean {
    const { matrix, clip } = this.#state;
    const whole = product(line, matrix);
    const [x, y] = moved(whole, 0, 0);
    const isLevel = Math.abs(whole[0]) >= Math.abs(whole[1]);
    return isLevel ? y >= clip.bottom && y <= clip.top : x >= clip.left && x <= clip.right;
  }

  #transform(numbers: readonly number[]): void {
    this.#state = { ...this.#state, matrix: product(matrixOf(numbers), this.#state.matrix) };
  }

  #boxOf([x = 0, y = 0, width = 0, height = 0]: readonly number[]): Box {
    return rectangleBox(this.#state.matrix, x, y, width, height);
  }

  #endPath(text: string): void {
    if (this.#clips && this.#rectangle >= 0) {
      const clip = common(this.#state.clip, this.#boxOf(numbersOf(text, this.#rectangle)));
      this.#state = { ...this.#state, clip };
    }
    this.#clips = false;
    this.#rectangle = -1;
  }
}

const ENDS = new Set('n f F f* S s B B* b b*'.split(' '));

const common = (one: Box, other: Box): Box => ({
  left: Math.max(one.left, other.left),
  bottom: Math.max(one.bottom, other.bottom),
  right: Math.min(one.right, other.right),
  top: Math.min(one.top, other.top),
});
