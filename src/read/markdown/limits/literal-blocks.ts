/** Finds where code, formulas and HTML begin and end by their lines, because nothing else is read in them. */

/** Marks of quotations, of list items and of definitions before the content of a line. */
export const LINE_PREFIX = /^(?:[ \t]|>|[-*+:](?=[ \t])|\d{1,9}[.)](?=[ \t]))*/;
/** The fence of a code block or formula. That of code between backticks has none after it. */
const FENCE = /^[ \t>]*(`{3,}(?=[^`]*$)|~{3,}|\${2,}(?=[^$]*$))/;
/** That of a formula may have a label: `$$ {#eq-one}`, see `dialects/formulas/formula-labels.ts`. */
const CLOSING_FENCE = /^[ \t>]*(`{3,}|~{3,}|\${2,})(?:[ \t]*|(?<=\$)[ \t]*\{#[^{}]{1,200}\}[ \t]*)$/;
/** A formula whose words begin beside its marks, and the line that ends it: see `dialects/formulas/whole-formulas.ts`. */
const WHOLE_FORMULA = /^[ \t>]*\${2}(?!\$)[ \t]*[^\s$]/;
const LAST_OF_FORMULA = /^(?:(?!\$\$).)*[^\s$>][ \t]*\${2}[ \t]*$/;
/**
 * An HTML block ends at an empty line; some kinds end only at an end condition of their own (CommonMark
 * 0.31.2, 4.6).
 */
const HTML = /^ {0,3}</;
const HTML_ENDS: readonly (readonly [start: RegExp, end: RegExp])[] = [
  [/^ {0,3}<(?:pre|script|style|textarea)(?=[\s>]|$)/i, /<\/(?:pre|script|style|textarea)>/i],
  [/^ {0,3}<!--/, /-->/],
  [/^ {0,3}<\?/, /\?>/],
  [/^ {0,3}<!\[CDATA\[/, /\]\]>/],
  [/^ {0,3}<![A-Za-z]/, />/],
];
const EMPTY = /^[ \t]*$/;

/** Returns whether a line ends the block. */
export type BlockEndTest = (line: string) => boolean;

/**
 * Returns the end test of the code, formula or HTML block that a line opens, if the block continues on the
 * next line.
 * @param isOpenFormula whether it is a line of open-formulas.ts, which begins no formula
 */
export function openLiteralBlock(line: string, isOpenFormula: boolean): BlockEndTest | undefined {
  const fence = FENCE.exec(line)?.[1];
  if (isOpenFormula && fence?.startsWith('$')) return undefined;
  // A closing fence has the same character and is not shorter.
  if (fence !== undefined) {
    const ends: BlockEndTest = (later) => CLOSING_FENCE.exec(later)?.[1]?.startsWith(fence) === true;
    return WHOLE_FORMULA.test(line) ? (later) => ends(later) || LAST_OF_FORMULA.test(later) : ends;
  }
  if (!HTML.test(line)) return undefined;
  const end = HTML_ENDS.find(([start]) => start.test(line))?.[1] ?? EMPTY;
  return end.test(line) ? undefined : (later) => end.test(later);
}
