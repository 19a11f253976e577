import { describe, expect, test } from 'vitest';
import type { Advances } from '../../../../src/print/tagging/rewrite/advances.ts';
import { ByteWriter } from '../../../../src/print/tagging/rewrite/byte-writer.ts';
import { GlyphRuns } from '../../../../src/print/tagging/rewrite/glyph-runs.ts';

/** Glyph 1 is half as wide as the type is large, glyph 2 a quarter; any other as wide as it is large. */
const FONT: Advances = { widths: Float64Array.of(1000, 500, 250), defaultWidth: 1000 };
const SPAN = '/Span<</ActualText (fi) >> BDC\n';

function rewritten(lines: string): string {
  const bytes = Buffer.from(`BT\n/F1 10 Tf\n1 0 0 -1 7 9 Tm\n${lines}ET`, 'latin1');
  const out = new ByteWriter(4);
  const runs = new GlyphRuns({ bytes, advances: (name) => (name === 'F1' ? FONT : undefined) }, out);
  runs.write(0, bytes.length);
  const text = out.result().toString('latin1');
  expect(text.startsWith('BT\n/F1 10 Tf\n1 0 0 -1 7 9 Tm\n') && text.endsWith('ET')).toBe(true);
  return text.slice('BT\n/F1 10 Tf\n1 0 0 -1 7 9 Tm\n'.length, -'ET'.length);
}

/** Returns the position of each glyph in text space units, as a PDF reader computes it. */
function placesIn(lines: string): readonly string[] {
  let [line, at] = [0, 0];
  const places: string[] = [];
  const tokens = lines.matchAll(/<([0-9a-f]+)>|(-?[\d.]+) (-?[\d.]+) Td|(-?[\d.]*\.?\d+)/g);
  for (const [, glyphs, across, , left] of tokens) {
    if (across !== undefined) at = line += Number(across);
    else if (left !== undefined) at -= (Number(left) / 1000) * 10;
    for (const glyph of glyphs?.match(/.{4}/g) ?? []) {
      places.push(`${glyph} ${at.toFixed(6)}`);
      at += ((FONT.widths[Number.parseInt(glyph, 16)] ?? FONT.defaultWidth) / 1000) * 10;
    }
  }
  return places;
}

/** Half a thousandth of the font size, and the rounding of the decimals. */
const MOST = 0.005 + 1e-6;

describe('GlyphRuns', () => {
  test('omits moves that equal the widths of the glyphs', () => {
    expect(rewritten('<0001> Tj\n5 0 Td <0002> Tj\n2.5 0 Td <00010003> Tj\n')).toBe(
      '[<0001000200010003>]TJ\n',
    );
  });

  test('writes differences from the widths in whole thousandths of the font size', () => {
    expect(rewritten('<0001> Tj\n4.8 0 Td <0002> Tj\n3 0 Td <0001> Tj\n')).toBe(
      '[<0001>20<0002>-50<0001>]TJ\n',
    );
  });

  test('keeps the position of glyphs that follow without a move', () => {
    const lines = `<00010002> Tj\n${SPAN}<0001> Tj\nEMC\n<0002> Tj\n15.5 0 Td <0001> Tj\n`;
    expect(rewritten(lines)).toBe(`[<00010002>]TJ\n${SPAN}[<0001>]TJ\nEMC\n[<0002>-50<0001>]TJ\n`);
  });

  test('writes a move to another height relative to the start of the line', () => {
    const lines = '<0001> Tj\n5 0 Td <0002> Tj\n1.5 -2 Td <0001> Tj\n6 0 Td <0001> Tj\n';
    expect(rewritten(lines)).toBe('[<00010002>]TJ\n6.5 -2 Td\n[<0001>-100<0001>]TJ\n');
  });

  test('does not accumulate rounding errors', () => {
    const steps = Array.from(
      { length: 3000 },
      (_, index) => `${(5 + (index % 7) * 1e-4 + 4.9e-3).toFixed(7)} 0 Td <0001> Tj\n`,
    );
    const lines = `<0001> Tj\n${steps.join('')}`;
    const wanted = placesIn(lines);
    const found = placesIn(rewritten(lines));
    expect(found).toHaveLength(wanted.length);
    const far = found.filter((place, index) => {
      const [at, other] = [place, wanted[index] ?? ''].map((each) => Number(each.split(' ')[1]));
      return Math.abs((at ?? 0) - (other ?? 0)) > MOST;
    });
    expect(far).toEqual([]);
  });

  test('does not change text in an unknown font', () => {
    const lines = '/F2 9 Tf\n<01> Tj\n5 0 Td <02> Tj\n';
    expect(rewritten(lines)).toBe(lines);
  });

  test('omits adjustments that are too small to be visible', () => {
    const lines = '<0001> Tj\n5.003 0 Td <0002> Tj\n2.4999 0 Td <0001> Tj\n5.003 0 Td <0001> Tj\n';
    expect(rewritten(lines)).toBe('[<000100020001>-1<0001>]TJ\n');
  });

  test('rejects operators that it cannot rewrite without moving glyphs', () => {
    expect(() => rewritten("<0001> '\n")).toThrow('not known here');
    expect(() => rewritten('<0001> Tj\n5 0 Td <0001> Tj\n/F2 9 Tf\n')).toThrow('another font within a line');
    expect(() => rewritten('<0001')).toThrow('half a glyph');
  });
});
