import { describe, expect, test } from 'vitest';
import { type DecimalSign, findDecimalSign, readNumber } from '../../../src/core/model/decimal-sign.ts';

/** Reads the first value as one of a table with all of the values. */
function read(values: readonly string[], usual: DecimalSign): string {
  const number = readNumber(values[0] ?? '', findDecimalSign(values, usual));
  return typeof number === 'string' ? number : number.plain;
}

describe('the numbers of a table of data', () => {
  test.each<[string, DecimalSign, string]>([
    // Each was once read as another number: a sign that was not expected was dropped.
    ['0.01', ',', '0.01'],
    ['0,5', '.', '0.5'],
    ['12.5', ',', '12.5'],
    ['1.234,5', '.', '1234.5'],
    ['1,234.5', ',', '1234.5'],
    ['1.234.567', '.', '1234567'],
    ['0.125', ',', '0.125'],
    ['1234.567', ',', '1234.567'],
    ['-0,25', '.', '-0.25'],
    ['−3', '.', '-3'],
    ['+7', '.', '7'],
    ['.5', ',', '0.5'],
    ['1.234', '.', '1.234'],
    ['1,234', ',', '1.234'],
    ['1234', ',', '1234'],
  ])('%s, where %s is usual, is %s', (value, usual, expected) => {
    expect(read([value], usual)).toBe(expected);
  });

  test.each<[string, DecimalSign]>([
    ['1.234', ','],
    ['1,234', '.'],
    ['120,000', '.'],
  ])('%s, where %s is usual, is not guessed', (value, usual) => {
    expect(read([value], usual)).toBe('ambiguous');
  });

  test('another number of the table proves what the signs mean', () => {
    expect(read(['1.234', '0,5'], '.')).toBe('1234');
    expect(read(['1.234', '0.5'], ',')).toBe('1.234');
    expect(read(['1,234', '99.9'], '.')).toBe('1234');
  });

  test('numbers that contradict each other prove nothing', () => {
    expect(read(['1.234', '0.5', '0,5'], ',')).toBe('ambiguous');
    expect(read(['0.5', '0,25'], ',')).toBe('0.5');
  });

  test.each(['', '1,2,3', '1.2.3', '12,34,567', '1.23,4.5', '5 mg', '1e3', '.', ',', '-'])(
    '“%s” is no number',
    (value) => {
      expect(read([value], '.')).toBe('none');
      expect(read([value], ',')).toBe('none');
    },
  );

  test('very long rows of digits are no numbers, and are read at once', () => {
    const start = process.cpuUsage().user;
    expect(read([`${'1,234'.repeat(50_000)}`], '.')).toBe('none');
    expect(process.cpuUsage(undefined).user - start).toBeLessThan(200_000);
  });
});
