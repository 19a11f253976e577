/** Title, authors, language and dates: the same in XMP and in the older dictionary, so that they never differ. */
import { deflateSync } from 'node:zlib';
import { dict, Stream, Text, textOf, textString } from '../../../lib/pdf/objects.ts';
import type { PdfFile } from '../../../lib/pdf/pdf-file.ts';
import { type Description, xmpPacket } from '../../../lib/pdf/xmp.ts';

/** What the pages do not say themselves. */
export type FileMetadata = Omit<Description, 'title' | 'language' | 'producer'>;

/**
 * Title and language are those of the printed document.
 * @param conforms whether the file says that it is PDF/UA-1 and PDF/A-2a
 */
export function setMetadata(file: PdfFile, metadata: FileMetadata, conforms: boolean): void {
  const printed = file.dict(file.trailer.get('Info'));
  const title = said(printed.get('Title'));
  const language = said(file.catalog.get('Lang'));
  const producer = said(printed.get('Producer'));
  if (title === '') throw new Error('the PDF has no title');
  if (language === '') throw new Error('the PDF does not say its language');
  const { authors, description, subjects, creator, modified } = metadata;
  const date = new Text(dateOf(modified));
  const info = dict({
    Title: textString(title),
    Author: optional(authors.join(', ')),
    Subject: optional(description ?? ''),
    Keywords: optional(subjects.join(', ')),
    Creator: textString(creator),
    Producer: textString(producer),
    CreationDate: date,
    ModDate: date,
  });
  file.trailer.set('Info', file.add(info));
  const packet = xmpPacket({ ...metadata, title, language, producer }, conforms);
  const entries = { Type: '/Metadata', Subtype: '/XML', Filter: '/FlateDecode' } as const;
  // Deflated, as PDF/A-2 allows: of a handout it would be a tenth.
  const stream = new Stream(dict(entries), deflateSync(packet, { level: 9 }));
  file.catalog.set('Metadata', file.add(stream));
}

const said = (value: unknown): string => (value instanceof Text ? textOf(value).trim() : '');
const optional = (text: string): Text | undefined => (text === '' ? undefined : textString(text));

/** ISO 32000-1, 7.9.4. @param iso with seconds and `Z` */
const dateOf = (iso: string): string => `D:${iso.replace(/\D/g, '').slice(0, 14).padEnd(14, '0')}Z`;
