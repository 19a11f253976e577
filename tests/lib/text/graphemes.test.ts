/** User-perceived characters are the same on the fast path and by the rules of Unicode. */
import { expect, test } from 'vitest';
import { splitGraphemes } from '../../../src/lib/text/graphemes.ts';

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });
const byRule = (text: string): readonly string[] =>
  Array.from(segmenter.segment(text), ({ segment }) => segment);

test.each([
  ['words', 'Straße, “Αθήνα” – Мир…'],
  ['a letter and its mark', 'e\u0301a'],
  ['a mark of Cyrillic', 'а\u0483б'],
  ['a family, and a flag', '👩‍👩‍👧 🇦🇹'],
  ['syllables of Devanagari', 'क्षि'],
  ['a line end of two characters', 'a\r\nb'],
  ['nothing', ''],
])('splitGraphemes follows the rules of Unicode: %s', (_name, text) => {
  expect(splitGraphemes(text)).toEqual(byRule(text));
});

test('splitGraphemes follows the rules of Unicode for every pair of simple characters', () => {
  const simple = Array.from({ length: 0x2060 }, (_, code) => String.fromCodePoint(code)).filter(
    (character) => splitGraphemes(character).length === 1 && byRule(`${character}a`).length === 2,
  );
  const text = simple.map((character) => `a${character}`).join('');
  expect(splitGraphemes(text)).toEqual(byRule(text));
  for (const character of simple) expect(splitGraphemes(`a${character}`)).toEqual(byRule(`a${character}`));
});
