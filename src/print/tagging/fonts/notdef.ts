/**
 * Whether a content shows `.notdef`, the glyph of a font that stands for every character that it has not. No file that does conforms to PDF/UA-1
 * (ISO 14289-1, 7.21.8) or PDF/A-2 (ISO 19005-2, 6.2.11.8).
 */

/** Hexadecimal digits of a glyph, as Skia writes them all. */
const DIGITS = 4;
const NOTDEF = '0000';

/** @param content operators, in Latin-1 */
export function showsNotdef(content: Buffer): boolean {
  for (let at = content.indexOf(NOTDEF); at >= 0; at = content.indexOf(NOTDEF, at + 1)) {
    const [open, close] = [content.lastIndexOf('<', at), content.indexOf('>', at)];
    const before = content.toString('latin1', open + 1, at);
    const after = content.toString('latin1', close + 1, close + 1 + SHOWN);
    if (open >= 0 && before.length % DIGITS === 0 && /^[0-9A-F]*$/i.test(before) && IS_SHOWN.test(after))
      return true;
  }
  return false;
}

/** Characters behind a text. */
const SHOWN = 8;
/** Glyphs are shown in arrays, and before `Tj`; a dictionary has texts in hexadecimal, too. */
const IS_SHOWN = /^\s*(?:[-\d.<\]]|Tj)/;
