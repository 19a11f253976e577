/** Characters as readers see them, whether the quick way takes them or the rules of Unicode do. */
import { expect, test } from 'vitest';
import { graphemesOf } from '../../../src/lib/text/graphemes.ts';

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
])('%s', (_name, text) => {
  expect(graphemesOf(text)).toEqual(byRule(text));
});

test('every two characters of which each stands for itself', () => {
  const simple = Array.from({ length: 0x2060 }, (_, code) => String.fromCodePoint(code)).filter(
    (character) => graphemesOf(character).length === 1 && byRule(`${character}a`).length === 2,
  );
  const text = simple.map((character) => `a${character}`).join('');
  expect(graphemesOf(text)).toEqual(byRule(text));
  for (const character of simple) expect(graphemesOf(`a${character}`)).toEqual(byRule(`a${character}`));
});
