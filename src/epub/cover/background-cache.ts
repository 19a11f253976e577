/**
 * Caches the painted background of a cover, because covers of one design share it and it is most of the
 * painting work.
 */
import type { Element } from 'xast';
import { Canvas, type Size } from '../../lib/raster/canvas.ts';
import { type FilledArea, INVISIBLE_ELEMENTS } from '../../lib/raster/svg-shapes.ts';

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

/** Holds the background that was painted last. */
export class BackgroundCache {
  #last: { readonly key: string; readonly canvas: Promise<Canvas> } | undefined;

  /**
   * Runs `paint` on a canvas with the background, and removes afterwards what it painted. Rejects as
   * `computeAreas` does.
   * @param key from {@link computeDrawingKey}
   * @param computeAreas computes the areas of the background; called only if the background is not cached
   * @param paint uses the canvas only until it returns, because all callers share one canvas
   */
  async withBackground<T>(
    key: string,
    size: Size,
    computeAreas: () => Promise<readonly FilledArea[]>,
    paint: (canvas: Canvas) => Promise<T>,
  ): Promise<T> {
    if (this.#last?.key !== key) {
      this.#last = { key, canvas: computeAreas().then((areas) => paintBackground(size, areas)) };
    }
    const canvas = await this.#last.canvas;
    try {
      return paint(canvas);
    } finally {
      canvas.rollback();
    }
  }
}

function paintBackground(size: Size, areas: readonly FilledArea[]): Canvas {
  const canvas = new Canvas(size);
  for (const { polygons, color } of areas) canvas.fill(polygons, color);
  canvas.snapshot();
  return canvas;
}
