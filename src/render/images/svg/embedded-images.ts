/** Inspects images that a drawing embeds as `data:` URLs, with the same checks as for files. */
import { inspectImage } from '../image-file.ts';
import type { ResourceCounts } from './cost/resource-counter.ts';
import type { SvgResult } from './svg-result.ts';

/** Result of the inspection of an embedded image. */
export type EmbeddedResult =
  /** @property address the `data:` URL of the image without other data */
  | { readonly kind: 'image'; readonly address: string; readonly pixels: number }
  | { readonly kind: 'drawing'; readonly address: string; readonly counts: ResourceCounts }
  /** @property description text that completes “contains …” */
  | { readonly kind: 'refused'; readonly description: string };

/** Most nested drawings. */
const MAX_LEVELS = 3;

/**
 * Inspects an embedded image.
 * @param level number of drawings around it
 * @param readDrawing reads a drawing that is nested in `level` others
 */
export async function inspectEmbeddedImage(
  address: string,
  level: number,
  readDrawing: (text: string, level: number) => Promise<SvgResult>,
): Promise<EmbeddedResult> {
  const bytes = decodeDataUrl(address);
  const image = bytes && inspectImage(bytes);
  if (image?.kind === 'svg' && level < MAX_LEVELS)
    return inspectNestedDrawing(bytes as Buffer, level, readDrawing);
  if (image?.kind !== 'whole' || (await image.hasPixels?.()) === false)
    return refused(describeProblem(image?.kind));
  const { mediaType, width, height } = image.facts;
  const inside = Buffer.from(image.bytes).toString('base64');
  return { kind: 'image', address: `data:${mediaType};base64,${inside}`, pixels: width * height };
}

const refused = (description: string): EmbeddedResult => ({ kind: 'refused', description });

const describeProblem = (kind: string | undefined): string =>
  kind === 'truncated'
    ? 'an image that is cut short or damaged'
    : kind === 'too-large'
      ? 'an image of too many pixels'
      : 'something in the place of an image that is none';

async function inspectNestedDrawing(
  bytes: Buffer,
  level: number,
  readDrawing: (text: string, level: number) => Promise<SvgResult>,
): Promise<EmbeddedResult> {
  const inner = await readDrawing(bytes.toString('utf8'), level + 1);
  if (inner.kind === 'unsafe') return refused(inner.description);
  if (inner.kind !== 'safe') return refused('a drawing that is broken or too complex');
  const xml = Buffer.from(inner.xml).toString('base64');
  return { kind: 'drawing', address: `data:image/svg+xml;base64,${xml}`, counts: inner.counts };
}

/** Decodes a `data:` URL (RFC 2397), with the same tolerance as browsers. */
function decodeDataUrl(address: string): Buffer | undefined {
  const comma = address.indexOf(',');
  if (comma < 0) return undefined;
  const data = address.slice(comma + 1);
  const isBase64 = /;\s*base64\s*$/i.test(address.slice(0, comma));
  try {
    // Most addresses are long and have no percent-encoding, so decoding is skipped.
    const text = data.includes('%') ? decodeURIComponent(data) : data;
    return Buffer.from(text, isBase64 ? 'base64' : 'utf8');
  } catch {
    return undefined;
  }
}
