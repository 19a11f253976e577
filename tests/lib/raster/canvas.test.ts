import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Canvas } from '../../../src/lib/raster/canvas.ts';
import type { Polyline } from '../../../src/lib/raster/outline.ts';
import { strokePolyline } from '../../../src/lib/raster/stroke.ts';
import { pixelsOf } from './pixels.ts';

const polygon = (...points: number[]): Polyline => ({ points, isClosed: true });

const box = (x: number, y: number, width: number, height: number): Polyline =>
  polygon(x, y, x + width, y, x + width, y + height, x, y + height);

const SIZE = { width: 12, height: 10 };

/** Returns the coverage of each pixel, by rows. */
function covered(...polygons: Polyline[]): readonly (readonly number[])[] {
  const canvas = new Canvas(SIZE);
  canvas.fill(polygons, [0, 0, 0]);
  const parts = Array.from(pixelsOf(canvas), (pixel) => 1 - (canvas.colors[pixel]?.[0] ?? 0) / 255);
  return Array.from({ length: SIZE.height }, (_, y) => parts.slice(y * SIZE.width, (y + 1) * SIZE.width));
}

const sum = (rows: readonly (readonly number[])[]): number =>
  rows.flat().reduce((all, part) => all + part, 0);

/** Returns the area of a polygon that does not intersect itself. */
function areaOf({ points }: Polyline): number {
  let twice = 0;
  for (let index = 0; index < points.length; index += 2) {
    const next = (index + 2) % points.length;
    twice += (points[index] ?? 0) * (points[next + 1] ?? 0) - (points[next] ?? 0) * (points[index + 1] ?? 0);
  }
  return Math.abs(twice) / 2;
}

describe('Canvas.fill', () => {
  test('fill covers whole pixels fully and half pixels by half', () => {
    const rows = covered(box(2, 3, 4.5, 2));
    expect(rows[3]?.slice(1, 8)).toEqual([0, 1, 1, 1, 1, expect.closeTo(0.5, 2), 0]);
    expect(rows[4]).toEqual(rows[3]);
    expect(sum(rows)).toBeCloseTo(9, 1);
  });

  test('fill covers the area of a polygon at any position and in either direction', () => {
    const corner = fc.record({
      x: fc.double({ min: 0, max: 12, noNaN: true }),
      y: fc.double({ min: 0, max: 10, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.tuple(corner, corner, corner), (corners) => {
        const triangle = polygon(...corners.flatMap(({ x, y }) => [x, y]));
        // A pixel is rounded to an eighth, and 60 of them at most are at an edge.
        expect(Math.abs(sum(covered(triangle)) - areaOf(triangle))).toBeLessThan(60 / 16);
      }),
      { numRuns: 500 },
    );
  });

  test('fill is exact for edges at multiples of an eighth', () => {
    expect(sum(covered(polygon(1, 1, 9, 1, 9, 9, 1, 9)))).toBe(64);
    expect(covered(box(0, 0, 0.25, 1))[0]?.[0]).toBeCloseTo(0.25, 2);
  });

  test('fill cuts holes for polygons of the opposite direction only', () => {
    const [outer, inner] = [box(1, 1, 8, 8), box(3, 3, 2, 2)];
    const reversed = polygon(3, 3, 3, 5, 5, 5, 5, 3);
    expect(sum(covered(outer, inner))).toBe(64);
    expect(sum(covered(outer, reversed))).toBe(60);
  });

  test.each([
    ['left', box(-5, 2, 7, 2), 4],
    ['right', box(10, 2, 7, 2), 4],
    ['above', box(2, -5, 2, 7), 4],
    ['below', box(2, 8, 2, 7), 4],
    ['on all sides', box(-9, -9, 99, 99), 120],
    ['and is not seen', box(20, 20, 5, 5), 0],
    ['to the left of all', box(-9, 2, 5, 5), 0],
  ])('fill clips a polygon that extends beyond the canvas: %s', (_where, area, size) => {
    expect(sum(covered(area))).toBeCloseTo(size, 5);
  });

  test('fill keeps the pixels outside the polygon', () => {
    const canvas = new Canvas(SIZE);
    canvas.fill([box(0, 0, 12, 10)], [255, 0, 0]);
    canvas.fill([box(2.5, 2, 2, 1)], [0, 0, 255]);
    const color = (x: number) => canvas.colors[pixelsOf(canvas)[2 * SIZE.width + x] ?? 0];
    expect([color(1), color(2), color(3)]).toEqual([
      [255, 0, 0],
      [128, 0, 128],
      [0, 0, 255],
    ]);
  });
});

describe('strokePolyline', () => {
  const corner: Polyline = { points: [2, 8, 2, 2, 9, 2], isClosed: false };

  test('strokePolyline covers the width of the line, with miter joins and butt caps', () => {
    const rows = covered(...strokePolyline(corner, 2, []));
    expect(rows[1]?.slice(0, 10)).toEqual([0, 1, 1, 1, 1, 1, 1, 1, 1, 0]);
    expect(rows[7]?.slice(0, 4)).toEqual([0, 1, 1, 0]);
    expect(rows[8]?.[1]).toBe(0);
    expect(sum(rows)).toBe(26);
  });

  test('strokePolyline joins all corners of a closed shape', () => {
    expect(sum(covered(...strokePolyline(box(2, 2, 6, 5), 2, [])))).toBe(8 * 7 - 4 * 3);
  });

  test('strokePolyline cuts long miters', () => {
    const rows = covered(...strokePolyline({ points: [1, 4, 9, 4, 1, 4.2], isClosed: false }, 1, []));
    expect(rows[4]?.slice(10)).toEqual([0, 0]);
  });

  test('strokePolyline splits a line into dashes, also around corners', () => {
    const dashes = (lengths: readonly number[]) => covered(...strokePolyline(corner, 2, lengths));
    expect(sum(dashes([2, 2]))).toBeGreaterThan(13);
    const flat = covered(...strokePolyline({ points: [0, 2, 12, 2], isClosed: false }, 2, [3, 1]));
    expect(flat[1]).toEqual([1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 0]);
    const odd = covered(...strokePolyline({ points: [0, 2, 12, 2], isClosed: false }, 2, [2]));
    expect(odd[2]).toEqual([1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0]);
    expect(sum(dashes([0, 0]))).toBe(26);
  });
});
