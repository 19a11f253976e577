/** Tells from an image's bytes whether it may move, since what moves may flash. */
import type { Asset } from '../../core/model/asset.ts';

/**
 * True when the image is, or cannot be shown not to be, an animation: every GIF; a WebP with the animation flag
 * (RIFF `VP8X`); a PNG with an `acTL` chunk before its pixels (PNG third edition, section 11.3.6); an SVG with SMIL or CSS
 * animation.
 */
export function mayMove(mediaType: Asset['mediaType'], bytes: Uint8Array): boolean {
  if (mediaType === 'image/gif') return true;
  if (mediaType === 'image/jpeg') return false;
  if (mediaType === 'image/svg+xml')
    return /<(?:animate|set)|@keyframes/.test(new TextDecoder().decode(bytes));
  const bytesAsText = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (mediaType === 'image/webp') return isAnimatedWebp(bytesAsText);
  const control = bytesAsText.indexOf('acTL', 0, 'latin1');
  return control !== -1 && control < bytesAsText.indexOf('IDAT', 0, 'latin1');
}

/** The flags stand in the byte after the `VP8X` chunk's head: https://developers.google.com/speed/webp/docs/riff_container */
function isAnimatedWebp(bytes: Buffer): boolean {
  return bytes.toString('latin1', 12, 16) === 'VP8X' && ((bytes[20] ?? 0) & 0b10) !== 0;
}
