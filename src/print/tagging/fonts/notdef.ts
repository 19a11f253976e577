/**
 * Finds uses of `.notdef`, the glyph that a font shows for each character it does not have. A file that
 * shows it conforms neither to PDF/UA-1 (ISO 14289-1, 7.21.8) nor to PDF/A-2 (ISO 19005-2, 6.2.11.8).
 */

/** Hexadecimal digits of a glyph code, as Skia writes all of them. */
const DIGITS = 4;
const NOTDEF = '0000';

/** Returns whether a content stream shows `.notdef`. @param content operators, in Latin-1 */
export function showsNotdef(content: Buffer): boolean {
  for (let at = content.indexOf(NOTDEF); at >= 0; at = content.indexOf(NOTDEF, at + 1)) {
    const [open, close] = [content.lastIndexOf('<', at), content.indexOf('>', at)];
    const before = content.toString('latin1', open + 1, at);
    const after = content.toString('latin1', close + 1, close + 1 + LOOKAHEAD);
    if (open >= 0 && before.length % DIGITS === 0 && /^[0-9A-F]*$/i.test(before) && IS_SHOWN.test(after))
      return true;
  }
  return false;
}

/** Number of characters that are examined after a string. */
const LOOKAHEAD = 8;
/**
 * Matches what follows a shown string, in an array or before `Tj`; dictionaries have hexadecimal strings,
 * too.
 */
const IS_SHOWN = /^\s*(?:[-\d.<\]]|Tj)/;
