/**
 * The state of a scan of a content stream: follows the operators and collects sequences, untagged runs, forms
 * and texts.
 */

import { parseOperands, parseSimpleMcid } from '../../lib/pdf/content-stream.ts';
import { type Dict, isDict, PdfString } from '../../lib/pdf/objects.ts';
import { UnsupportedPdfError } from '../../lib/pdf/unsupported-pdf-error.ts';
import { GraphicsState } from './graphics-state.ts';
import type { DrawnForm, ScanRequest, ScanResult, Sequence, TextObject, UntaggedRun } from './scan-types.ts';

/** The list of pieces that all sequences share whose text is not requested. */
const NO_PIECES: never[] = [];

/** Handles the operators of one content stream in order. */
export class Scanner {
  readonly graphics: GraphicsState;
  readonly #request: ScanRequest;
  readonly #sequences: Sequence[] = [];
  readonly #untagged: UntaggedRun[] = [];
  readonly #forms: DrawnForm[] = [];
  readonly #texts: TextObject[] = [];
  #textStart = -1;
  #hasDefaultSpacing = true;
  /** The marked content that is open: a sequence, or `undefined` for content without an MCID. */
  readonly #open: (Sequence | undefined)[] = [];
  #current: Sequence | undefined;
  /** The current sequence, if its text is requested, and if its box is. */
  #read: Sequence | undefined;
  #measured: Sequence | undefined;
  /** Depth of {@link #open} at which an `ActualText` replaces the glyphs; 0 when there is none. */
  #replaced = 0;
  /** The untagged run that is open. */
  #run: { start: number; end: number; margin: UntaggedRun['margin'] } | undefined;
  #pathStart = -1;

  constructor(request: ScanRequest) {
    this.#request = request;
    this.graphics = new GraphicsState(request.text, request.page.area, request.matrix);
  }

