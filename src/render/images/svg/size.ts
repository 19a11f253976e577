/** How large an SVG drawing is: SVG 2, 8.2; CSS Values 4, 6.2 for the units. */
import type { Element } from 'xast';

/** User units (CSS pixels) in one of each. */
const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  px: 1,
  pt: 96 / 72,
  pc: 16,
  in: 96,
  cm: 96 / 2.54,
  mm: 96 / 25.4,
  q: 96 / 101.6,
};

/**
 * The viewBox says the size; without it, `width` and `height` do; without them, 300 by 150. What says it afterwards is
 * the viewBox alone, for a size in the file would fix the picture's size on every page.
 * @returns user units
 */
export function sizeOf(root: Element): { readonly width: number; readonly height: number } {
  const { attributes } = root;
  const size = boxSize(attributes.viewBox) ?? {
    width: lengthOf(attributes.width) ?? 300,
    height: lengthOf(attributes.height) ?? 150,
  };
  if (boxSize(attributes.viewBox) === undefined) attributes.viewBox = `0 0 ${size.width} ${size.height}`;
  delete attributes.width;
  delete attributes.height;
  return size;
}

function boxSize(viewBox: string | null | undefined): { width: number; height: number } | undefined {
  const numbers = (viewBox ?? '').trim().split(/[\s,]+/);
  const [x = NaN, y = NaN, width = NaN, height = NaN] = numbers.map((number) =>
    number === '' ? NaN : Number(number),
  );
  const isWhole = numbers.length === 4 && [x, y, width, height].every(Number.isFinite);
  return isWhole && width > 0 && height > 0 ? { width, height } : undefined;
}

/** A percentage is of a page that nobody knows yet. */
function lengthOf(written: string | null | undefined): number | undefined {
  const found = /^\s*\+?(\d*\.?\d+(?:e[+-]?\d+)?)([a-z]*)\s*$/i.exec(written ?? '');
  const unit = UNITS[found?.[2]?.toLowerCase() ?? ''];
  const length = Number(found?.[1]) * (unit ?? NaN);
  return Number.isFinite(length) && length > 0 ? Math.round(length * 1000) / 1000 : undefined;
}
