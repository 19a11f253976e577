/**
 * The text that can be read on a finished page: of a size and in a color that people see, inside the page, and not painted over. It follows the
 * graphics state of the content (ISO 32000-1, 8.4 and 9.4), as far as Chromium and this program write it.
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
import { eachOperator, numbersOf, operandsOf, plainMark } from '../../lib/pdf/content-stream.ts';
import { type Dict, isDict, type Reference, Text, textOf, type Value } from '../../lib/pdf/objects.ts';
import { contentOf } from '../../lib/pdf/page-content.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';
import { asRead, isFromRight, type Sign } from './bidi-order.ts';
import { Seen } from './clip-state.ts';
import { wordsOf } from './glyph-text.ts';

/** Points. */
const SMALLEST = 5;
/** Of the color of text and what it stands on (WCAG 2.2, 1.4.3, for large text). */
const LEAST_CONTRAST = 3;
/** Of one. */
const LEAST_OPACITY = 0.5;

/** Red, green and blue; 0 to 1. */
type Color = readonly [number, number, number];

interface State {
  readonly matrix: Matrix;
  readonly color: Color;
  /** 0 to 1. */
  readonly opacity: number;
  readonly font: string;
  readonly size: number;
  /** How glyphs are painted (ISO 32000-1, 9.3.6). */
  readonly mode: number;
}

type TextAt = Extract<Painted, { readonly kind: 'text' }>;

/** A text as it was painted, or an area over what was painted before it. */
type Painted =
  | {
      readonly kind: 'text';
      readonly signs: readonly Sign[];
      /** A point on the first glyph. */
      readonly at: readonly [x: number, y: number];
      /** Number of the text object (`BT` to `ET`) that it is in, and where that begins. */
      readonly object: number;
      readonly baseline: number;
      readonly isClear: boolean;
    }
  | { readonly kind: 'area'; readonly box: Box; readonly color: Color | undefined };

/**
 * Returns what can be read on a page: its lines, in the order in which they were painted.
 * @param page reference to it
 */
export function visibleLines(file: PdfFile, page: Reference): readonly string[] {
  const dict = file.dict(page);
  const resources = file.dict(dict.get('Resources'));
  const painted = new Painter(contentOf(file, dict), file, resources, boxOfPage(file, dict)).painted();
  const lines: TextAt[][] = [];
  let height = Number.NaN;
  for (const [index, one] of painted.entries()) {
    if (one.kind === 'area' || !one.isClear || isCovered(one.at, painted, index)) continue;
    if (!(Math.abs(one.baseline - height) <= SAME_LINE)) {
      lines.push([]);
      height = one.baseline;
    }
    lines.at(-1)?.push(one);
  }
  return lines.map(textOfLine);
}

/** What is written from right to left stands in a file from the left, text object by text object and in each of them. */
function textOfLine(line: readonly TextAt[]): string {
  const objects = new Map<number, Sign[]>();
  for (const { object, signs } of line) objects.set(object, [...(objects.get(object) ?? []), ...signs]);
  const texts = [...objects.values()].map(asRead);
  return (texts.some(isFromRight) ? texts.reverse() : texts).join('');
}

/** Points between the baselines of what stands in one line. */
const SAME_LINE = 0.5;

/** Returns whether a page paints anything at all. */
export const isBlank = (file: PdfFile, page: Reference): boolean => {
  let isEmpty = true;
  eachOperator(contentOf(file, file.dict(page)), (operator) => {
    if (PAINTS.has(operator)) isEmpty = false;
  });
  return isEmpty;
};

const PAINTS = new Set('Tj TJ Do f F f* S s B B* b b* sh'.split(' '));

const isCovered = (at: readonly [number, number], painted: readonly Painted[], index: number): boolean =>
  painted.slice(index + 1).some((later) => later.kind === 'area' && contains(later.box, at));

const contains = ({ left, right, bottom, top }: Box, [x, y]: readonly [number, number]): boolean =>
  x >= left && x <= right && y >= bottom && y <= top;

function boxOfPage(file: PdfFile, page: Dict): Box {
  const [left = 0, bottom = 0, right = 0, top = 0] = file.list(page.get('MediaBox')).map(Number);
  return { left, bottom, right, top };
}

