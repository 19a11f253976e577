import { describe, expect, test } from 'vitest';
import { parseNumbers, parseOperands, visitOperators } from '../../../src/lib/pdf/content-stream.ts';
import { decodeTextString, encodeTextString, PdfString, Reference } from '../../../src/lib/pdf/objects.ts';
import { decodePredictor, encodePredictor } from '../../../src/lib/pdf/predictor.ts';
import { PdfParser, serializeValue } from '../../../src/lib/pdf/syntax.ts';

const read = (text: string) => new PdfParser(text).parseValue();
const written = (text: string) => {
  const value = read(text);
  if (value === undefined) throw new Error('nothing there');
  return serializeValue(value, ({ number }) => number);
};

describe('PdfParser and serializeValue', () => {
  test.each([
    ['<</A 1/B[1 2 0 R(x)]>>', '<</A 1/B[1 2 0 R(x)]>>'],
    ['<</A /B /C <</D true>> /E null>>', '<</A/B/C<</D true>>/E null>>'],
    ['[0 1 2 R 3 0 R]', '[0 1 0 R 3 0 R]'],
    ['[.5 -.25 0 62.489998 1]', '[.5 -.25 0 62.489998 1]'],
    ['[0.0000001]', '[.0000001]'],
    ['[1 % a comment\n2]', '[1 2]'],
    ['<FEFF00e9>', '(\u00FE\u00FF\u0000\u00E9)'],
    ['<4>', '(@)'],
    ['(a\\(b\\)\\101\\n(c)\\\\)', '(a\\(b\\)A\n\\(c\\)\\\\)'],
    ['(a\\\nb)', '(ab)'],
    ['/A#20B', '/A#20B'],
  ])('PdfParser and serializeValue round-trip %s', (text, expected) => {
    expect(written(text)).toBe(expected);
    expect(written(expected)).toBe(expected);
  });

  test('two numbers without an R are two numbers', () => {
    expect(parseOperands('1 0 0 RG', 0)).toEqual([1, 0, 0]);
    expect(read('12 0 R')).toEqual(new Reference(12));
  });

  test.each(['(never ends', '<</A', '[1 2', '<41'])('PdfParser rejects %s', (text) => {
    expect(() => read(text)).toThrow('not as expected');
  });

  test('encodeTextString and decodeTextString round-trip', () => {
    for (const text of ['plain (text)', 'Bé Önd', '頭 🎈', ''])
      expect(decodeTextString(encodeTextString(text))).toBe(text);
    expect(encodeTextString('plain')).toEqual(new PdfString('plain'));
  });
});

describe('visitOperators', () => {
  test('visitOperators finds operators after operands of any type', () => {
    const text =
      'q 1 0 0 1 2 3 cm\n/P <</MCID 0 /T (a) b\\) >>BDC\nBT <0041>Tj [(x) -1.5 <42>]TJ T* ET EMC Q % f\nf*';
    const found: string[] = [];
    visitOperators(text.replace('(a) b\\)', '(a b\\))'), (operator) => void found.push(operator));
    expect(found).toEqual(['q', 'cm', 'BDC', 'BT', 'Tj', 'TJ', 'T*', 'ET', 'EMC', 'Q', 'f*']);
  });

  test('visitOperators skips arrays, also with a bracket in a string', () => {
    const found: string[] = [];
    const text = '[<41>-1<42>]TJ [(] TJ) 2 (\\)]) <43>]TJ /X <</K [1 2] >>BDC [3 ] 0 d EMC';
    visitOperators(text, (operator) => void found.push(operator));
    expect(found).toEqual(['TJ', 'TJ', 'BDC', 'd', 'EMC']);
  });

  test('visitOperators passes the start of the operands and the end of the operator', () => {
    const text = 'q\n.5 -2 1.25 10 re\nf';
    const places: string[] = [];
    visitOperators(text, (_operator, start, end) => void places.push(text.slice(start, end)));
    expect(places).toEqual(['q', '.5 -2 1.25 10 re', 'f']);
    expect(parseNumbers(text, 2)).toEqual([0.5, -2, 1.25, 10]);
  });
});

test('encodePredictor and decodePredictor round-trip', () => {
  const rows = Buffer.from([1, 2, 3, 1, 250, 4, 2, 3, 255]);
  expect(decodePredictor(encodePredictor(rows, 3), 3)).toEqual(rows);
});
