/** Detects images that may be animated, because an animation may flash. */
import type { Asset } from '../../core/model/asset.ts';

/**
 * Returns whether an image is an animation, or may be one: every GIF; a WebP with the animation flag (RIFF
 * `VP8X`); a PNG with an `acTL` chunk before its pixels (PNG third edition, section 11.3.6); an SVG with SMIL
 * or CSS animation.
 */
export function isPossiblyAnimated(mediaType: Asset['mediaType'], bytes: Uint8Array): boolean {
  if (mediaType === 'image/gif') return true;
  if (mediaType === 'image/jpeg') return false;
  if (mediaType === 'image/svg+xml')
    return /<(?:animate|set)|@keyframes/.test(new TextDecoder().decode(bytes));
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (mediaType === 'image/webp') return isAnimatedWebp(buffer);
  const control = buffer.indexOf('acTL', 0, 'latin1');
  return control !== -1 && control < buffer.indexOf('IDAT', 0, 'latin1');
}

/**
 * Reads the flags in the byte after the `VP8X` chunk header:
 * https://developers.google.com/speed/webp/docs/riff_container
 */
function isAnimatedWebp(bytes: Buffer): boolean {
  return bytes.toString('latin1', 12, 16) === 'VP8X' && ((bytes[20] ?? 0) & 0b10) !== 0;
}
