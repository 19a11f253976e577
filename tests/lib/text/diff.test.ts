/** Two texts are aligned, whatever was inserted or removed. */
import { expect, test } from 'vitest';
import { alignTexts } from '../../../src/lib/text/diff.ts';

/** Returns pseudo-random letters, the same for each seed. */
function letters(count: number, seed: number): string {
  let state = seed + 1000;
  return Array.from({ length: count }, () => {
    state = (state * 48271) % 2147483647;
    return String.fromCharCode(97 + ((state >> 8) % 26));
  }).join('');
}

/** Returns the number of matches, after checking that they are equal letters in order. */
function matched(one: string, other: string): number {
  const places = [...alignTexts(one, other)];
  expect(places).toHaveLength(one.length);
  const found = places.filter((place) => place >= 0);
  expect(found).toEqual([...new Set(found)].sort((a, b) => a - b));
  expect(places.filter((place, at) => place >= 0 && other[place] !== one[at])).toEqual([]);
  return found.length;
}

test.each([
  ['', '', 0],
  ['abc', '', 0],
  ['', 'abc', 0],
  ['abc', 'abc', 3],
  ['1.abc', 'abc', 3],
  ['abc', 'a-b-c', 3],
  ['abc', 'xyz', 0],
])('alignTexts aligns %j and %j', (one, other, count) => {
  expect(matched(one, other)).toBe(count);
});

test('alignTexts matches everything around a change nearly as long as a section', () => {
  const text = letters(30_000, 7);
  const [first, second, third] = [text.slice(0, 9000), text.slice(9000, 20_000), text.slice(20_000)];
  expect(matched(first + letters(1200, 3) + second + third, text)).toBe(text.length);
  expect(matched(first + second.slice(1200) + third, text)).toBe(text.length - 1200);
});

test('alignTexts matches nearly everything around a change longer than a section', () => {
  const text = letters(30_000, 7);
  const one = text.slice(0, 9000) + letters(20_000, 5) + text.slice(9000);
  expect(matched(one, text)).toBe(text.length);
  expect(matched(text, one)).toBe(text.length);
});

test('alignTexts stops early for unrelated texts', () => {
  expect(matched(letters(200_000, 1), letters(200_000, 2))).toBeLessThan(20_000);
});
