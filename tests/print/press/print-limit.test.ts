/** How long printing may take. */
import { describe, expect, test } from 'vitest';
import type { Element } from 'xast';
import { imageAllowance, printLimit } from '../../../src/print/press/print-limit.ts';

const ROOT: Element = { type: 'element', name: 'svg', attributes: {}, children: [] };

describe('a document may take', () => {
  test.each([
    ['of two pages and our styles', 'x'.repeat(40_000), 12],
    ['of a hundred pages', 'x'.repeat(600_000), 68],
    ['with half a megabyte of fonts', `url(data:font/woff2;base64,${'A'.repeat(500_000)})`, 9],
    ['that says `data:` and no address', 'data: '.repeat(10_000), 14],
  ])('%s', (_, html, seconds) => {
    expect(printLimit(html)).toBe(seconds * 1000);
  });

  test('longer with drawings that ask for much, and images of many pixels', () => {
    const drawing = (share: number) => ({
      ...{ width: 1, height: 1 },
      drawing: { root: ROOT, share, isHeavy: false },
    });
    expect(imageAllowance([])).toBe(0);
    expect(imageAllowance([drawing(0.5), drawing(0.25), drawing(0.0001)])).toBe(46_000);
    expect(imageAllowance([{ width: 9000, height: 9000 }])).toBe(81_000);
  });
});
