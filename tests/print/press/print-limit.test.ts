/** Tests the time limit of a print. */
import { describe, expect, test } from 'vitest';
import type { Element } from 'xast';
import { computeImageAllowance, computePrintLimit } from '../../../src/print/press/print-limit.ts';

const ROOT: Element = { type: 'element', name: 'svg', attributes: {}, children: [] };

describe('the time limit of a print', () => {
  test.each([
    ['two pages with our styles', 'x'.repeat(40_000), 12],
    ['a hundred pages', 'x'.repeat(600_000), 68],
    ['half a megabyte of fonts', `url(data:font/woff2;base64,${'A'.repeat(500_000)})`, 9],
    ['text with `data:` that is no URL', 'data: '.repeat(10_000), 14],
  ])('limits the time for %s', (_, html, seconds) => {
    expect(computePrintLimit(html)).toBe(seconds * 1000);
  });

  test('expensive drawings and large images extend the time limit', () => {
    const drawing = (costShare: number) => ({
      ...{ width: 1, height: 1 },
      drawing: { root: ROOT, costShare, isHeavy: false },
    });
    expect(computeImageAllowance([])).toBe(0);
    expect(computeImageAllowance([drawing(0.5), drawing(0.25), drawing(0.0001)])).toBe(46_000);
    expect(computeImageAllowance([{ width: 9000, height: 9000 }])).toBe(81_000);
  });
});