class Painter {
  readonly #content: string;
  readonly #file: PdfFile;
  readonly #resources: Dict;
  readonly #page: Box;
  readonly #seen = new Seen();
  readonly #states: State[] = [];
  readonly #painted: Painted[] = [];
  readonly #words: ReturnType<typeof wordsOf>;
  #state: State = { matrix: IDENTITY, color: [0, 0, 0], opacity: 1, font: '', size: 0, mode: 0 };
  #line: Matrix = IDENTITY;
  #object: { readonly number: number; baseline: number | undefined } = { number: 0, baseline: undefined };
  /** Marked contents that are open; the text that stands for the glyphs in one, where there is such a text. */
  readonly #open: (string | undefined)[] = [];
  /** Rectangles of the path; a path with anything else in it is no area that is known. */
  #rectangles: Box[] = [];
  #isPlain = true;

  constructor(content: string, file: PdfFile, resources: Dict, page: Box) {
    this.#content = content;
    this.#file = file;
    this.#resources = resources;
    this.#page = page;
    this.#words = wordsOf(file, [resources]);
  }

  painted(): readonly Painted[] {
    eachOperator(this.#content, (operator, start) => {
      if (!this.#paint(operator, start)) this.#change(operator, start);
      this.#seen.take(operator, this.#content, start);
    });
    return this.#painted;
  }

