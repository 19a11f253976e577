/**
 * The part of the graphics state that says where something is: matrix, clip, path, line of text (ISO 32000-1, 8.4 and
 * 9.4). Operands are read when they are wanted, which for most of a page they are not.
 */

import {
  around,
  type Box,
  IDENTITY,
  type Matrix,
  matrixOf,
  moved,
  product,
  rectangleBox,
} from '../../lib/geometry/matrix.ts';
import { numbersOf, operandsOf } from '../../lib/pdf/content-stream.ts';

interface State {
  readonly matrix: Matrix;
  /** Inside the clip of the page's own content. */
  readonly inside: boolean;
}

/** A clip that takes in more of the page than this is that of its content. */
const CONTENT_SHARE = 0.2;

/** Of the size of type, above and below the line: no glyph of a text goes further. */
const [ASCENT, DESCENT] = [1, 0.35];

export class Graphics {
  private readonly text: string;
  private readonly pageArea: number;
  private readonly states: State[] = [];
  private state: State;
  private box: Box | undefined;
  /** Of the last rectangle in the path: its offset. */
  private rectangle = -1;
  private clips = false;
  private lineStart = -1;
  private line: Matrix = IDENTITY;
  private fontStart = -1;
  private type = { font: '', size: 0 };

  /** @param outer of a form, where it is drawn */
  constructor(text: string, pageArea: number, outer?: Matrix) {
    this.text = text;
    this.pageArea = pageArea;
    this.state = { matrix: outer ?? IDENTITY, inside: outer !== undefined };
  }

  get matrix(): Matrix {
    return this.state.matrix;
  }

  get inside(): boolean {
    return this.state.inside;
  }

  get font(): string {
    return this.typeNow().font;
  }

  save(): void {
    this.states.push(this.state);
  }

  restore(): void {
    this.state = this.states.pop() ?? this.state;
  }

  transform(start: number): void {
    const matrix = product(matrixOf(numbersOf(this.text, start)), this.matrix);
    this.state = { matrix, inside: this.inside };
  }

  path(operator: string, start: number, wanted: boolean): void {
    if (operator === 're') this.rectangle = start;
    if (!wanted) return;
    if (operator === 're') {
      this.box = around(this.box, this.rectangleBox(start));
      return;
    }
    const numbers = numbersOf(this.text, start);
    const { matrix } = this;
    let { left, bottom, right, top } = this.box ?? NOWHERE;
    for (let index = 0; index + 1 < numbers.length; index += 2) {
      const [x, y] = moved(matrix, numbers[index] ?? 0, numbers[index + 1] ?? 0);
      left = Math.min(left, x);
      right = Math.max(right, x);
      bottom = Math.min(bottom, y);
      top = Math.max(top, y);
    }
    this.box = { left, bottom, right, top };
  }

  /** Around a box and the path. */
  pathBox(box: Box | undefined): Box | undefined {
    return around(box, this.box);
  }

  clip(): void {
    this.clips = true;
  }

  endPath(): void {
    if (this.clips && this.rectangle >= 0 && !this.inside) this.narrow(this.rectangleBox(this.rectangle));
    this.clips = false;
    this.rectangle = -1;
    this.box = undefined;
  }

  private narrow({ left, bottom, right, top }: Box): void {
    const inside = (right - left) * (top - bottom) > CONTENT_SHARE * this.pageArea;
    if (inside) this.state = { matrix: this.matrix, inside };
  }

  private rectangleBox(start: number): Box {
    const [x = 0, y = 0, width = 0, height = 0] = numbersOf(this.text, start);
    return rectangleBox(this.matrix, x, y, width, height);
  }

  beginText(): void {
    this.lineStart = -1;
    this.line = IDENTITY;
  }

  setFont(start: number): void {
    this.fontStart = start;
  }

  setLine(start: number): void {
    this.lineStart = start;
  }

  /** Has to be called of all or of none of the moves in a line. */
  moveLine(start: number): void {
    const [x = 0, y = 0] = numbersOf(this.text, start);
    this.line = product([1, 0, 0, 1, x, y], this.lineNow());
  }

  private lineNow(): Matrix {
    if (this.lineStart >= 0) this.line = matrixOf(numbersOf(this.text, this.lineStart));
    this.lineStart = -1;
    return this.line;
  }

  private typeNow(): { readonly font: string; readonly size: number } {
    if (this.fontStart < 0) return this.type;
    const [font, size] = operandsOf(this.text, this.fontStart);
    this.fontStart = -1;
    const name = typeof font === 'string' ? font.slice(1) : '';
    this.type = { font: name, size: typeof size === 'number' ? size : 0 };
    return this.type;
  }

  /** Around a box and a glyph that is shown here, an em wide. */
  glyphBox(box: Box | undefined): Box | undefined {
    const { size } = this.typeNow();
    const place = product(this.lineNow(), this.matrix);
    return around(box, rectangleBox(place, 0, -DESCENT * size, size, (ASCENT + DESCENT) * size));
  }

  /** Above the foot of the page. */
  lineHeight(): number {
    return moved(product(this.lineNow(), this.matrix), 0, 0)[1];
  }

  /** Around a box and an image, which is drawn on the unit square. */
  imageBox(box: Box | undefined): Box | undefined {
    return around(box, rectangleBox(this.matrix, 0, 0, 1, 1));
  }
}

const NOWHERE: Box = { left: Infinity, bottom: Infinity, right: -Infinity, top: -Infinity };
