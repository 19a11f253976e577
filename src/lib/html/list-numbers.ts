/** Estimates the width of the numbers of an ordered list, which are outside the lines of its items. */
import type { Element } from 'hast';
import { hasClass } from './classes.ts';

/** Width of a number with its full stop and space as a multiple of the type size; what the styles reserve is enough. */
export const USUAL_NUMBER_WIDTH = 1.32;

/**
 * Returns the width of the widest number of a list, with its full stop and space, as a multiple of the type size. It
 * is a little more than the bold faces of most typefaces need, because what does not fit is cut off at the edge of a page.
 */
export function estimateNumberWidth(list: Element): number {
  let widest = 0;
  for (const { number, kind } of listNumbers(list)) {
    widest = Math.max(widest, measureText(formatNumber(number, kind)));
  }
  const bracket = hasClass(list, 'parens') ? BRACKET : 0;
  return Number((widest + FULL_STOP_AND_SPACE + bracket).toFixed(2));
}

const FULL_STOP_AND_SPACE = 0.62;
/** A bracket before the number; the one after it takes the place of the full stop. */
const BRACKET = 0.45;

/** Widths of characters in bold type, as multiples of the type size. */
const WIDTHS: readonly (readonly [letters: RegExp, width: number])[] = [
  [/[0-9-]/, 0.7],
  [/[ijl]/, 0.38],
  [/I/, 0.45],
  [/[a-z]/, 0.66],
  [/[A-Z]/, 0.8],
];
const WIDE: Readonly<Record<string, number>> = { m: 1, w: 0.9, M: 0.98, W: 1.08 };

const measureText = (text: string): number =>
  [...text].reduce(
    (sum, letter) => sum + (WIDE[letter] ?? WIDTHS.find(([letters]) => letters.test(letter))?.[1] ?? 1),
    0,
  );

interface ListNumber {
  readonly number: number;
  /** The attribute `type`: `1`, `a`, `A`, `i` or `I`. */
  readonly kind: string;
}

/** Returns the numbers of a list, counted as HTML does from `start`, `reversed` and the items' `value`. */
function listNumbers({ properties, children }: Element): readonly ListNumber[] {
  const items = children.filter(
    (child): child is Element => child.type === 'element' && child.tagName === 'li',
  );
  const step = properties.reversed ? -1 : 1;
  let next = parseWholeNumber(properties.start) ?? (properties.reversed ? items.length : 1);
  return items.map((item) => {
    const number = parseWholeNumber(item.properties.value) ?? next;
    next = number + step;
    return { number, kind: String(item.properties.type ?? properties.type ?? '1') };
  });
}

function parseWholeNumber(value: unknown): number | undefined {
  const number = Number.parseInt(String(value), 10);
  return Number.isNaN(number) ? undefined : number;
}

/** Formats a number as browsers do (CSS Counter Styles 3, 6): outside the range of letters and numerals with digits. */
function formatNumber(number: number, kind: string): string {
  if (/^a$/i.test(kind) && number > 0) return withCase(formatLetters(number), kind);
  if (/^i$/i.test(kind) && number > 0 && number < 4000) return withCase(formatRoman(number), kind);
  return String(number);
}

const withCase = (text: string, kind: string): string => (kind < 'a' ? text : text.toLowerCase());

function formatLetters(number: number): string {
  const rest = number - 1;
  const last = String.fromCharCode('A'.charCodeAt(0) + (rest % 26));
  return rest < 26 ? last : formatLetters(Math.floor(rest / 26)) + last;
}

const ROMAN = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
] as const;

function formatRoman(number: number): string {
  let [rest, text] = [number, ''];
  for (const [value, numeral] of ROMAN) {
    text += numeral.repeat(Math.floor(rest / value));
    rest %= value;
  }
  return text;
}
