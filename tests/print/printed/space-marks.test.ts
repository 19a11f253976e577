/** Tests that space marks of a printed page become spaces, and that soft hyphens are removed. */
import { describe, expect, test } from 'vitest';
import { restoreSpaces } from '../../../src/print/printed/space-marks.ts';

const restored = (content: string): string =>
  restoreSpaces(Buffer.from(content, 'latin1')).toString('latin1');

const START = 'BT\n/F5 10 Tf\n1 0 0 -1 8 100 Tm\n';
const mark = (inside: string, text = '206F'): string =>
  `/Span<</ActualText <FEFF${text}> >> BDC\n${inside}\nEMC\n`;

describe('restoreSpaces', () => {
  test('removes a mark after a space of the same line', () => {
    expect(
      restored(`${START}<0044> Tj\n5 0 Td <0003> Tj\n${mark('3 0 Td <0003> Tj')}0 0 Td <0045> Tj\nET\n`),
    ).toBe(`${START}<0044> Tj\n5 0 Td <0003> Tj\n3 0 Td\n0 0 Td <0045> Tj\nET\n`);
  });

  test('a mark at the beginning of a line becomes the space that the last line has not', () => {
    const line = '/F5 10 Tf\n1 0 0 -1 8 118 Tm\n';
    expect(restored(`${START}<0044> Tj\nET\nBT\n${mark(`${line}<0003> Tj`)}0 0 Td <0045> Tj\nET\n`)).toBe(
      `${START}<0044> Tj\nET\nBT\n${line}<0003> Tj\n0 0 Td <0045> Tj\nET\n`,
    );
  });

  test('removes a mark at the beginning of a line after a line that ends with a space', () => {
    const line = '/F5 10 Tf\n1 0 0 -1 8 118 Tm\n';
    expect(restored(`${START}<0003> Tj\nET\nBT\n${mark(`${line}<0003> Tj`)}0 0 Td <0045> Tj\nET\n`)).toBe(
      `${START}<0003> Tj\nET\nBT\n${line}0 0 Td <0045> Tj\nET\n`,
    );
  });

  test('removes soft hyphens', () => {
    expect(restored(`${START}<0044> Tj\n${mark('5 0 Td <0003> Tj', '00AD')}0 0 Td <0045> Tj\nET\n`)).toBe(
      `${START}<0044> Tj\n5 0 Td\n0 0 Td <0045> Tj\nET\n`,
    );
  });

  test('puts the space into the text of a glyph whose font has none', () => {
    expect(restored(`BT\n${mark(`/F5 10 Tf\n1 0 0 -1 8 100 Tm\n<0015> Tj`, '5EAD206F')}ET\n`)).toContain(
      '/ActualText <FEFF5EAD0020> ',
    );
  });

  test('does not change a page without marks', () => {
    const page = Buffer.from(`${START}<0044> Tj\nET\n`, 'latin1');
    expect(restoreSpaces(page)).toBe(page);
  });
});
