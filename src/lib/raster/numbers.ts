/** Numbers as SVG has them. */

/** All numbers of an attribute, whatever stands between them. */
export const numbers = (list: string): number[] =>
  (list.match(/[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi) ?? []).map(Number);
