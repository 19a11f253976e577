/**
 * Finishes a part of a book on its own: sets its page numbers, tags it and compresses its content. It depends on nothing but
 * the print and the request, so that it is kept while other parts change.
 */
import type { PrintedPiece } from '../../core/model/printed-text.ts';
import { dict } from '../../lib/pdf/objects.ts';
import { PdfFile } from '../../lib/pdf/pdf-file.ts';
import { writeStructure } from '../../lib/pdf/structure-tree.ts';
import { numberFile, writePdf } from '../../lib/pdf/writer.ts';
import { listFonts } from '../fonts/used-fonts.ts';
import { listPartObjects, type PartObjects } from '../joining/part-objects.ts';
import { type DigitTable, type NumberChange, setPageNumbers } from '../pagination/page-number-patch.ts';
import { type FigureType, measureFigureType } from '../printed/figure-type.ts';
import { readPrintedFile } from '../printed/printed-file.ts';
import { extractPieces } from '../printed/printed-text.ts';
import { tagContent } from '../tagging/tag-content.ts';

/** What is done with a print. Plain data. */
export interface PartRequest {
  /** The page numbers of the part, by their keys. */
  readonly changes: readonly NumberChange[];
  readonly direction: 'ltr' | 'rtl';
  /** Figures that other parts of the book show. */
  readonly digits?: DigitTable;
  /** Names of links, see tag-content.ts. */
  readonly linkNames?: Readonly<Record<string, string>>;
  /** Whether the text of the pages is needed. */
  readonly extractsText: boolean;
  /** Whether the type in figures is measured. */
  readonly measuresFigures: boolean;
  /** Whether the print has only what is in the margins of the pages, so that Chromium writes no tags. */
  readonly isUntagged?: boolean;
}

/** What is known of a finished part. Plain data. */
export interface PartFacts {
  /** Whether its glyphs are such that the book can claim PDF/UA-1 and PDF/A-2a. */
  readonly conforms: boolean;
  /** The text of its pages, in the order of its tags; empty unless it was requested. Page indexes start at 0. */
  readonly pieces: readonly PrintedPiece[];
  /** Names of its fonts with their first pages, from 1. */
  readonly fonts: readonly (readonly [name: string, page: number])[];
  /** The type in its figures; empty unless it was requested. */
  readonly figures: readonly FigureType[];
  readonly objects: PartObjects;
}

/** Bytes of the number at the beginning: the length of the facts. */
const HEADER = 4;

/**
 * Finishes a part. In its file, the content is tagged and compressed; its fonts are as Chromium wrote them.
 * @param bytes of the print
 * @param usesOneThread whether other threads finish other parts at the same time
 * @returns its facts and its file; empty if a page number cannot be set
 * @throws {UnsupportedPdfError} (rejects) when the print is not as Chromium prints it
 */
export async function finishPart(
  bytes: Uint8Array,
  request: PartRequest,
  usesOneThread = true,
): Promise<Uint8Array> {
  const print = PdfFile.read(bytes);
  if (request.isUntagged === true) addEmptyTags(print);
  const printed = readPrintedFile(bytes, print);
  const { file, top } = printed;
  const { changes, direction, digits, linkNames, extractsText, measuresFigures } = request;
  if (!setPageNumbers(printed, changes, direction, digits)) return new Uint8Array();
  const figures = measuresFigures ? measureFigureType(printed) : [];
  const { owners, conforms, texts } = await tagContent(printed, {
    ...(linkNames && { linkNames }),
    ...{ extractsText, notesLengths: true, usesOneThread },
  });
  const pieces = extractsText ? extractPieces(file, top, texts) : [];
  writeStructure(file, top, owners);
  const numbered = numberFile(file);
  const objects = listPartObjects(file, numbered);
  const facts: PartFacts = { conforms, pieces, figures, fonts: [...listFonts(file)], objects };
  return join(Buffer.from(JSON.stringify(facts)), await writePdf(file, { isIntermediate: true, numbered }));
}

/** Adds tags without content, unless there are tags. */
function addEmptyTags(file: PdfFile): void {
  if (file.catalog.has('StructTreeRoot')) return;
  const top = file.add(dict({ S: '/Document' }));
  file.catalog.set('StructTreeRoot', file.add(dict({ Type: '/StructTreeRoot', K: top })));
}

function join(facts: Uint8Array, file: Uint8Array): Uint8Array {
  const header = Buffer.alloc(HEADER);
  header.writeUInt32LE(facts.length);
  return new Uint8Array(Buffer.concat([header, facts, file]));
}

/** Reads the facts of a finished part; `undefined` if a page number could not be set. */
export function readPartFacts(part: Uint8Array): PartFacts | undefined {
  if (part.length === 0) return undefined;
  return JSON.parse(toBuffer(part).toString('utf8', HEADER, findFile(part))) as PartFacts;
}

/** Reads the file of a finished part. */
export const readPartFile = (part: Uint8Array): PdfFile => PdfFile.read(part.subarray(findFile(part)));

const toBuffer = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);

/** Returns the offset of the file. */
const findFile = (part: Uint8Array): number => HEADER + toBuffer(part).readUInt32LE(0);
