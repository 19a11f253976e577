/**
 * Tracks the part of the graphics state that positions content: matrix, clip, path, text line (ISO 32000-1,
 * 8.4 and 9.4). Operands are parsed only when they are needed, because for most of a page they are not.
 */

import {
  type Box,
  IDENTITY,
  type Matrix,
  multiply,
  toMatrix,
  transformPoint,
  transformRectangle,
  uniteBoxes,
} from '../../lib/geometry/matrix.ts';
import { parseNumbers, parseOperands } from '../../lib/pdf/content-stream.ts';

interface State {
  readonly matrix: Matrix;
  /** Whether the clip of the page's content area is set. */
  readonly isInsideContent: boolean;
}

/** A clip that covers a greater share of the page than this is that of its content area. */
const MIN_CONTENT_SHARE = 0.2;

/**
 * The extent of glyphs above and below the baseline, as a share of the font size: an upper limit for text
 * fonts.
 */
const [ASCENT, DESCENT] = [1, 0.35];

/** Follows the graphics state operators of one content stream. */
export class GraphicsState {
  readonly #text: string;
  readonly #pageArea: number;
  readonly #states: State[] = [];
  #state: State;
  #box: Box | undefined;
  /** Offset of the operands of the path's last rectangle; -1 without one. */
  #rectangle = -1;
  #hasClip = false;
  #lineStart = -1;
  #line: Matrix = IDENTITY;
  #fontStart = -1;
  #fontSetting = { font: '', size: 0 };

  /**
   * @param text the content stream
   * @param pageArea in square points
   * @param outer the matrix with which a form is drawn; absent for a page
   */
  constructor(text: string, pageArea: number, outer?: Matrix) {
    this.#text = text;
    this.#pageArea = pageArea;
    this.#state = { matrix: outer ?? IDENTITY, isInsideContent: outer !== undefined };
  }

  get matrix(): Matrix {
    return this.#state.matrix;
  }

  get isInsideContent(): boolean {
    return this.#state.isInsideContent;
  }

  get font(): string {
    return this.#currentFont().font;
  }

  save(): void {
    this.#states.push(this.#state);
  }

  restore(): void {
    this.#state = this.#states.pop() ?? this.#state;
  }

  transform(start: number): void {
    const matrix = multiply(toMatrix(parseNumbers(this.#text, start)), this.matrix);
    this.#state = { matrix, isInsideContent: this.isInsideContent };
  }

  /** Adds an operator to the path. @param isMeasured whether the box of the path is needed */
  addPath(operator: string, start: number, isMeasured: boolean): void {
    if (operator === 're') this.#rectangle = start;
    if (!isMeasured) return;
    if (operator === 're') {
      this.#box = uniteBoxes(this.#box, this.#rectangleBox(start));
      return;
    }
    const numbers = parseNumbers(this.#text, start);
    const { matrix } = this;
    let { left, bottom, right, top } = this.#box ?? EMPTY_BOX;
    for (let index = 0; index + 1 < numbers.length; index += 2) {
      const [x, y] = transformPoint(matrix, numbers[index] ?? 0, numbers[index + 1] ?? 0);
      left = Math.min(left, x);
      right = Math.max(right, x);
      bottom = Math.min(bottom, y);
      top = Math.max(top, y);
    }
    this.#box = { left, bottom, right, top };
  }

  /** Returns a box extended to contain the path. */
  extendByPath(box: Box | undefined): Box | undefined {
    return uniteBoxes(box, this.#box);
  }

  setClip(): void {
    this.#hasClip = true;
  }

  endPath(): void {
    if (this.#hasClip && this.#rectangle >= 0 && !this.isInsideContent)
      this.#enterContentClip(this.#rectangleBox(this.#rectangle));
    this.#hasClip = false;
    this.#rectangle = -1;
    this.#box = undefined;
  }

  #enterContentClip({ left, bottom, right, top }: Box): void {
    const isInsideContent = (right - left) * (top - bottom) > MIN_CONTENT_SHARE * this.#pageArea;
    if (isInsideContent) this.#state = { matrix: this.matrix, isInsideContent };
  }

  #rectangleBox(start: number): Box {
    const [x = 0, y = 0, width = 0, height = 0] = parseNumbers(this.#text, start);
    return transformRectangle(this.matrix, x, y, width, height);
  }

  beginText(): void {
    this.#lineStart = -1;
    this.#line = IDENTITY;
  }

  setFont(start: number): void {
    this.#fontStart = start;
  }

  setLine(start: number): void {
    this.#lineStart = start;
  }

  /** Moves the text line. Call it for all moves of a line or for none. */
  moveLine(start: number): void {
    const [x = 0, y = 0] = parseNumbers(this.#text, start);
    this.#line = multiply([1, 0, 0, 1, x, y], this.#currentLine());
  }

  #currentLine(): Matrix {
    if (this.#lineStart >= 0) this.#line = toMatrix(parseNumbers(this.#text, this.#lineStart));
    this.#lineStart = -1;
    return this.#line;
  }

  #currentFont(): { readonly font: string; readonly size: number } {
    if (this.#fontStart < 0) return this.#fontSetting;
    const [font, size] = parseOperands(this.#text, this.#fontStart);
    this.#fontStart = -1;
    const name = typeof font === 'string' ? font.slice(1) : '';
    this.#fontSetting = { font: name, size: typeof size === 'number' ? size : 0 };
    return this.#fontSetting;
  }

  /** Returns a box extended to contain a glyph at the current position, one em wide. */
  extendByGlyph(box: Box | undefined): Box | undefined {
    const { size } = this.#currentFont();
    const matrix = multiply(this.#currentLine(), this.matrix);
    return uniteBoxes(box, transformRectangle(matrix, 0, -DESCENT * size, size, (ASCENT + DESCENT) * size));
  }

  /** Returns the distance of the baseline from the lower edge of the page, in points. */
  baselineY(): number {
    return transformPoint(multiply(this.#currentLine(), this.matrix), 0, 0)[1];
  }

  /** Returns a box extended to contain an image, which is drawn in the unit square. */
  extendByImage(box: Box | undefined): Box | undefined {
    return uniteBoxes(box, transformRectangle(this.matrix, 0, 0, 1, 1));
  }
}

/** The box that contains nothing. */
const EMPTY_BOX: Box = { left: Infinity, bottom: Infinity, right: -Infinity, top: -Infinity };
