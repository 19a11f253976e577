/** Splits text into user-perceived characters: a letter with its combining marks is one, and so is a flag. */

/**
 * Text without combining marks and joiners. Loading the segmentation rules takes as long as building a page.
 */
const SIMPLE = /^[\u0020-\u007E\u00A0-\u02FF\u0370-\u0482\u048A-\u052F\u2010-\u2027\u2030-\u205E]*$/;

let segmenter: Intl.Segmenter | undefined;

/** Returns the extended grapheme clusters (Unicode Standard Annex 29) in order. */
export function splitGraphemes(text: string): readonly string[] {
  if (SIMPLE.test(text)) return text.split('');
  segmenter ??= new Intl.Segmenter('und', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}
