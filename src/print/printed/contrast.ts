/** Computes the contrast ratio of two colors (WCAG 2.2, contrast ratio and relative luminance). */

/** Red, green and blue, each from 0 to 1. */
export type Color = readonly [number, number, number];

/**
 * Converts the operands of a color operator: gray, RGB or CMYK.
 * @returns `undefined` for any other number of operands
 */
export function colorFromOperands(numbers: readonly number[]): Color | undefined {
  const [first = 0, second = 0, third = 0, black] = numbers;
  if (numbers.length === 1) return [first, first, first];
  if (numbers.length === 3) return [first, second, third];
  if (black === undefined) return undefined;
  return [(1 - first) * (1 - black), (1 - second) * (1 - black), (1 - third) * (1 - black)];
}

/** Returns the contrast ratio, from 1 to 21. */
export function contrast(one: Color, other: Color): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

function luminance([red, green, blue]: Color): number {
  const linear = (part: number): number => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}
