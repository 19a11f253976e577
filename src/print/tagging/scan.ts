/**
 * Goes once through the content of a page, and notes where marked content begins and ends, what is painted outside of it,
 * and of the sequences that are asked for the box they fill and the glyphs they show.
 */

import type { Box, Matrix } from '../../lib/geometry/matrix.ts';
import { eachOperator, type OperatorVisitor, operandsOf, plainMark } from '../../lib/pdf/content-stream.ts';
import { type Dict, isDict, Text } from '../../lib/pdf/objects.ts';
import type { Shown } from '../printed/glyph-text.ts';
import { Graphics } from './graphics-state.ts';

/** Of a sequence: the glyphs that it shows, or the box that it fills as well. */
export type Wanted = 'words' | 'words and place';

/** A sequence with a number. Offsets of the content's text. */
export interface Sequence {
  readonly id: number;
  readonly start: number;
  readonly bodyStart: number;
  /** It shows glyphs or an image: not only lines and areas, as the box of an element has them. */
  speaks: boolean;
  /** Only of those whose place is wanted: in the units of the page. */
  box?: Box | undefined;
  /** Only of those whose words are wanted. */
  readonly shown: Shown[];
}

/** What is painted outside all sequences. */
export interface Loose {
  readonly start: number;
  readonly end: number;
  /** Text outside the area of the page's own content: a running head or foot, in the upper or lower half. */
  readonly margin: 'head' | 'foot' | undefined;
}

/** A form that is drawn, by name, and where. */
interface Drawn {
  readonly name: string;
  readonly matrix: Matrix;
}

/** From the `BT` of a text to its `ET`. */
export interface TextObject {
  readonly start: number;
  readonly end: number;
}

export interface Scan {
  readonly sequences: readonly Sequence[];
  readonly loose: readonly Loose[];
  readonly forms: readonly Drawn[];
  readonly texts: readonly TextObject[];
  /** Glyphs stand where their widths and the moves between them say: no other spacing is set. */
  readonly isPlain: boolean;
}

export interface ScanRequest {
  readonly text: string;
  /** Of a form, where it is drawn; of a page, nothing. */
  readonly matrix?: Matrix;
  /** Height and area of the page, in points. */
  readonly page: { readonly height: number; readonly area: number };
  /** What is wanted of a sequence by its number. */
  readonly wanted: (id: number) => Wanted | undefined;
  /** Names of the XObjects that are forms with content of their own. */
  readonly forms: ReadonlySet<string>;
}

/** @throws {Error} when marked content is not well nested, or an operator is unknown */
export function scan(request: ScanRequest): Scan {
  const scanner = new Scanner(request);
  const visit: OperatorVisitor = (operator, start, end) => {
    const handle = HANDLERS.get(operator);
    if (handle === undefined) throw new Error(`the PDF has an operator of unknown effect: ${operator}`);
    handle(scanner, start, end);
  };
  eachOperator(request.text, visit, (operator, end) => (operator === 'BT' ? scanner.skipText(end) : end));
  return scanner.result();
}

type Handler = (scanner: Scanner, start: number, end: number) => void;

/** Operators that set how is painted, and paint nothing. */
const HARMLESS = 'w J j M d ri i gs CS cs SC SCN sc scn G g RG rg K k TL Tr MP DP BX EX h';
const SPACING = 'Tc Tw Tz Ts';

