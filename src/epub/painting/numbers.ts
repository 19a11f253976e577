/** Numbers as SVG has them, and as PDF takes them. */

/** All numbers of an attribute, whatever stands between them. */
export const numbers = (list: string): number[] =>
  (list.match(/[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi) ?? []).map(Number);

/** Without exponents, which PDF does not know: ISO 32000-2, 7.3.3. A thousandth of a unit is not to be seen. */
export const written = (...values: readonly number[]): string =>
  values.map((value) => String(Math.round(value * 1000) / 1000)).join(' ');
