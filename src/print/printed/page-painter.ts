/** Interprets the content stream of a page: which text and which opaque areas it paints, in order. */

import {
  type Box,
  IDENTITY,
  type Matrix,
  multiply,
  toMatrix,
  transformPoint,
  transformRectangle,
} from '../../lib/geometry/matrix.ts';
import {
  parseNumbers,
  parseOperands,
  parseSimpleMcid,
  visitOperators,
} from '../../lib/pdf/content-stream.ts';
import { type Dict, decodeTextString, isDict, PdfString, type Value } from '../../lib/pdf/objects.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';
import type { GlyphText } from './bidi-order.ts';
import { ClipTracker } from './clip-state.ts';
import { type Color, colorFromOperands, contrast } from './contrast.ts';
import { readGlyphDecoder } from './glyph-text.ts';

/** Smallest legible font size, in points. */
const MIN_SIZE = 5;
/** Smallest contrast ratio of text and background (WCAG 2.2, 1.4.3, for large text). */
const MIN_CONTRAST = 3;
/** Smallest opacity of legible text and of an area that covers text, from 0 to 1. */
const MIN_OPACITY = 0.5;

/** The graphics state, as far as text and areas depend on it. */
interface PaintState {
  readonly matrix: Matrix;
  readonly color: Color;
  /** From 0 to 1. */
  readonly opacity: number;
  readonly font: string;
  readonly size: number;
  /** The text rendering mode (ISO 32000-1, 9.3.6). */
  readonly mode: number;
}

export type PaintedText = Extract<PaintedItem, { readonly kind: 'text' }>;

/** A painted text, or an area that covers what was painted before it. */
export type PaintedItem =
  | {
      readonly kind: 'text';
      readonly glyphs: readonly GlyphText[];
      /** A point on the first glyph. */
      readonly at: readonly [x: number, y: number];
      /** Number of its text object (`BT` to `ET`), and the baseline on which that begins. */
      readonly object: number;
      readonly baseline: number;
      readonly isLegible: boolean;
    }
  | { readonly kind: 'area'; readonly box: Box; readonly color: Color | undefined };

/** Returns whether a point lies in a box. */
export const contains = ({ left, right, bottom, top }: Box, [x, y]: readonly [number, number]): boolean =>
  x >= left && x <= right && y >= bottom && y <= top;

/** Follows the operators of one page. */
export class PagePainter {
  readonly #content: string;
  readonly #file: PdfFile;
  readonly #resources: Dict;
  readonly #page: Box;
  readonly #clip = new ClipTracker();
  readonly #states: PaintState[] = [];
  readonly #painted: PaintedItem[] = [];
  readonly #decoder: ReturnType<typeof readGlyphDecoder>;
  #state: PaintState = { matrix: IDENTITY, color: [0, 0, 0], opacity: 1, font: '', size: 0, mode: 0 };
  #line: Matrix = IDENTITY;
  #object: { readonly number: number; baseline: number | undefined } = { number: 0, baseline: undefined };
  /** The marked content that is open, each with the `ActualText` that replaces its glyphs, if it has one. */
  readonly #open: (string | undefined)[] = [];
  /** Rectangles of the path. A path with other shapes is ignored. */
  #rectangles: Box[] = [];
  #isPlain = true;

  constructor(content: string, file: PdfFile, resources: Dict, page: Box) {
    this.#content = content;
    this.#file = file;
    this.#resources = resources;
    this.#page = page;
    this.#decoder = readGlyphDecoder(file, [resources]);
  }

  /** Interprets the content stream. @returns texts and areas in the order in which they are painted */
  paint(): readonly PaintedItem[] {
    visitOperators(this.#content, (operator, start) => {
      if (!this.#paintItem(operator, start)) this.#changeState(operator, start);
      this.#clip.apply(operator, this.#content, start);
    });
    return this.#painted;
  }