const HANDLERS: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ...HARMLESS.split(' ').map((operator): [string, Handler] => [operator, () => undefined]),
  ...SPACING.split(' ').map((operator): [string, Handler] => [operator, (scanner) => scanner.space()]),
  ...['m', 'l', 'c', 'v', 'y', 're'].map((operator): [string, Handler] => [
    operator,
    (scanner, start) => scanner.path(operator, start),
  ]),
  ...['f', 'F', 'f*', 'S', 's', 'B', 'B*', 'b', 'b*'].map((operator): [string, Handler] => [
    operator,
    (scanner, _start, end) => scanner.paintPath(end),
  ]),
  ['W', (scanner) => scanner.graphics.clip()],
  ['W*', (scanner) => scanner.graphics.clip()],
  ['n', (scanner) => scanner.endPath()],
  ['q', (scanner) => scanner.save()],
  ['Q', (scanner) => scanner.restore()],
  ['cm', (scanner, start) => scanner.graphics.transform(start)],
  ['BT', (scanner, start) => scanner.beginText(start)],
  ['ET', (scanner, _start, end) => scanner.endText(end)],
  ['Tf', (scanner, start) => scanner.graphics.setFont(start)],
  ['Tm', (scanner, start) => scanner.graphics.setLine(start)],
  ['Td', (scanner, start) => scanner.moveLine(start)],
  ['Tj', (scanner, start) => scanner.show(start)],
  ['TJ', (scanner, start) => scanner.show(start)],
  ['BDC', (scanner, start, end) => scanner.beginMarked(start, end)],
  ['BMC', (scanner, start, end) => scanner.beginMarked(start, end)],
  ['EMC', (scanner) => scanner.endMarked()],
  ['Do', (scanner, start, end) => scanner.draw(start, end)],
  ['sh', (scanner, start, end) => scanner.fill(start, end)],
]);

/** Of all sequences whose words nobody wants: one for all. */
const NONE: never[] = [];

class Scanner {
  readonly graphics: Graphics;
  private readonly request: ScanRequest;
  private readonly sequences: Sequence[] = [];
  private readonly loose: Loose[] = [];
  private readonly forms: Drawn[] = [];
  private readonly texts: TextObject[] = [];
  private textStart = -1;
  private isPlain = true;
  /** Marked content that is open: a sequence, or what has no number. */
  private readonly open: (Sequence | undefined)[] = [];
  private current: Sequence | undefined;
  /** The current one, if its words are wanted, and if its place is. */
  private read: Sequence | undefined;
  private measured: Sequence | undefined;
  /** How many are open inside text that is replaced; 0 when none is. */
  private replaced = 0;
  /** What is painted now outside all sequences. */
  private run: { start: number; end: number; margin: Loose['margin'] } | undefined;
  private pathStart = -1;

  constructor(request: ScanRequest) {
    this.request = request;
    this.graphics = new Graphics(request.text, request.page.area, request.matrix);
  }

  result(): Scan {
    this.closeRun();
    if (this.open.length > 0) throw new Error('the PDF has marked content without an end');
    const numbered = this.request.text.split('/MCID ').length - 1;
    if (numbered !== this.sequences.length) throw new Error('the PDF has marked content inside a text');
    const { sequences, loose, forms, texts, isPlain } = this;
    return { sequences, loose, forms, texts, isPlain };
  }

  save(): void {
    this.closeRun();
    this.graphics.save();
  }

  restore(): void {
    this.closeRun();
    this.graphics.restore();
  }

  beginMarked(start: number, end: number): void {
    const id = this.numberAt(start);
    if (id === undefined) {
      this.open.push(undefined);
      this.replaceText(start);
      return;
    }
    if (this.current !== undefined) throw new Error('the PDF has marked content inside marked content');
    this.closeRun();
    const wanted = this.request.wanted(id);
    const shown = wanted === undefined ? NONE : [];
    const sequence: Sequence = { id, start, bodyStart: end, speaks: false, shown };
    this.sequences.push(sequence);
    this.open.push(sequence);
    this.current = sequence;
    this.read = wanted === undefined ? undefined : sequence;
    this.measured = wanted === 'words and place' ? sequence : undefined;
  }

  private numberAt(start: number): number | undefined {
    const plain = plainMark(this.request.text, start);
    if (plain !== undefined) return plain;
    const id = this.propertiesAt(start)?.get('MCID');
    return typeof id === 'number' ? id : undefined;
  }

