/**
 * Writes title, authors, language and dates to XMP and to the document information dictionary, with equal
 * values.
 */
import { deflateSync } from 'node:zlib';
import { decodeTextString, dict, encodeTextString, PdfString, Stream } from '../../../lib/pdf/objects.ts';
import { PdfFile } from '../../../lib/pdf/pdf-file.ts';
import { UnsupportedPdfError } from '../../../lib/pdf/unsupported-pdf-error.ts';
import { buildXmpPacket, type XmpProperties } from '../../../lib/pdf/xmp.ts';

/** The metadata that the printed document does not contain. */
export type FileMetadata = Omit<XmpProperties, 'title' | 'language' | 'producer'>;

/**
 * Writes the metadata. Title and language come from the printed document.
 * @param conforms whether the file claims to be PDF/UA-1 and PDF/A-2a
 * @throws {UnsupportedPdfError} when the printed document has no title or no language
 */
export function setMetadata(file: PdfFile, metadata: FileMetadata, conforms: boolean): void {
  const printed = file.dict(file.trailer.get('Info'));
  const title = textValue(printed.get('Title'));
  const language = textValue(file.catalog.get('Lang'));
  const producer = textValue(printed.get('Producer'));
  if (title === '') throw new UnsupportedPdfError('the PDF has no title');
  if (language === '') throw new UnsupportedPdfError('the PDF does not say its language');
  const { authors, description, subjects, creator, modified } = metadata;
  const date = new PdfString(formatDate(modified));
  const info = dict({
    Title: encodeTextString(title),
    Author: textOrAbsent(authors.join(', ')),
    Subject: textOrAbsent(description ?? ''),
    Keywords: textOrAbsent(subjects.join(', ')),
    Creator: encodeTextString(creator),
    Producer: encodeTextString(producer),
    CreationDate: date,
    ModDate: date,
  });
  file.trailer.set('Info', file.add(info));
  const packet = buildXmpPacket({ ...metadata, title, language, producer }, conforms);
  const entries = { Type: '/Metadata', Subtype: '/XML', Filter: '/FlateDecode' } as const;
  // Deflated, as PDF/A-2 allows, because it would be a tenth of a handout.
  const stream = new Stream(dict(entries), deflateSync(packet, { level: 9 }));
  file.catalog.set('Metadata', file.add(stream));
}

/** Returns whether a finished file claims to be PDF/UA-1 and PDF/A-2a. */
export function claimsStandards(bytes: Uint8Array): boolean {
  const file = PdfFile.read(bytes);
  return file.inflate(file.stream(file.catalog.get('Metadata'))).includes('pdfuaid:part');
}

const textValue = (value: unknown): string =>
  value instanceof PdfString ? decodeTextString(value).trim() : '';
const textOrAbsent = (text: string): PdfString | undefined =>
  text === '' ? undefined : encodeTextString(text);

/** Formats a date (ISO 32000-1, 7.9.4). @param iso with seconds and `Z` */
const formatDate = (iso: string): string => `D:${iso.replace(/\D/g, '').slice(0, 14).padEnd(14, '0')}Z`;
