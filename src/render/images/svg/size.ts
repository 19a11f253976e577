/** Determines the size of an SVG drawing: SVG 2, 8.2; CSS Values 4, 6.2 for units. */
import type { Element } from 'xast';

/** User units (CSS pixels) in each unit. */
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
 * Determines the size from the viewBox, or from `width` and `height`, or as 300 × 150. Then sets the viewBox
 * and removes `width` and `height`, because these would fix the size on every page.
 * @returns size in user units
 */
export function normalizeSize(root: Element): { readonly width: number; readonly height: number } {
  const { attributes } = root;
  const size = parseViewBox(attributes.viewBox) ?? {
    width: parseLength(attributes.width) ?? 300,
    height: parseLength(attributes.height) ?? 150,
  };
  if (parseViewBox(attributes.viewBox) === undefined) attributes.viewBox = `0 0 ${size.width} ${size.height}`;
  delete attributes.width;
  delete attributes.height;
  return size;
}

function parseViewBox(viewBox: string | null | undefined): { width: number; height: number } | undefined {
  const numbers = (viewBox ?? '').trim().split(/[\s,]+/);
  const [x = NaN, y = NaN, width = NaN, height = NaN] = numbers.map((number) =>
    number === '' ? NaN : Number(number),
  );
  const isWhole = numbers.length === 4 && [x, y, width, height].every(Number.isFinite);
  return isWhole && width > 0 && height > 0 ? { width, height } : undefined;
}

/** Parses a length into user units. Returns `undefined` for a percentage, because the page is unknown. */
export function parseLength(value: string | null | undefined): number | undefined {
  const found = /^\s*\+?(\d*\.?\d+(?:e[+-]?\d+)?)([a-z]*)\s*$/i.exec(value ?? '');
  const unit = UNITS[found?.[2]?.toLowerCase() ?? ''];
  const length = Number(found?.[1]) * (unit ?? NaN);
  return Number.isFinite(length) && length > 0 ? Math.round(length * 1000) / 1000 : undefined;
}
