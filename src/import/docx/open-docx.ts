/** Opens a Word document (ECMA-376 part 2: a zip archive of parts) within limits, so that no archive fills the memory. */
import { type UnzipFileInfo, unzipSync, zipSync } from 'fflate';
import type { Root } from 'xast';
import { fromXml } from 'xast-util-from-xml';
import { findElements } from '../../lib/xml/elements.ts';
import { type Refusal, refuseArchive, refuseBytes } from './file-kind.ts';

/** The most parts: a document with 5,000 pictures has some more. */
const MAX_PARTS = 20_000;
/** The most bytes of all parts, unpacked. */
const MAX_BYTES = 500_000_000;
/** The most bytes of a part that is XML, because its tree takes twenty times as much. */
const MAX_XML_BYTES = 50_000_000;

/** The file before it is opened. */
export const MAX_FILE_BYTES = 300_000_000;

/** The parts of a document by name. */
export type Parts = ReadonlyMap<string, Uint8Array>;

/** The parts of a Word document, and the name of the one that has its text. */
export interface Docx {
  readonly kind: 'docx';
  readonly parts: Parts;
  readonly main: string;
}

export type OpenedDocx = Docx | ({ readonly kind: 'refused' } & Refusal);

const TOO_LARGE = 'Remove pictures or divide the document in Word.';

/** Opens the document, or says why it cannot be read. */
export function openDocx(bytes: Uint8Array): OpenedDocx {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return refuse(refuseBytes(bytes));
  const limits = { parts: 0, bytes: 0, isExceeded: false };
  let unpacked: Readonly<Record<string, Uint8Array>>;
  try {
    // A part that is larger than its entry says is cut off there, so the sum of the entries is a limit.
    unpacked = unzipSync(bytes, { filter: (entry) => isWithinLimits(entry, limits) });
  } catch {
    return refuse({ reason: 'its zip archive is damaged', advice: 'Save it again in Word.' });
  }
  if (limits.isExceeded) return refuse({ reason: 'it is too large when unpacked', advice: TOO_LARGE });
  const parts = new Map(Object.entries(unpacked).filter(([name]) => !name.endsWith('/')));
  const main = findMainPart(parts);
  if (main === undefined) return refuse(refuseArchive([...parts.keys()]));
  if ([...parts].some(([name, part]) => isXml(name) && hasDeclarations(part))) {
    return refuse({
      reason: 'its XML declares entities, which Word never does',
      advice: 'Save it again in Word.',
    });
  }
  return { kind: 'docx', parts, main };
}

const refuse = (refusal: Refusal): OpenedDocx => ({ kind: 'refused', ...refusal });

const isXml = (name: string): boolean => /\.(?:xml|rels)$/i.test(name);

function isWithinLimits(
  { name, originalSize }: UnzipFileInfo,
  limits: { parts: number; bytes: number; isExceeded: boolean },
): boolean {
  limits.parts += 1;
  limits.bytes += originalSize;
  limits.isExceeded ||=
    limits.parts > MAX_PARTS || limits.bytes > MAX_BYTES || (isXml(name) && originalSize > MAX_XML_BYTES);
  return !limits.isExceeded;
}

/** Whether XML has a document type, which could declare entities or name files. */
const hasDeclarations = (part: Uint8Array): boolean =>
  Buffer.from(part.buffer, part.byteOffset, part.byteLength).includes('<!DOCTYPE');

const MAIN_TYPE =
  /application\/vnd\.(?:openxmlformats-officedocument\.wordprocessingml|ms-word)\.(?:document|template)[\w.]*\.main\+xml/;

/** Finds the part with the text by its type in `[Content_Types].xml` (ECMA-376 part 2, 10.1.2). */
function findMainPart(parts: Parts): string | undefined {
  const types = parseXmlPart(parts, '[Content_Types].xml');
  const named =
    types &&
    findElements(types, 'Override').find(({ attributes }) => MAIN_TYPE.test(attributes.ContentType ?? ''));
  const name = named?.attributes.PartName?.replace(/^\//, '');
  return [name, 'word/document.xml'].find((known) => known !== undefined && parts.has(known));
}

/** Parses a part; `undefined` if there is none, or if it is no well-formed XML. */
export function parseXmlPart(parts: Parts, name: string): Root | undefined {
  const part = parts.get(name);
  if (part === undefined) return undefined;
  try {
    return fromXml(new TextDecoder().decode(part));
  } catch {
    return undefined;
  }
}

/** Packs the parts again, without compression. */
export function packDocx(parts: Parts): Uint8Array {
  return zipSync(Object.fromEntries(parts), { level: 0 });
}