  #paint(operator: string, start: number): boolean {
    if (operator === 'Tj' || operator === 'TJ') this.#show(operandsOf(this.#content, start));
    else if (FILLS.has(operator)) this.#fill();
    else if (ENDS.has(operator)) this.#endPath();
    else if (operator === 'Do') this.#draw(String(operandsOf(this.#content, start)[0]).slice(1));
    else return false;
    return true;
  }

  #change(operator: string, start: number): void {
    const change = CHANGES[operator];
    if (change === 'numbers') this.#takeNumbers(operator, numbersOf(this.#content, start));
    else if (change === 'values') this.#takeValues(operator, operandsOf(this.#content, start));
    else if (operator === 'q') this.#states.push(this.#state);
    else if (operator === 'Q') this.#state = this.#states.pop() ?? this.#state;
    else if (operator === 'BT') this.#beginObject();
    else if (operator === 'BDC' || operator === 'BMC') this.#begin(start);
    else if (operator === 'EMC') this.#open.pop();
    else if (SHAPES.has(operator)) this.#isPlain = false;
  }

  #beginObject(): void {
    this.#line = IDENTITY;
    this.#object = { number: this.#object.number + 1, baseline: undefined };
  }

  #begin(start: number): void {
    const isPlain = plainMark(this.#content, start) !== undefined;
    const properties = isPlain ? undefined : operandsOf(this.#content, start)[1];
    const actual = isDict(properties) ? properties.get('ActualText') : undefined;
    this.#open.push(actual instanceof Text ? textOf(actual) : undefined);
  }

  /** Returns what glyphs stand for: the text of the marked content, once, or what the font says of each. */
  #signsOf(codes: string): readonly Sign[] {
    const index = this.#open.findIndex((actual) => actual !== undefined);
    const actual = this.#open[index];
    if (actual !== undefined) {
      this.#open[index] = '';
      return [actual];
    }
    const { font } = this.#state;
    const glyphs = codes.match(/[\s\S]{2}/g) ?? [];
    return glyphs.map((glyph) => this.#words.of([{ font, codes: glyph }], this.#resources));
  }

  #takeNumbers(operator: string, numbers: readonly number[]): void {
    const state = this.#state;
    if (operator === 'cm') this.#state = { ...state, matrix: product(matrixOf(numbers), state.matrix) };
    else if (operator === 'Tm') this.#setLine(matrixOf(numbers));
    else if (operator === 'Td' || operator === 'TD') this.#moveLine(numbers);
    else if (operator === 'Tr') this.#state = { ...state, mode: numbers[0] ?? 0 };
    else if (operator === 're') this.#addRectangle(numbers);
    else this.#state = { ...state, color: colorOf(numbers) ?? state.color };
  }

  #takeValues(operator: string, [name, size]: readonly Value[]): void {
    if (operator === 'gs') this.#setOpacity(String(name).slice(1));
    else this.#state = { ...this.#state, font: String(name).slice(1), size: Number(size) };
  }

  #setLine(line: Matrix): void {
    this.#line = line;
    const [, y] = moved(product(line, this.#state.matrix), 0, 0);
    this.#object.baseline ??= y;
  }

  #moveLine([x = 0, y = 0]: readonly number[]): void {
    this.#line = product([1, 0, 0, 1, x, y], this.#line);
  }

  #setOpacity(name: string): void {
    const states = this.#resources.get('ExtGState');
    const set = states !== undefined ? this.#file.dict(states).get(name) : undefined;
    const opacity = set === undefined ? undefined : this.#file.dict(set).get('ca');
    if (typeof opacity === 'number') this.#state = { ...this.#state, opacity };
  }

  #addRectangle([x = 0, y = 0, width = 0, height = 0]: readonly number[]): void {
    this.#rectangles.push(rectangleBox(this.#state.matrix, x, y, width, height));
  }

  #fill(): void {
    const { color, opacity } = this.#state;
    const isArea = this.#isPlain && opacity >= LEAST_OPACITY;
    for (const box of isArea ? this.#rectangles : []) this.#painted.push({ kind: 'area', box, color });
    this.#endPath();
  }

  #endPath(): void {
    this.#rectangles = [];
    this.#isPlain = true;
  }

  /** An image covers its square; one that lets through what is below it, and a form, may not. */
  #draw(name: string): void {
    const objects = this.#resources.get('XObject');
    const found = objects === undefined ? undefined : this.#file.dict(objects).get(name);
    const dict = found === undefined ? undefined : this.#file.dict(found);
    const isOpaque = dict?.get('SMask') === undefined && dict?.get('Mask') === undefined;
    if (!String(dict?.get('Subtype')).endsWith('Image') || !isOpaque) return;
    this.#painted.push({ kind: 'area', box: rectangleBox(this.#state.matrix, 0, 0, 1, 1), color: undefined });
  }

  #show([shown]: readonly Value[]): void {
    const { size, matrix } = this.#state;
    const codes = (Array.isArray(shown) ? shown : [shown])
      .filter((part) => part instanceof Text)
      .map(({ bytes }) => bytes)
      .join('');
    const signs = this.#signsOf(codes);
    const whole = product(this.#line, matrix);
    const at = moved(whole, 0, size / 4);
    const { number: object, baseline = at[1] } = this.#object;
    const height = size * Math.hypot(whole[2], whole[3]);
    this.#painted.push({ kind: 'text', signs, at, object, baseline, isClear: this.#isClear(at, height) });
  }

  #isClear(at: readonly [number, number], height: number): boolean {
    const { color, opacity, mode } = this.#state;
    if (mode === 3 || mode === 7 || opacity < LEAST_OPACITY || height < SMALLEST) return false;
    if (!contains(this.#page, at) || !this.#seen.isSeen(this.#line)) return false;
    const below = this.#painted.findLast((one) => one.kind === 'area' && contains(one.box, at));
    const ground = below?.kind === 'area' ? below.color : WHITE;
    return ground === undefined || contrast(color, ground) >= LEAST_CONTRAST;
  }
}

const WHITE: Color = [1, 1, 1];
const FILLS = new Set('f F f* B B* b b*'.split(' '));
const ENDS = new Set('n S s'.split(' '));
const SHAPES = new Set('m l c v y h'.split(' '));
/** What operators that change the state take. */
const CHANGES: Readonly<Record<string, 'numbers' | 'values'>> = {
  ...{ cm: 'numbers', Tm: 'numbers', Td: 'numbers', TD: 'numbers', Tr: 'numbers', re: 'numbers' },
  ...{ g: 'numbers', rg: 'numbers', k: 'numbers', sc: 'numbers', scn: 'numbers' },
  ...{ gs: 'values', Tf: 'values' },
};

function colorOf(numbers: readonly number[]): Color | undefined {
  const [first = 0, second = 0, third = 0, black] = numbers;
  if (numbers.length === 1) return [first, first, first];
  if (numbers.length === 3) return [first, second, third];
  if (black === undefined) return undefined;
  return [(1 - first) * (1 - black), (1 - second) * (1 - black), (1 - third) * (1 - black)];
}

/** WCAG 2.2, contrast ratio and relative luminance. */
function contrast(one: Color, other: Color): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

function luminance([red, green, blue]: Color): number {
  const linear = (part: number): number => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}
