/** Parses the numbers of SVG attributes. */

/** Returns all numbers in an attribute, whatever separates them. */
export const parseNumberList = (list: string): number[] =>
  (list.match(/[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi) ?? []).map(Number);
