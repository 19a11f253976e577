/** Tests the shift of the rest of a line. */
import { describe, expect, test } from 'vitest';
import { shiftRestOfLine } from '../../../src/print/pagination/line-shift.ts';

const piece = (x: string, y: string, glyphs = '<0001> Tj\n6 0 Td <0002> Tj\n6 0 Td <0003> Tj\n') =>
  `/NonStruct <</MCID 1 >>BDC\nBT\n/F4 12 Tf\n1 0 0 -1 ${x} ${y} Tm\n${glyphs}ET\nEMC\n`;

describe('shiftRestOfLine', () => {
  test('shiftRestOfLine moves only the rest of the line', () => {
    const text = piece('100', '50') + piece('118', '50') + piece('140', '50') + piece('0', '66');
    expect(shiftRestOfLine(text, 0, 6)).toBe(
      piece('100', '50') + piece('112', '50') + piece('134', '50') + piece('0', '66'),
    );
  });

  test('shiftRestOfLine does not move the next cell of a table', () => {
    const text = piece('100', '50') + piece('150', '50');
    expect(shiftRestOfLine(text, 0, 12)).toBe(text);
  });

  test('shiftRestOfLine does not move underlined text', () => {
    expect(
      shiftRestOfLine(`${piece('100', '50')}118 52 30 1 re\nf\n${piece('118', '50')}`, 0, 6),
    ).toBeUndefined();
  });
});
