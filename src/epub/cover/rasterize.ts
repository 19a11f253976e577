/**
 * Rasterizes the drawn cover as a PNG, because shops and libraries require one. Uses no browser and only
 * built-in or project fonts, so the bytes are the same on every machine.
 */
import type { Element } from 'xast';
import { fromXml } from 'xast-util-from-xml';
import { type GuardedHost, type Memoize, memoizeWith } from '../../core/host.ts';
import type { Context } from '../../core/model/context.ts';
import { parseNumberList } from '../../lib/raster/numbers.ts';
import { shapeLine } from '../../lib/raster/shape-text.ts';
import {
  type FilledArea,
  type ShapeText,
  type Style,
  toFilledAreas,
  UnsupportedSvgError,
} from '../../lib/raster/svg-shapes.ts';
import { cachedStep } from '../../runtime/cached-step.ts';
import type { FontContext } from '../../runtime/fonts/packages.ts';
import { findTaskThreads, isOneOfMany } from '../../runtime/threads/task-threads.ts';
import { BackgroundCache } from './background-cache.ts';
import { chooseFonts } from './font-fallback.ts';
import { type CoverTask, paintCover } from './paint-cover.ts';
import { computeDrawingKey, splitBackground } from './split-background.ts';

/**
 * The PNG, or why there is none: no font has a character, and a cover with gaps would be worse than none; or
 * the drawing contains a construct that the rasterizer does not support, as a project's own template may.
 */
export type RasterizedCover =
  | { readonly kind: 'painted'; readonly png: Uint8Array }
  | { readonly kind: 'missing-glyphs'; readonly characters: readonly string[] }
  | { readonly kind: 'unsupported'; readonly construct: string };

type PainterContext = Pick<Context, 'root' | 'host' | 'stepCache'>;

/** Paints covers, and holds the last background and the last picture for the next cover of the same build. */
export class CoverPainter {
  readonly #backgrounds = new BackgroundCache();
  /** The areas of the last background. */
  #background: { readonly key: string; readonly areas: Promise<readonly FilledArea[]> } | undefined;
  /** A build that also converts the e-book for older readers seldom has a second cover. */
  #last: { readonly drawing: string; readonly png: Promise<Uint8Array> } | undefined;

  /**
   * Rasterizes a cover.
   * @param svg a drawing of rectangles, circles, paths and lines of text, with a `viewBox`
   * @param pixels width of the picture; an even number
   */
  async paint(svg: string, pixels: number, context: PainterContext): Promise<RasterizedCover> {
    const root = fromXml(svg).children.find((node): node is Element => node.type === 'element');
    const [, , width, height] = parseNumberList(root?.attributes.viewBox ?? '');
    if (root === undefined || !width || !height) {
      return { kind: 'unsupported', construct: 'a drawing without `viewBox`' };
    }
    const missingGlyphs = new Set<string>();
    try {
      const scale = pixels / width;
      const transform = { x: 0, y: 0, scaleX: scale, scaleY: scale };
      const size = { width: pixels, height: Math.round(height * scale) };
      const { background, foreground } = splitBackground(root);
      const shapeText = createTextShaper(context, missingGlyphs);
      const areas = await toFilledAreas(foreground, {}, transform, shapeText);
      if (missingGlyphs.size > 0) return { kind: 'missing-glyphs', characters: [...missingGlyphs] };
      const key = computeDrawingKey(background, size);
      const paint = async () => {
        if (this.#background?.key !== key)
          this.#background = { key, areas: toFilledAreas(background, {}, transform, shapeText) };
        return this.#paintAreas({ key, size, background: await this.#background.areas, foreground: areas });
      };
      const paintOrFind = async () => {
        const parts = context.stepCache === undefined ? [] : [key, serializeAreas(areas)];
        return (await cachedStep(context.stepCache, 'cover', parts, paint)).bytes;
      };
      return { kind: 'painted', png: await this.#paintOnce(`${pixels} ${svg}`, paintOrFind) };
    } catch (error) {
      if (error instanceof UnsupportedSvgError) return { kind: 'unsupported', construct: error.message };
      throw error;
    }
  }

  #paintAreas(areas: Omit<CoverTask, 'kind'>): Promise<Uint8Array> {
    const task = { kind: 'cover', ...areas } as const;
    const here = () => paintCover(task, this.#backgrounds);
    if (!isOneOfMany('cover')) return here();
    return findTaskThreads().run({ room: 'epub', task, ownShare: 'surplus', here });
  }

  async #paintOnce(drawing: string, paint: () => Promise<Uint8Array>): Promise<Uint8Array> {
    if (this.#last?.drawing !== drawing) this.#last = { drawing, png: paint() };
    return this.#last.png;
  }
}

/** Returns bytes that are equal for equal areas only. Numbers as text would take as long as painting. */
function serializeAreas(areas: readonly FilledArea[]): Uint8Array {
  const size = ({ polygons }: FilledArea) =>
    polygons.reduce((sum, { points }) => sum + 2 + points.length, COLORS + 1);
  const numbers = new Float64Array(areas.reduce((sum, area) => sum + size(area), 0));
  let at = 0;
  const add = (values: readonly number[]): void => {
    numbers.set(values, at);
    at += values.length;
  };
  for (const { polygons, color } of areas) {
    add([...color, polygons.length]);
    for (const { points, isClosed } of polygons) {
      add([points.length, Number(isClosed)]);
      add(points);
    }
  }
  return new Uint8Array(numbers.buffer);
}

/** Numbers of a color. */
const COLORS = 3;

/** Memoizers for hosts that have none; each lives as long as its host. */
const memoizers = new WeakMap<GuardedHost, Memoize>();

/** Returns the painter of a build. The build's host owns it. */
export function findCoverPainter(host: GuardedHost): CoverPainter {
  const memoize = memoizers.get(host) ?? memoizeWith(host);
  memoizers.set(host, memoize);
  return memoize('cover painter', () => new CoverPainter());
}

const createTextShaper =
  (context: FontContext, missingGlyphs: Set<string>): ShapeText =>
  async (text, style) => {
    const chosen = await chooseFonts(text, style, context);
    for (const grapheme of chosen.missingGlyphs) missingGlyphs.add(grapheme);
    return shapeLine({ text, runs: chosen.runs, ...readTextSettings(style) });
  };

function readTextSettings(style: Style) {
  const direction = style.direction === 'rtl' ? 'rtl' : 'ltr';
  return {
    direction,
    language: style['xml:lang'] ?? '',
    size: parseNumberList(style['font-size'] ?? '16')[0] ?? 16,
  } as const;
}
