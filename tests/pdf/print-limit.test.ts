/** How long printing may take. */
import { describe, expect, test } from 'vitest';
import { drawingAllowance, printLimit } from '../../src/pdf/print-limit.ts';

describe('a document may take', () => {
  test.each([
    ['of two pages and our styles', 'x'.repeat(40_000), 19],
    ['of a hundred pages', 'x'.repeat(600_000), 75],
    ['with half a megabyte of fonts', `url(data:font/woff2;base64,${'A'.repeat(500_000)})`, 16],
    ['that says `data:` and no address', 'data: '.repeat(10_000), 21],
  ])('%s', (_, html, seconds) => {
    expect(printLimit(html)).toBe(seconds * 1000);
  });

  test('longer with drawings that ask for much', () => {
    expect(drawingAllowance([])).toBe(0);
    expect(drawingAllowance([0.5, 0.25, 0.0001])).toBe(16_000);
  });
});
