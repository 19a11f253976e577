/** Images that stand in a drawing, in their own addresses (`data:`): judged as files are. */
import { judgeImage } from '../image-file.ts';
import type { Loads } from './cost/drawing-cost.ts';
import type { SvgVerdict } from './verdict.ts';

export type EmbeddedVerdict =
  /** @property address the same, with nothing in it but the image */
  | { readonly verdict: 'image'; readonly address: string; readonly pixels: number }
  | { readonly verdict: 'drawing'; readonly address: string; readonly loads: Loads }
  /** @property what in words, as the rest of “contains …” */
  | { readonly verdict: 'refused'; readonly what: string };

/** Drawings in drawings in drawings. */
const MOST_LEVELS = 3;

/** @param judge what judges a drawing, so many levels deep */
export async function judgeEmbedded(
  address: string,
  level: number,
  judge: (text: string, level: number) => Promise<SvgVerdict>,
): Promise<EmbeddedVerdict> {
  const bytes = bytesOf(address);
  const image = bytes && judgeImage(bytes);
  if (image?.verdict === 'svg' && level < MOST_LEVELS) return judgeInner(bytes as Buffer, level, judge);
  if (image?.verdict !== 'whole' || (await image.hasPixels?.()) === false)
    return refused(faultOf(image?.verdict));
  const { mediaType, width, height } = image.facts;
  const inside = Buffer.from(image.bytes).toString('base64');
  return { verdict: 'image', address: `data:${mediaType};base64,${inside}`, pixels: width * height };
}

const refused = (what: string): EmbeddedVerdict => ({ verdict: 'refused', what });

const faultOf = (verdict: string | undefined): string =>
  verdict === 'truncated'
    ? 'an image that is cut short or damaged'
    : verdict === 'too-large'
      ? 'an image of too many pixels'
      : 'something in the place of an image that is none';

async function judgeInner(
  bytes: Buffer,
  level: number,
  judge: (text: string, level: number) => Promise<SvgVerdict>,
): Promise<EmbeddedVerdict> {
  const inner = await judge(bytes.toString('utf8'), level + 1);
  if (inner.verdict === 'unsafe') return refused(inner.what);
  if (inner.verdict !== 'safe') return refused('a drawing that is broken or too complex');
  const xml = Buffer.from(inner.xml).toString('base64');
  return { verdict: 'drawing', address: `data:image/svg+xml;base64,${xml}`, loads: inner.loads };
}

/** RFC 2397; of what is wrong in it, browsers pass over as much. */
function bytesOf(address: string): Buffer | undefined {
  const comma = address.indexOf(',');
  if (comma < 0) return undefined;
  const data = address.slice(comma + 1);
  const isBase64 = /;\s*base64\s*$/i.test(address.slice(0, comma));
  try {
    // Most have no such signs, and many bytes.
    const text = data.includes('%') ? decodeURIComponent(data) : data;
    return Buffer.from(text, isBase64 ? 'base64' : 'utf8');
  } catch {
    return undefined;
  }
}
