/** The text of marked content in a finished file. */

import { type Reference, Stream } from '../../lib/pdf/objects.ts';
import { contentOf } from '../../lib/pdf/page-content.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';
import { type Marked, contentOf as ownerOf } from '../../lib/pdf/structure-tree.ts';
import { type PageTexts, textsIn } from './content-text.ts';
import { wordsOf } from './glyph-text.ts';

/** @param pieces whose contents are read */
export function readPageTexts(file: PdfFile, pieces: readonly Marked[]): PageTexts {
  const owners = new Map(pieces.map((piece) => [ownerOf(piece).number, ownerOf(piece)]));
  const contents = [...owners.values()].map((owner) => readContent(file, owner));
  const words = wordsOf(
    file,
    contents.map(({ resources }) => resources),
  );
  return new Map(
    contents.map(({ owner, text, resources }) => {
      const decode = (font: string, code: number): string =>
        words.of([{ font, codes: codesOf(code) }], resources);
      return [owner.number, textsIn(text, decode)];
    }),
  );
}

/** Of two bytes. */
const codesOf = (code: number): string => String.fromCharCode(code >> 8, code & 0xff);

/** What a piece says. */
export const textOfPiece = (texts: PageTexts, piece: Marked): string =>
  texts.get(ownerOf(piece).number)?.get(piece.id) ?? '';

function readContent(file: PdfFile, owner: Reference) {
  const found = file.get(owner);
  const dict = file.dict(owner);
  const text = found instanceof Stream ? file.inflated(found).toString('latin1') : contentOf(file, dict);
  return { owner, text, resources: file.dict(dict.get('Resources')) };
}
