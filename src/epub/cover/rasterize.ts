/**
 * The drawn cover as a PNG, which shops and libraries ask for: without a browser, in fonts of ours, and so the same bytes on
 * every machine.
 */
import type { Element } from 'xast';
import { fromXml } from 'xast-util-from-xml';
import type { Context } from '../../core/model/context.ts';
import type { Canvas } from '../../lib/raster/canvas.ts';
import { numbers } from '../../lib/raster/numbers.ts';
import { pngOf } from '../../lib/raster/png.ts';
import { outlinesOf } from '../../lib/raster/shape-text.ts';
import { type Look, type Mark, marksOf, NotUnderstood, type SetWords } from '../../lib/raster/svg-shapes.ts';
import { keptBytes } from '../../runtime/cached-step.ts';
import type { FontPlaces } from '../../runtime/fonts/packages.ts';
import { divided, keyOf, onGround } from './background-cache.ts';
import { letteredIn } from './font-fallback.ts';

export type Painted =
  | { readonly png: Uint8Array }
  /** A cover with gaps would be worse than none. */
  | { readonly lacking: readonly string[] }
  /** What of the drawing is not understood: a project may have a template of its own. */
  | { readonly strange: string };

/**
 * @param svg a drawing of rectangles, circles, paths and lines of words, with a `viewBox`
 * @param pixels an even number: how wide the picture is
 */
export async function paint(
  svg: string,
  pixels: number,
  context: Pick<Context, 'root' | 'host' | 'steps'>,
): Promise<Painted> {
  const root = fromXml(svg).children.find((node): node is Element => node.type === 'element');
  const [, , width, height] = numbers(root?.attributes.viewBox ?? '');
  if (root === undefined || !width || !height) return { strange: 'a drawing without `viewBox`' };
  const lacking = new Set<string>();
  try {
    const scale = pixels / width;
    const place = { x: 0, y: 0, scaleX: scale, scaleY: scale };
    const size = { width: pixels, height: Math.round(height * scale) };
    const { ground, rest } = divided(root);
    const setWords = setting(context, lacking);
    const marks = await marksOf(rest, {}, place, setWords);
    if (lacking.size > 0) return { lacking: [...lacking] };
    const key = keyOf(ground, size);
    const groundMarks = () => marksOf(ground, {}, place, setWords);
    const paintOn = () => onGround(key, size, groundMarks, (canvas) => pictureOf(canvas, marks));
    return { png: await pictureOnce({ key, marks }, paintOn, context) };
  } catch (error) {
    if (error instanceof NotUnderstood) return { strange: error.message };
    throw error;
  }
}

const setting =
  (places: FontPlaces, lacking: Set<string>): SetWords =>
  async (text, look) => {
    const lettered = await letteredIn(text, look, places);
    for (const letter of lettered.lacking) lacking.add(letter);
    return outlinesOf({ text, stretches: lettered.stretches, ...settingOf(look) });
  };

function settingOf(look: Look) {
  const direction = look.direction === 'rtl' ? 'rtl' : 'ltr';
  return {
    direction,
    language: look['xml:lang'] ?? '',
    size: numbers(look['font-size'] ?? '16')[0] ?? 16,
  } as const;
}

/** The one made last: a book that is watched, or made for older readers as well, seldom has another cover. */
let last: { readonly drawing: string; readonly png: Promise<Uint8Array> } | undefined;

interface Picture {
  /** Of the ground, with the size. */
  readonly key: string;
  /** What is painted on it. */
  readonly marks: readonly Mark[];
}

async function pictureOnce(
  { key, marks }: Picture,
  make: () => Promise<Uint8Array>,
  { steps }: Pick<Context, 'steps'>,
): Promise<Uint8Array> {
  const drawing = JSON.stringify([key, marks]);
  if (last?.drawing !== drawing) {
    const kept = keptBytes(steps, 'cover', [drawing], make);
    last = { drawing, png: kept.then(({ bytes }) => bytes) };
  }
  return last.png;
}

function pictureOf(canvas: Canvas, marks: readonly Mark[]): Uint8Array {
  for (const { polygons, color } of marks) canvas.fill(polygons, color);
  return pngOf(canvas);
}
