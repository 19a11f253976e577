/** Splits the drawing of a cover into its background, which covers of one design share, and the rest. */
import type { Element } from 'xast';
import type { Size } from '../../lib/raster/canvas.ts';
import { INVISIBLE_ELEMENTS } from '../../lib/raster/svg-shapes.ts';

/** A drawing in two parts: what is painted before the first text, and the rest. */
export interface SplitDrawing {
  readonly background: Element;
  readonly foreground: Element;
}

/** Splits a drawing before the first top-level element that contains text. */
export function splitBackground(root: Element): SplitDrawing {
  const visible = root.children.filter(
    (child) => child.type === 'element' && !INVISIBLE_ELEMENTS.has(child.name),
  );
  const first = visible.findIndex(containsText);
  const end = first < 0 ? visible.length : first;
  return {
    background: { ...root, children: visible.slice(0, end) },
    foreground: { ...root, children: visible.slice(end) },
  };
}

const containsText = (node: Element['children'][number]): boolean =>
  node.type === 'element' && (node.name === 'text' || node.children.some(containsText));

/** Computes a key that is equal for drawings with the same elements, because these give the same pixels. */
export const computeDrawingKey = (drawing: Element, size: Size): string =>
  JSON.stringify([size, toComparable(drawing)]);

const toComparable = ({ name, attributes, children }: Element): readonly unknown[] => [
  name,
  attributes,
  children.flatMap((child) => (child.type === 'element' ? [toComparable(child)] : [])),
];
