/**
 * Extracts the text of a PDF in the order of its tags, which is the order of reading aloud. Artifacts
 * (running heads, folios) have no tag. Uses two libraries that Handpress does not use: pdf-lib for the tags,
 * pdf.js for the text.
 */
import { PDFArray, PDFDict, PDFDocument, PDFName, PDFNumber, type PDFObject, PDFRef } from '@cantoo/pdf-lib';
import { Gatherer, type Letters } from './letters.ts';
import { markedRuns, type Run } from './runs.ts';

/** Inline elements. */
export const IN_LINE = new Set(
  'Span Link Reference Em Strong Code Quote Formula Ruby RB RT RP Note NonStruct BibEntry Annot'.split(' '),
);

export async function printedText(bytes: Uint8Array): Promise<Letters> {
  const document = await PDFDocument.load(bytes, { updateMetadata: false });
  const root = document.catalog.lookupMaybe(PDFName.of('StructTreeRoot'), PDFDict);
  if (root === undefined) throw new Error('The file has no tags.');
  const gatherer = new Gatherer();
  const runs = await markedRuns(bytes, document);
  new TagWalker(document, runs, gatherer).walk(root.get(PDFName.of('K')), undefined);
  return gatherer.gathered();
}

class TagWalker {
  readonly #document: PDFDocument;
  readonly #runs: ReadonlyMap<string, readonly Run[]>;
  readonly #gatherer: Gatherer;
  /** Page and height of the last text. */
  #line = '';

  constructor(document: PDFDocument, runs: ReadonlyMap<string, readonly Run[]>, gatherer: Gatherer) {
    this.#document = document;
    this.#runs = runs;
    this.#gatherer = gatherer;
  }

  /** @param page of the element around */
  walk(value: PDFObject | undefined, page: PDFObject | undefined): void {
    const node = this.#look(value);
    if (node instanceof PDFNumber) this.#content(page, node.asNumber());
    else if (node instanceof PDFArray) for (const child of node.asArray()) this.walk(child, page);
    else if (node instanceof PDFDict) this.#element(node, node.get(PDFName.of('Pg')) ?? page);
  }

  #element(node: PDFDict, page: PDFObject | undefined): void {
    const number = this.#look(node.get(PDFName.of('MCID')));
    if (number instanceof PDFNumber) {
      this.#content(page, number.asNumber());
      return;
    }
    const kind = this.#look(node.get(PDFName.of('S')));
    const apart = kind instanceof PDFName && !IN_LINE.has(kind.decodeText());
    if (apart) this.#gatherer.line();
    this.walk(node.get(PDFName.of('K')), page);
    if (apart) this.#gatherer.line();
  }

  #content(page: PDFObject | undefined, number: number): void {
    if (!(page instanceof PDFRef)) throw new Error('Marked content has no page.');
    const runs = this.#runs.get(`p${page.objectNumber}R_mc${number}`) ?? [];
    const line = `${page.objectNumber} ${runs[0]?.y}`;
    if (line !== this.#line) this.#gatherer.line();
    this.#line = `${page.objectNumber} ${runs.at(-1)?.y}`;
    addRuns(runs, this.#gatherer);
  }

  #look(value: PDFObject | undefined): PDFObject | undefined {
    return value instanceof PDFRef ? this.#document.context.lookup(value) : value;
  }
}

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;

/**
 * Adds the runs of a right-to-left text in reading order. In the file they have the visual order, from the
 * left. Reverses each line, and the left-to-right runs in it again (Unicode Bidirectional Algorithm, L2). This
 * verifies the order of lines and words; the letters of a word come from pdf.js.
 */
function addRuns(runs: readonly Run[], gatherer: Gatherer): void {
  if (!runs.some(({ text }) => RIGHT_TO_LEFT.test(text))) {
    for (const { text } of runs) sayOne(text, gatherer);
    return;
  }
  for (const line of linesOf(runs)) {
    for (const { text } of asRead(line)) sayOne(text, gatherer);
    gatherer.line();
  }
}

function sayOne(text: string, gatherer: Gatherer): void {
  gatherer.add(text.replaceAll('\n', ''));
  if (text.includes('\n')) gatherer.line();
}

function linesOf(runs: readonly Run[]): readonly (readonly Run[])[] {
  const lines: Run[][] = [];
  let y = Number.NaN;
  for (const run of runs) {
    const counts = run.text.trim() !== '';
    const begins = counts && Math.abs(run.y - y) > 1;
    if (counts) y = run.y;
    if (begins || lines.length === 0) lines.push([run]);
    else lines.at(-1)?.push(run);
  }
  return lines;
}

function asRead(line: readonly Run[]): readonly Run[] {
  const read: Run[] = [];
  let leftToRight: Run[] = [];
  for (const run of line.toReversed()) {
    if (RIGHT_TO_LEFT.test(run.text)) {
      read.push(...leftToRight.toReversed(), run);
      leftToRight = [];
    } else if (/[\p{L}\p{N}]/u.test(run.text) || leftToRight.length > 0) leftToRight.push(run);
    else read.push(run);
  }
  return [...read, ...leftToRight.toReversed()];
}
