/**
 * Restores the reading order (logical order) of a line: a PDF contains right-to-left text in visual order,
 * from the left.
 */
import { isRightToLeft } from '../../lib/text/direction.ts';

/** The characters of one glyph, or of several glyphs that share one text. */
export type GlyphText = string;

const LETTER = /[\p{L}\p{N}]/u;

/** Reorders a line from visual to logical order: reverses rule L2 of the Unicode Bidirectional Algorithm. */
export function toLogicalOrder(line: readonly GlyphText[]): string {
  if (!line.some(isRightToLeft)) return line.join('');
  const count = (isCounted: (glyph: GlyphText) => boolean): number =>
    line.filter((glyph) => isCounted(glyph)).join('').length;
  const rightToLeft = count(isRightToLeft);
  const leftToRight = count((glyph) => LETTER.test(glyph) && !isRightToLeft(glyph));
  return (rightToLeft >= leftToRight ? reorderRightToLeftLine(line) : reorderRightToLeftPhrases(line)).join(
    '',
  );
}

/** Reverses the whole line, and then its left-to-right phrases once more. */
function reorderRightToLeftLine(line: readonly GlyphText[]): readonly GlyphText[] {
  const isForeign = (glyph: GlyphText): boolean => LETTER.test(glyph) && !isRightToLeft(glyph);
  return reverseStretches(line.toReversed(), isForeign, isRightToLeft);
}

const reorderRightToLeftPhrases = (line: readonly GlyphText[]): readonly GlyphText[] =>
  reverseStretches(line, isRightToLeft, (glyph) => LETTER.test(glyph) && !isRightToLeft(glyph));

/**
 * Reverses the part between the outermost glyphs of one direction, in each stretch without a glyph of the
 * other.
 */
function reverseStretches(
  line: readonly GlyphText[],
  isOne: (glyph: GlyphText) => boolean,
  isOther: (glyph: GlyphText) => boolean,
): readonly GlyphText[] {
  const glyphs: GlyphText[] = [];
  let stretch: GlyphText[] = [];
  const close = (): void => {
    const [first, last] = [stretch.findIndex(isOne), stretch.findLastIndex(isOne)];
    if (first < 0) glyphs.push(...stretch);
    else {
      const inner = stretch.slice(first, last + 1).toReversed();
      glyphs.push(...stretch.slice(0, first), ...inner, ...stretch.slice(last + 1));
    }
    stretch = [];
  };
  for (const glyph of line) {
    if (!isOther(glyph)) stretch.push(glyph);
    else {
      close();
      glyphs.push(glyph);
    }
  }
  close();
  return glyphs;
}
