import fc from 'fast-check';
import { convertIndexedToRgb, decode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import { Canvas, type Color, type Size } from '../../../src/lib/raster/canvas.ts';
import { encodePalettePng } from '../../../src/lib/raster/png.ts';
import { pixelsOf } from './pixels.ts';

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly color: Color;
}

const canvasOf = (size: Size, boxes: readonly Box[]): Canvas => paintedWith(new Canvas(size), boxes);

function paintedWith(canvas: Canvas, boxes: readonly Box[]): Canvas {
  for (const { x, y, width, height, color } of boxes) {
    const points = [x, y, x + width, y, x + width, y + height, x, y + height];
    canvas.fill([{ points, isClosed: true }], color);
  }
  return canvas;
}

const seenIn = (png: Uint8Array): readonly number[] => [...convertIndexedToRgb(decode(png))];
const paintedOn = (canvas: Canvas): readonly number[] =>
  pixelsOf(canvas).flatMap((pixel) => canvas.colors[pixel] ?? []);

const whole = (max: number) => fc.integer({ min: 0, max });
// Seven inks and the paper: with the shades of edges there are more colors than a palette holds.
const ink = whole(6).map((one): Color => [one * 30, 255 - one * 20, one * 7]);
const box = fc.record({ x: whole(9), y: whole(9), width: whole(9), height: whole(9), color: ink });
const boxes = fc.array(box, { maxLength: 6 });
const size = fc.record({ width: fc.integer({ min: 1, max: 12 }), height: fc.integer({ min: 1, max: 12 }) });

const countsIn = (canvas: Canvas): readonly number[] =>
  canvas.colors.map((_color, place) => pixelsOf(canvas).filter((pixel) => pixel === place).length);

describe('encodePalettePng', () => {
  test('encodePalettePng encodes the painted pixels at every size', async () => {
    await fc.assert(
      fc.asyncProperty(size, boxes, async (size, boxes) => {
        const canvas = canvasOf(size, boxes);
        expect(seenIn(await encodePalettePng(canvas))).toEqual(paintedOn(canvas));
      }),
      { numRuns: 300 },
    );
  });

  test('encodePalettePng gives the same result on a reused background', async () => {
    await fc.assert(
      fc.asyncProperty(size, boxes, fc.array(boxes, { maxLength: 4 }), async (size, ground, pictures) => {
        const canvas = canvasOf(size, ground);
        canvas.snapshot();
        for (const picture of [...pictures, []]) {
          const alone = canvasOf(size, [...ground, ...picture]);
          paintedWith(canvas, picture);
          const encoding = encodePalettePng(canvas);
          paintedWith(canvas, [{ x: 0, y: 0, width: 1, height: 1, color: [1, 2, 3] }]);
          canvas.rollback();
          paintedWith(canvas, picture);
          expect(await encoding).toEqual(await encodePalettePng(alone));
          expect(canvas.counts).toEqual(countsIn(canvas));
          canvas.rollback();
        }
        expect(paintedOn(canvas)).toEqual(paintedOn(canvasOf(size, ground)));
      }),
      { numRuns: 300 },
    );
  });

  test('encodePalettePng uses at most sixteen colors and the nearest for any other', async () => {
    const gray = (shade: number): Color => [shade, shade, shade];
    const boxes = Array.from({ length: 20 }, (_, index) => ({
      ...{ x: 0, y: index * 2, width: index === 10 ? 1 : 4, height: 2, color: gray(index * 10) },
    }));
    const seen = seenIn(await encodePalettePng(canvasOf({ width: 4, height: 40 }, boxes)));
    expect(new Set(seen).size).toBe(16);
    const rare = seen[20 * 4 * 3] ?? 0;
    expect([90, 110]).toContain(rare);
  });

  test('encodePalettePng compresses an empty page to a few kilobytes', async () => {
    expect((await encodePalettePng(new Canvas({ width: 1600, height: 2400 }))).length).toBeLessThan(6000);
  });
});
