/** Finds what shops refuse about a cover that the publication brings along. */
import type { CoverObstacle } from '../../core/diagnostics/catalogue/print.ts';
import type { Asset } from '../../core/model/asset.ts';

/** Smallest and greatest length in pixels of the longer side that all large shops accept. */
const SIDE = { min: 1000, max: 10_000 };
/** Limits of the height as a multiple of the width. */
const PROPORTION = { min: 0.85, max: 2 };

const REFUSED_FORMATS: Readonly<Partial<Record<Asset['mediaType'], 'WebP' | 'GIF' | 'SVG'>>> = {
  'image/webp': 'WebP',
  'image/gif': 'GIF',
  'image/svg+xml': 'SVG',
};

/** Returns the obstacles. @param bytes of the file */
export function findCoverObstacles(
  { mediaType, width, height }: Pick<Asset, 'mediaType' | 'width' | 'height'>,
  bytes: Uint8Array,
): readonly CoverObstacle[] {
  const format = REFUSED_FORMATS[mediaType];
  const longer = Math.max(width, height);
  const proportion = height / width;
  return [
    ...(format === undefined ? [] : [{ kind: 'format', format } as const]),
    ...(mediaType === 'image/jpeg' && isCmykJpeg(bytes) ? [{ kind: 'cmyk' } as const] : []),
    // A drawing has no pixels.
    ...(mediaType !== 'image/svg+xml' && (longer < SIDE.min || longer > SIDE.max)
      ? [{ kind: longer < SIDE.min ? 'small' : 'large', width, height } as const]
      : []),
    ...(proportion < PROPORTION.min || proportion > PROPORTION.max
      ? [{ kind: 'shape', width, height } as const]
      : []),
  ];
}

/** Whether a JPEG has the four colors of a printing press. */
export const isCmykJpeg = (bytes: Uint8Array): boolean => countColors(bytes) === 4;

/** Markers of a frame, which has the number of colors (ITU-T T.81, B.2.2), and those without a length. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
const isBare = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);

/** Returns the number of color components of a JPEG: 1 for gray, 3 for RGB, 4 for CMYK; 0 if it is damaged. */
function countColors(jpeg: Uint8Array): number {
  const bytes = Buffer.from(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength);
  for (let at = 2; at + 10 < bytes.length; ) {
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff) return 0;
    if (marker === 0xff) at += 1;
    else if (isFrame(marker)) return bytes[at + 9] ?? 0;
    else at += isBare(marker) ? 2 : 2 + bytes.readUInt16BE(at + 2);
  }
  return 0;
}
