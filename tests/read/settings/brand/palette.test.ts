/** Tests that every color of a palette can be read where it is used, whatever a brand has, and what is reported of the others. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { BrandPalette } from '../../../../src/core/brand.ts';
import type { Diagnostic } from '../../../../src/core/diagnostics/diagnostic.ts';
import { measureContrast } from '../../../../src/lib/color/contrast.ts';
import { buildPalette, STYLE_COLORS } from '../../../../src/read/settings/brand/palette.ts';

type Written = Parameters<typeof buildPalette>[0]['colors'];

function paletteOf(colors: Written): { palette: BrandPalette; problems: readonly Diagnostic[] } {
  const problems: Diagnostic[] = [];
  const location = (name: string) => ({ file: 'brand.yaml', line: 1, column: name.length });
  const palette = buildPalette({ colors, location }, (problem) => void problems.push(problem));
  return { palette, problems };
}

const PARTS = ['00', '33', '66', '99', 'cc', 'ff'];
const COLORS = PARTS.flatMap((r) => PARTS.flatMap((g) => PARTS.map((b) => `#${r}${g}${b}`)));

test.each(['primary', 'text'] as const)('takes a color for %s that can be read on all pages', (name) => {
  for (const color of COLORS) {
    const { palette, problems } = paletteOf({ [name]: color, background: '#fff6e5' });
    const shown = palette[name] ?? '';
    const grounds = ['#ffffff', '#fff6e5', palette.tint ?? '#eef4f5'];
    const ratios = grounds.map((ground) => measureContrast(shown, ground));
    expect([color, Math.min(...ratios) >= 4.5]).toEqual([color, true]);
    expect([color, shown === color]).toEqual([color, problems.length === 0]);
  }
});

test('computes colors for boxes, e-books and dark pages that can be read', () => {
  for (const color of COLORS) {
    const { palette } = paletteOf({ primary: color });
    const { primary = '', tint = '', middle = '', lifted = '' } = palette;
    const pairs = [
      [primary, tint],
      ['#1a1a1a', tint],
      // Titles of e-books are large.
      [middle, '#ffffff'],
      [middle, '#000000'],
      [lifted, STYLE_COLORS.darkPage],
    ] as const;
    const ratios = pairs.map(([one, other]) => measureContrast(one, other));
    expect([color, ratios.every((ratio) => ratio >= 4.4)]).toEqual([color, true]);
  }
});

test('keeps backgrounds as light as those on which the colors of words are checked', () => {
  for (const color of COLORS) {
    const { tint = '', mark = '' } = paletteOf({ primary: color }).palette;
    const against = (ground: string): number => measureContrast('#000000', ground);
    expect(against(tint)).toBeGreaterThanOrEqual(against(STYLE_COLORS.box));
    expect(against(mark)).toBeGreaterThanOrEqual(against(STYLE_COLORS.markedCode));
  }
});

describe('what is reported', () => {
  test.each([
    [{ primary: 'gold' }, 'their contrast with white paper and pale boxes is 1.4 to 1'],
    [{ primary: 'gold' }, 'Write `primary: "#8a7400"`'],
    [
      { primary: '#7a7a7a', background: '#eeeeee' },
      'with the background of web pages and covers is 3.6 to 1',
    ],
    [{ text: '#767676' }, 'with white paper and pale boxes is 4.0 to 1'],
    [{ background: 'navy' }, 'Words on `#000080`'],
    [{ primary: 'greenish' }, '`colors.primary` must be a color'],
    [{ primary: 'transparent' }, 'is 1.0 to 1'],
    [{ primary: '' }, '`colors.primary` must be a color'],
  ])('%j: %s', (colors, message) => {
    const texts = paletteOf(colors as Written).problems.map(({ message, hint }) => `${message} ${hint}`);
    expect(texts.join('\n')).toContain(message);
  });

  test('nothing of colors that can be read', () => {
    const colors = { primary: 'rgb(0 94 184)', text: 'hsl(209 20% 15%)', background: '#FFFAF0' };
    const { palette, problems } = paletteOf(colors);
    expect(problems).toEqual([]);
    expect(palette).toMatchObject({ primary: '#005eb8', background: '#fffaf0' });
  });
});

test('knows the colors of the styles', () => {
  const read = (name: string): string => readFileSync(`styles/${name}`, 'utf8');
  expect(read('tokens.css')).toContain(`--tint: ${STYLE_COLORS.box};`);
  expect(read('tokens.css')).toContain(`--code-mark: ${STYLE_COLORS.markedCode};`);
  expect(read('web.css')).toContain('--web-soft: #555;');
  expect(read('web.css')).toContain(`--web-ground: ${STYLE_COLORS.darkPage};`);
});
