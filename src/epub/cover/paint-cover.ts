/** Paints a cover from its areas alone, so that any thread can do it. */
import type { Size } from '../../lib/raster/canvas.ts';
import { encodePalettePng } from '../../lib/raster/png.ts';
import type { FilledArea } from '../../lib/raster/svg-shapes.ts';
import type { BackgroundCache } from './background-cache.ts';

/** A cover to be painted. Plain data. */
export interface CoverTask {
  readonly kind: 'cover';
  /** Equal for equal backgrounds of one size only. */
  readonly key: string;
  /** In pixels. */
  readonly size: Size;
  readonly background: readonly FilledArea[];
  readonly foreground: readonly FilledArea[];
}

/** Paints a cover. @returns the PNG file */
export const paintCover = (
  { key, size, background, foreground }: CoverTask,
  backgrounds: BackgroundCache,
): Promise<Uint8Array> =>
  backgrounds.withBackground(key, size, background, (canvas) => {
    for (const { polygons, color } of foreground) canvas.fill(polygons, color);
    return encodePalettePng(canvas);
  });