  /**
   * Returns the findings after the last operator.
   * @throws {UnsupportedPdfError} when marked content is not closed
   */
  result(): ScanResult {
    this.#closeRun();
    if (this.#open.length > 0) throw new UnsupportedPdfError('the PDF has marked content without an end');
    const numbered = this.#request.text.split('/MCID ').length - 1;
    if (numbered !== this.#sequences.length)
      throw new UnsupportedPdfError('the PDF has marked content inside a text');
    return {
      ...{ sequences: this.#sequences, untagged: this.#untagged },
      ...{ forms: this.#forms, texts: this.#texts, hasDefaultSpacing: this.#hasDefaultSpacing },
    };
  }

  save(): void {
    this.#closeRun();
    this.graphics.save();
  }

  restore(): void {
    this.#closeRun();
    this.graphics.restore();
  }

  beginMarked(start: number, end: number): void {
    const id = this.#numberAt(start);
    if (id === undefined) {
      this.#open.push(undefined);
      this.#replaceText(start);
      return;
    }
    if (this.#current !== undefined)
      throw new UnsupportedPdfError('the PDF has marked content inside marked content');
    this.#closeRun();
    const extract = this.#request.extractOf(id);
    const pieces = extract === undefined ? NO_PIECES : [];
    const sequence: Sequence = { id, start, bodyStart: end, hasGlyphsOrImage: false, pieces };
    this.#sequences.push(sequence);
    this.#open.push(sequence);
    this.#current = sequence;
    this.#read = extract === undefined ? undefined : sequence;
    this.#measured = extract === 'text and box' ? sequence : undefined;
  }

  #numberAt(start: number): number | undefined {
    const plain = parseSimpleMcid(this.#request.text, start);
    if (plain !== undefined) return plain;
    const id = this.#propertiesAt(start)?.get('MCID');
    return typeof id === 'number' ? id : undefined;
  }

  #propertiesAt(start: number): Dict | undefined {
    const [, properties] = parseOperands(this.#request.text, start);
    return isDict(properties) ? properties : undefined;
  }

  /** Takes an `ActualText` instead of the glyphs, until its marked content ends. */
  #replaceText(start: number): void {
    if (this.#read === undefined) return;
    const actual = this.#propertiesAt(start)?.get('ActualText');
    if (!(actual instanceof PdfString)) return;
    this.#read.pieces.push({ kind: 'actual', bytes: actual.bytes });
    this.#replaced = this.#open.length;
  }

  endMarked(): void {
    if (this.#open.length === 0)
      throw new UnsupportedPdfError('the PDF has the end of marked content without its begin');
    if (this.#open.length === this.#replaced) this.#replaced = 0;
    if (this.#open.pop() === undefined) return;
    this.#current = undefined;
    this.#read = undefined;
    this.#measured = undefined;
  }

  #begin(start: number): void {
    if (this.#current === undefined) this.#run ??= { start, end: -1, margin: undefined };
  }

  paint(end: number): void {
    if (this.#run !== undefined) this.#run.end = end;
  }

  #closeRun(): void {
    if (this.#run !== undefined && this.#run.end > 0) this.#untagged.push(this.#run);
    this.#run = undefined;
  }

  space(): void {
    this.#hasDefaultSpacing = false;
  }

  beginText(start: number): void {
    this.#textStart = start;
    this.graphics.beginText();
    // A running head and a running foot may follow one another.
    if (!this.graphics.isInsideContent) this.#closeRun();
    this.#begin(start);
  }

  endText(end: number): void {
    this.#texts.push({ start: this.#textStart, end });
    this.paint(end);
  }

  /**
   * Returns the offset of the end of a text object whose text is not requested, because most of a page is
   * such text.
   */
  skipText(end: number): number {
    if (this.#current === undefined || this.#read !== undefined) return end;
    this.#current.hasGlyphsOrImage = true;
    const last = this.#request.text.indexOf('\nET', end);
    return last < 0 ? end : last;
  }

  path(operator: string, start: number): void {
    if (this.#pathStart < 0) {
      this.#pathStart = start;
      this.#begin(start);
    }
    this.graphics.addPath(operator, start, this.#measured !== undefined);
  }

  paintPath(end: number): void {
    if (this.#measured !== undefined) this.#measured.box = this.graphics.extendByPath(this.#measured.box);
    this.paint(end);
    this.endPath();
  }

  endPath(): void {
    this.graphics.endPath();
    // A path that only clips paints nothing, and must not be cut off from what it clips.
    if (this.#run?.start === this.#pathStart && this.#run.end < 0) this.#run = undefined;
    this.#pathStart = -1;
  }

  moveLine(start: number): void {
    if (this.#measured !== undefined) this.graphics.moveLine(start);
  }

  show(start: number): void {
    const { graphics } = this;
    const [current, read, measured] = [this.#current, this.#read, this.#measured];
    if (current !== undefined) current.hasGlyphsOrImage = true;
    else if (this.#run !== undefined && !graphics.isInsideContent) this.#run.margin ??= this.#half();
    if (measured !== undefined) measured.box = graphics.extendByGlyph(measured.box);
    if (read === undefined) return;
    const height = graphics.baselineY();
    if (this.#replaced > 0) {
      const actual = read.pieces.at(-1);
      if (actual !== undefined) actual.height ??= height;
      return;
    }
    for (const codes of parseOperands(this.#request.text, start).flat()) {
      if (codes instanceof PdfString)
        read.pieces.push({ kind: 'glyphs', font: graphics.font, codes: codes.bytes, height });
    }
  }

  #half(): 'head' | 'foot' {
    return this.graphics.baselineY() > this.#request.page.height / 2 ? 'head' : 'foot';
  }

  draw(start: number, end: number): void {
    const [name] = parseOperands(this.#request.text, start);
    const form = typeof name === 'string' ? name.slice(1) : '';
    if (this.#request.forms.has(form)) {
      this.#closeRun();
      this.#forms.push({ name: form, matrix: this.graphics.matrix });
      return;
    }
    if (this.#current !== undefined) this.#current.hasGlyphsOrImage = true;
    if (this.#measured !== undefined) this.#measured.box = this.graphics.extendByImage(this.#measured.box);
    this.fill(start, end);
  }

  fill(start: number, end: number): void {
    this.#begin(start);
    this.paint(end);
  }
}
