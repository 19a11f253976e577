/** Finds the smallest type in a drawing, so that it is not printed smaller than the edition allows. */
import type { Element as XmlElement } from 'xast';
import type { Asset } from '../../../core/model/asset.ts';

/** Type size of SVG text that has none of its own, in user units. */
const DEFAULT_SIZE = 16;

/**
 * Returns the width that a drawing must have, as a multiple of the smallest type size allowed. `undefined` for a drawing
 * without text and for an image that is not inlined.
 */
export function findLegibleWidth({ drawing, width }: Asset): number | undefined {
  if (drawing === undefined) return undefined;
  const smallest = findSmallestType(drawing.root, DEFAULT_SIZE, 1);
  return Number.isFinite(smallest) ? width / smallest : undefined;
}

/** @param size type size of the parent in its own units @param scale user units of the drawing in one unit of the parent */
function findSmallestType(element: XmlElement, size: number, scale: number): number {
  const ownSize = parseSize(element, size);
  const ownScale = scale * parseScale(element.attributes.transform);
  const sizes = element.children.map((child) => {
    if (child.type === 'element') return findSmallestType(child, ownSize, ownScale);
    const isText = child.type === 'text' && TEXT.has(element.name) && child.value.trim() !== '';
    return isText ? ownSize * ownScale : Number.POSITIVE_INFINITY;
  });
  return sizes.reduce((least, each) => Math.min(least, each), Number.POSITIVE_INFINITY);
}

const TEXT = new Set(['text', 'tspan', 'textPath', 'a']);

function parseSize({ attributes }: XmlElement, inherited: number): number {
  const declared = /(?:^|;)\s*font-size\s*:\s*([^;]+)/.exec(attributes.style ?? '')?.[1];
  const [, number, unit = ''] =
    /^\s*(\d*\.?\d+)\s*(px|pt|em|%)?\s*$/.exec(declared ?? attributes['font-size'] ?? '') ?? [];
  const size = Number(number);
  if (!(size > 0)) return inherited;
  return size * ({ pt: 96 / 72, em: inherited, '%': inherited / 100 }[unit] ?? 1);
}

/** Returns the smallest factor by which transformations scale. Other ones than `scale` and `matrix` keep the size. */
function parseScale(transform: string | null | undefined): number {
  const found = [...(transform ?? '').matchAll(/(scale|matrix)\s*\(([^)]*)\)/g)];
  return found.reduce((scale, [, name, values = '']) => {
    const numbers = values
      .trim()
      .split(/[\s,]+/)
      .map(Number);
    const [a = 1, b = a, c = 0, d = 1] = numbers;
    const factors = name === 'scale' ? [Math.abs(a), Math.abs(b)] : [Math.hypot(a, b), Math.hypot(c, d)];
    return scale * Math.min(...factors.filter((factor) => factor > 0), Number.POSITIVE_INFINITY);
  }, 1);
}
