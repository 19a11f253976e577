/** Determines the size that an author gives an image, so that it is the same for drawings and photos, in print and e-books. */
import type { Element } from 'hast';
import { parseLength } from './svg/size.ts';

/**
 * Replaces `width` and `height` of an image by one `width`, in CSS pixels (a number) or as a percentage of the line. An
 * image keeps its proportions: a height alone becomes a width, and of both the smaller size holds.
 * @param natural size of the image file
 */
export function normalizeImageSize(
  { properties }: Element,
  natural: { readonly width: number; readonly height: number },
): void {
  const { width, height } = properties;
  delete properties.width;
  delete properties.height;
  const share = parsePercentage(width);
  if (share !== undefined) {
    properties.width = `${share}%`;
    return;
  }
  const wide = parseLength(toText(width));
  const high = parseLength(toText(height));
  const widths = [wide, high && (high * natural.width) / natural.height].filter((size) => size !== undefined);
  if (widths.length > 0) properties.width = Math.max(1, Math.round(Math.min(...widths)));
}

const toText = (value: unknown): string => String(value ?? '');

/** Parses a percentage, 100 at most. */
function parsePercentage(value: unknown): number | undefined {
  const share = Number(/^\s*(\d*\.?\d+)%\s*$/.exec(toText(value))?.[1]);
  return share > 0 ? Math.min(100, share) : undefined;
}