  private propertiesAt(start: number): Dict | undefined {
    const [, properties] = operandsOf(this.request.text, start);
    return isDict(properties) ? properties : undefined;
  }

  /** Text that stands for what is shown, until the end of what is marked with it. */
  private replaceText(start: number): void {
    if (this.read === undefined) return;
    const actual = this.propertiesAt(start)?.get('ActualText');
    if (!(actual instanceof Text)) return;
    this.read.shown.push({ actual: actual.bytes });
    this.replaced = this.open.length;
  }

  endMarked(): void {
    if (this.open.length === 0) throw new Error('the PDF has the end of marked content without its begin');
    if (this.open.length === this.replaced) this.replaced = 0;
    if (this.open.pop() === undefined) return;
    this.current = undefined;
    this.read = undefined;
    this.measured = undefined;
  }

  private begin(start: number): void {
    if (this.current === undefined) this.run ??= { start, end: -1, margin: undefined };
  }

  paint(end: number): void {
    if (this.run !== undefined) this.run.end = end;
  }

  private closeRun(): void {
    if (this.run !== undefined && this.run.end > 0) this.loose.push(this.run);
    this.run = undefined;
  }

  space(): void {
    this.isPlain = false;
  }

  beginText(start: number): void {
    this.textStart = start;
    this.graphics.beginText();
    // A head and a foot may follow one another.
    if (!this.graphics.inside) this.closeRun();
    this.begin(start);
  }

  endText(end: number): void {
    this.texts.push({ start: this.textStart, end });
    this.paint(end);
  }

  /** Most of a page is text of which nothing more is asked than that it is there. */
  skipText(end: number): number {
    if (this.current === undefined || this.read !== undefined) return end;
    this.current.speaks = true;
    const last = this.request.text.indexOf('\nET', end);
    return last < 0 ? end : last;
  }

  path(operator: string, start: number): void {
    if (this.pathStart < 0) {
      this.pathStart = start;
      this.begin(start);
    }
    this.graphics.path(operator, start, this.measured !== undefined);
  }

  paintPath(end: number): void {
    if (this.measured !== undefined) this.measured.box = this.graphics.pathBox(this.measured.box);
    this.paint(end);
    this.endPath();
  }

  endPath(): void {
    this.graphics.endPath();
    // A path that only clips is no painting, and must not be cut off from what it clips.
    if (this.run?.start === this.pathStart && this.run.end < 0) this.run = undefined;
    this.pathStart = -1;
  }

  moveLine(start: number): void {
    if (this.measured !== undefined) this.graphics.moveLine(start);
  }

  show(start: number): void {
    const { current, read, measured, graphics } = this;
    if (current !== undefined) current.speaks = true;
    else if (this.run !== undefined && !graphics.inside) this.run.margin ??= this.half();
    if (measured !== undefined) measured.box = graphics.glyphBox(measured.box);
    if (read === undefined || this.replaced > 0) return;
    for (const codes of operandsOf(this.request.text, start).flat()) {
      if (codes instanceof Text) read.shown.push({ font: graphics.font, codes: codes.bytes });
    }
  }

  private half(): 'head' | 'foot' {
    return this.graphics.lineHeight() > this.request.page.height / 2 ? 'head' : 'foot';
  }

  draw(start: number, end: number): void {
    const [name] = operandsOf(this.request.text, start);
    const form = typeof name === 'string' ? name.slice(1) : '';
    if (this.request.forms.has(form)) {
      this.closeRun();
      this.forms.push({ name: form, matrix: this.graphics.matrix });
      return;
    }
    if (this.current !== undefined) this.current.speaks = true;
    if (this.measured !== undefined) this.measured.box = this.graphics.imageBox(this.measured.box);
    this.fill(start, end);
  }

  fill(start: number, end: number): void {
    this.begin(start);
    this.paint(end);
  }
}
