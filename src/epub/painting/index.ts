/**
 * The drawn cover as a PNG, which shops and libraries ask for: without a browser, in fonts of ours, and so the same bytes on
 * every machine.
 */
import type { Element } from 'xast';
import { fromXml } from 'xast-util-from-xml';
import type { FontPlaces } from '../../fonts/packages.ts';
import type { Context } from '../../model.ts';
import { keptBytes } from '../../steps.ts';
import { numbers } from './numbers.ts';
import { pageOf } from './page.ts';
import { openPainter } from './painter.ts';
import type { Size } from './picture.ts';
import { contentOf, type Look, NotUnderstood, type SetWords } from './shapes.ts';
import { letteredIn } from './typefaces.ts';
import { outlinesOf } from './words.ts';

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
  openPainter();
  const root = fromXml(svg).children.find((node): node is Element => node.type === 'element');
  const [, , width, height] = numbers(root?.attributes.viewBox ?? '');
  if (root === undefined || !width || !height) return { strange: 'a drawing without `viewBox`' };
  const lacking = new Set<string>();
  try {
    const content = await contentOf(root, {}, setting(context, lacking));
    if (lacking.size > 0) return { lacking: [...lacking] };
    const size = { width: pixels, height: Math.round((pixels * height) / width) };
    const page = pageOf(content, { width, height });
    return { png: await pictureOnce(page, size, context) };
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
let last: { readonly page: Uint8Array; readonly png: Promise<Uint8Array> } | undefined;

async function pictureOnce(
  page: Uint8Array,
  size: Size,
  { steps }: Pick<Context, 'steps'>,
): Promise<Uint8Array> {
  if (last === undefined || Buffer.compare(last.page, page) !== 0) {
    const kept = keptBytes(steps, 'cover', [page], () => openPainter().paint(page, size));
    last = { page, png: kept.then(({ bytes }) => bytes) };
  }
  return last.png;
}
