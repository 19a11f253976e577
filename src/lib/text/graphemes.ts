/** Characters as readers see them: a letter with its marks is one, and so is a flag. */

/** What stands for itself each: no marks, no joiners. To load the rules for all others takes as long as to make a page. */
const SIMPLE = /^[\u0020-\u007E\u00A0-\u02FF\u0370-\u0482\u048A-\u052F\u2010-\u2027\u2030-\u205E]*$/;

let segmenter: Intl.Segmenter | undefined;

/** Extended grapheme clusters (Unicode Standard Annex 29), in their order. */
export function graphemesOf(text: string): readonly string[] {
  if (SIMPLE.test(text)) return text.split('');
  segmenter ??= new Intl.Segmenter('und', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}
