/** Covers that shops refuse. */
import { expect, test } from 'vitest';
import { findCoverObstacles } from '../../../src/epub/cover/shop-limits.ts';
import { jpeg } from '../../support/pictures.ts';

const RGB = jpeg([[[200, 0, 0]]]);
const CMYK = jpeg([[[200, 0, 0]]], { cmyk: true });
const size = { width: 1600, height: 2560 };

test.each([
  ['a JPEG in RGB', { mediaType: 'image/jpeg', ...size }, RGB, []],
  ['a PNG', { mediaType: 'image/png', ...size }, RGB, []],
  ['a JPEG in CMYK', { mediaType: 'image/jpeg', ...size }, CMYK, ['cmyk']],
  ['a damaged JPEG', { mediaType: 'image/jpeg', ...size }, RGB.subarray(0, 8), []],
  ['WebP', { mediaType: 'image/webp', ...size }, RGB, ['format']],
  ['GIF', { mediaType: 'image/gif', ...size }, RGB, ['format']],
  ['a small SVG', { mediaType: 'image/svg+xml', width: 16, height: 25 }, RGB, ['format']],
  ['a small one', { mediaType: 'image/png', width: 600, height: 999 }, RGB, ['small']],
  ['a huge one', { mediaType: 'image/png', width: 7000, height: 10_001 }, RGB, ['large']],
  ['a wide one', { mediaType: 'image/png', width: 2560, height: 1600 }, RGB, ['shape']],
  ['a narrow one', { mediaType: 'image/png', width: 1000, height: 2001 }, RGB, ['shape']],
] as const)('%s', (_name, asset, bytes, expected) => {
  expect(findCoverObstacles(asset, bytes).map(({ kind }) => kind)).toEqual(expected);
});
