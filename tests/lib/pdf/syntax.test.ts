import { describe, expect, it } from 'vitest';
import { eachOperator, numbersOf, operandsOf } from '../../../src/lib/pdf/content-stream.ts';
import { Reference, Text, textOf, textString } from '../../../src/lib/pdf/objects.ts';
import { filter, unfilter } from '../../../src/lib/pdf/predictor.ts';
import { Reader, serialise } from '../../../src/lib/pdf/syntax.ts';

const read = (text: string) => new Reader(text).value();
const written = (text: string) => {
  const value = read(text);
  if (value === undefined) throw new Error('nothing there');
  return serialise(value, ({ number }) => number);
};

describe('Reader and serialise', () => {
  it.each([
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
  ])('reads %s', (text, expected) => {
    expect(written(text)).toBe(expected);
    expect(written(expected)).toBe(expected);
  });

  it('takes two numbers without an R for two numbers', () => {
    expect(operandsOf('1 0 0 RG', 0)).toEqual([1, 0, 0]);
    expect(read('12 0 R')).toEqual(new Reference(12));
  });

  it.each(['(never ends', '<</A', '[1 2', '<41'])('refuses %s', (text) => {
    expect(() => read(text)).toThrow('not as expected');
  });

  it('writes texts for people so that they come back', () => {
    for (const text of ['plain (text)', 'Bé Önd', '頭 🎈', '']) expect(textOf(textString(text))).toBe(text);
    expect(textString('plain')).toEqual(new Text('plain'));
  });
});

describe('eachOperator', () => {
  it('finds operators, whatever stands before them', () => {
    const text =
      'q 1 0 0 1 2 3 cm\n/P <</MCID 0 /T (a) b\\) >>BDC\nBT <0041>Tj [(x) -1.5 <42>]TJ T* ET EMC Q % f\nf*';
    const found: string[] = [];
    eachOperator(text.replace('(a) b\\)', '(a b\\))'), (operator) => void found.push(operator));
    expect(found).toEqual(['q', 'cm', 'BDC', 'BT', 'Tj', 'TJ', 'T*', 'ET', 'EMC', 'Q', 'f*']);
  });

  it('passes over arrays as a whole, and is not misled by a bracket in a string', () => {
    const found: string[] = [];
    const text = '[<41>-1<42>]TJ [(] TJ) 2 (\\)]) <43>]TJ /X <</K [1 2] >>BDC [3 ] 0 d EMC';
    eachOperator(text, (operator) => void found.push(operator));
    expect(found).toEqual(['TJ', 'TJ', 'BDC', 'd', 'EMC']);
  });

  it('tells where operands begin and the operator ends', () => {
    const text = 'q\n.5 -2 1.25 10 re\nf';
    const places: string[] = [];
    eachOperator(text, (_operator, start, end) => void places.push(text.slice(start, end)));
    expect(places).toEqual(['q', '.5 -2 1.25 10 re', 'f']);
    expect(numbersOf(text, 2)).toEqual([0.5, -2, 1.25, 10]);
  });
});

it('filters tables so that they come back', () => {
  const rows = Buffer.from([1, 2, 3, 1, 250, 4, 2, 3, 255]);
  expect(unfilter(filter(rows, 3), 3)).toEqual(rows);
});
