/**
 * Caches the painted background of a cover, because covers of one design share it and it is most of the
 * painting work.
 */
import { Canvas, type Size } from '../../lib/raster/canvas.ts';
import type { FilledArea } from '../../lib/raster/svg-shapes.ts';

/** Holds the background that was painted last. */
export class BackgroundCache {
  #last: { readonly key: string; readonly canvas: Canvas } | undefined;

  /**
   * Runs `paint` on a canvas with the background, and removes afterwards what it painted.
   * @param key equal for equal backgrounds of one size only
   * @param paint uses the canvas only until it returns, because all callers share one canvas
   */
  withBackground<T>(
    key: string,
    size: Size,
    areas: readonly FilledArea[],
    paint: (canvas: Canvas) => Promise<T>,
  ): Promise<T> {
    if (this.#last?.key !== key) this.#last = { key, canvas: paintBackground(size, areas) };
    const { canvas } = this.#last;
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