  #paintItem(operator: string, start: number): boolean {
    if (operator === 'Tj' || operator === 'TJ') this.#show(parseOperands(this.#content, start));
    else if (FILLS.has(operator)) this.#fill();
    else if (ENDS.has(operator)) this.#endPath();
    else if (operator === 'Do') this.#draw(String(parseOperands(this.#content, start)[0]).slice(1));
    else return false;
    return true;
  }

  #changeState(operator: string, start: number): void {
    const change = CHANGES[operator];
    if (change === 'numbers') this.#applyNumbers(operator, parseNumbers(this.#content, start));
    else if (change === 'values') this.#applyValues(operator, parseOperands(this.#content, start));
    else if (operator === 'q') this.#states.push(this.#state);
    else if (operator === 'Q') this.#state = this.#states.pop() ?? this.#state;
    else if (operator === 'BT') this.#beginObject();
    else if (operator === 'BDC' || operator === 'BMC') this.#beginMarked(start);
    else if (operator === 'EMC') this.#open.pop();
    else if (SHAPES.has(operator)) this.#isPlain = false;
  }

  #beginObject(): void {
    this.#line = IDENTITY;
    this.#object = { number: this.#object.number + 1, baseline: undefined };
  }

  #beginMarked(start: number): void {
    const isPlain = parseSimpleMcid(this.#content, start) !== undefined;
    const properties = isPlain ? undefined : parseOperands(this.#content, start)[1];
    const actual = isDict(properties) ? properties.get('ActualText') : undefined;
    this.#open.push(actual instanceof PdfString ? decodeTextString(actual) : undefined);
  }

  /** Returns the characters of glyphs: the `ActualText` once, or the characters of each from the font. */
  #decodeGlyphs(codes: string): readonly GlyphText[] {
    const index = this.#open.findIndex((actual) => actual !== undefined);
    const actual = this.#open[index];
    if (actual !== undefined) {
      this.#open[index] = '';
      return [actual];
    }
    const { font } = this.#state;
    const pairs = codes.match(/[\s\S]{2}/g) ?? [];
    return pairs.map((glyph) =>
      this.#decoder.decode([{ kind: 'glyphs', font, codes: glyph }], this.#resources),
    );
  }

  #applyNumbers(operator: string, numbers: readonly number[]): void {
    const state = this.#state;
    if (operator === 'cm') this.#state = { ...state, matrix: multiply(toMatrix(numbers), state.matrix) };
    else if (operator === 'Tm') this.#setLine(toMatrix(numbers));
    else if (operator === 'Td' || operator === 'TD') this.#moveLine(numbers);
    else if (operator === 'Tr') this.#state = { ...state, mode: numbers[0] ?? 0 };
    else if (operator === 're') this.#addRectangle(numbers);
    else this.#state = { ...state, color: colorFromOperands(numbers) ?? state.color };
  }

  #applyValues(operator: string, [name, size]: readonly Value[]): void {
    if (operator === 'gs') this.#setOpacity(String(name).slice(1));
    else this.#state = { ...this.#state, font: String(name).slice(1), size: Number(size) };
  }

  #setLine(line: Matrix): void {
    this.#line = line;
    const [, y] = transformPoint(multiply(line, this.#state.matrix), 0, 0);
    this.#object.baseline ??= y;
  }

  #moveLine([x = 0, y = 0]: readonly number[]): void {
    this.#line = multiply([1, 0, 0, 1, x, y], this.#line);
  }

  #setOpacity(name: string): void {
    const states = this.#resources.get('ExtGState');
    const set = states !== undefined ? this.#file.dict(states).get(name) : undefined;
    const opacity = set === undefined ? undefined : this.#file.dict(set).get('ca');
    if (typeof opacity === 'number') this.#state = { ...this.#state, opacity };
  }

  #addRectangle([x = 0, y = 0, width = 0, height = 0]: readonly number[]): void {
    this.#rectangles.push(transformRectangle(this.#state.matrix, x, y, width, height));
  }

  #fill(): void {
    const { color, opacity } = this.#state;
    const isArea = this.#isPlain && opacity >= MIN_OPACITY;
    for (const box of isArea ? this.#rectangles : []) this.#painted.push({ kind: 'area', box, color });
    this.#endPath();
  }

  #endPath(): void {
    this.#rectangles = [];
    this.#isPlain = true;
  }

  /** Adds the area of an image, which covers the unit square, unless it has a mask. Forms are ignored. */
  #draw(name: string): void {
    const objects = this.#resources.get('XObject');
    const found = objects === undefined ? undefined : this.#file.dict(objects).get(name);
    const dict = found === undefined ? undefined : this.#file.dict(found);
    const isOpaque = dict?.get('SMask') === undefined && dict?.get('Mask') === undefined;
    if (!String(dict?.get('Subtype')).endsWith('Image') || !isOpaque) return;
    this.#painted.push({
      kind: 'area',
      box: transformRectangle(this.#state.matrix, 0, 0, 1, 1),
      color: undefined,
    });
  }

  #show([shown]: readonly Value[]): void {
    const { size, matrix } = this.#state;
    const codes = (Array.isArray(shown) ? shown : [shown])
      .filter((part) => part instanceof PdfString)
      .map(({ bytes }) => bytes)
      .join('');
    const glyphs = this.#decodeGlyphs(codes);
    const whole = multiply(this.#line, matrix);
    const at = transformPoint(whole, 0, size / 4);
    const { number: object, baseline = at[1] } = this.#object;
    const height = size * Math.hypot(whole[2], whole[3]);
    this.#painted.push({
      kind: 'text',
      glyphs,
      at,
      object,
      baseline,
      isLegible: this.#isLegible(at, height),
    });
  }

  #isLegible(at: readonly [number, number], height: number): boolean {
    const { color, opacity, mode } = this.#state;
    if (mode === 3 || mode === 7 || opacity < MIN_OPACITY || height < MIN_SIZE) return false;
    if (!contains(this.#page, at) || !this.#clip.isVisible(this.#line)) return false;
    const below = this.#painted.findLast((one) => one.kind === 'area' && contains(one.box, at));
    const background = below?.kind === 'area' ? below.color : WHITE;
    return background === undefined || contrast(color, background) >= MIN_CONTRAST;
  }
}

const WHITE: Color = [1, 1, 1];
const FILLS = new Set('f F f* B B* b b*'.split(' '));
const ENDS = new Set('n S s'.split(' '));
const SHAPES = new Set('m l c v y h'.split(' '));
/** How the operands of operators that change the state are parsed. */
const CHANGES: Readonly<Record<string, 'numbers' | 'values'>> = {
  ...{ cm: 'numbers', Tm: 'numbers', Td: 'numbers', TD: 'numbers', Tr: 'numbers', re: 'numbers' },
  ...{ g: 'numbers', rg: 'numbers', k: 'numbers', sc: 'numbers', scn: 'numbers' },
  ...{ gs: 'values', Tf: 'values' },
};
