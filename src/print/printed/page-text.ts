/** Reads the text of marked content from a tagged file. */

import { type Reference, Stream } from '../../lib/pdf/objects.ts';
import { readPageContent } from '../../lib/pdf/page-content.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';
import { contentOwner, type MarkedContent } from '../../lib/pdf/structure-tree.ts';
import { extractMarkedTexts, type PageTexts } from './content-text.ts';
import { readGlyphDecoder } from './glyph-text.ts';

/** Reads the text of the content streams that contain the given marked content. */
export function readPageTexts(file: PdfFile, pieces: readonly MarkedContent[]): PageTexts {
  const owners = new Map(pieces.map((piece) => [contentOwner(piece).number, contentOwner(piece)]));
  const contents = [...owners.values()].map((owner) => readContent(file, owner));
  const decoder = readGlyphDecoder(
    file,
    contents.map(({ resources }) => resources),
  );
  return new Map(
    contents.map(({ owner, text, resources }) => {
      const decode = (font: string, code: number): string =>
        decoder.decode([{ kind: 'glyphs', font, codes: encodeCode(code) }], resources);
      return [owner.number, extractMarkedTexts(text, decode)];
    }),
  );
}

/** Encodes a glyph code as two bytes. */
const encodeCode = (code: number): string => String.fromCharCode(code >> 8, code & 0xff);

/** Returns the text of a marked-content sequence; empty if it has none. */
export const textOfPiece = (texts: PageTexts, piece: MarkedContent): string =>
  texts.get(contentOwner(piece).number)?.get(piece.id) ?? '';

function readContent(file: PdfFile, owner: Reference) {
  const found = file.get(owner);
  const dict = file.dict(owner);
  const text = found instanceof Stream ? file.inflate(found).toString('latin1') : readPageContent(file, dict);
  return { owner, text, resources: file.dict(dict.get('Resources')) };
}
