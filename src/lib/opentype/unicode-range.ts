/**
 * Parses and formats the `unicode-range` of CSS: `U+0000-00FF,U+0131`
 * (https://www.w3.org/TR/css-fonts-4/#unicode-range-desc).
 */

/** First and last code point. */
export type CodePointRange = readonly [first: number, last: number];

export function parseUnicodeRange(unicodeRange: string): readonly CodePointRange[] {
  return unicodeRange.split(',').map((range) => {
    const [first = '', last = first] = range.trim().replace(/^U\+/i, '').split('-');
    return [Number.parseInt(first, 16), Number.parseInt(last, 16)] as const;
  });
}

export const isInRanges = (ranges: readonly CodePointRange[], code: number): boolean =>
  ranges.some(([first, last]) => code >= first && code <= last);

export function formatUnicodeRange(codes: Iterable<number>): string {
  const ranges: [number, number][] = [];
  for (const code of [...codes].sort((one, other) => one - other)) {
    const last = ranges.at(-1);
    if (last !== undefined && code === last[1] + 1) last[1] = code;
    else ranges.push([code, code]);
  }
  return ranges.map(([first, last]) => `U+${formatRange(first, last)}`).join(',');
}

function formatRange(first: number, last: number): string {
  const [from, to] = [first.toString(16), last.toString(16)];
  return first === last ? from : `${from}-${to}`;
}
