/** Tests where the words of a table's cells can be divided. */
import { expect, test } from 'vitest';
import { splitIntoWords } from '../../../../src/print/document/tables/table-width.ts';

test.each([
  ['  plain words,  7.5 (of 10) ', ['plain', 'words,', '7.5', '(of', '10)']],
  ['a no\u00A0break and caf\u00E9s', ['a', 'no\u00A0break', 'and', 'caf\u00E9s']],
  ['well-known and/or 3\u20134', ['well-', 'known', 'and/', 'or', '3\u2013', '4']],
  ['soft\u00ADhyphen', ['soft', 'hyphen']],
  ['two\nlines\tand a tab', ['two', 'lines', 'and', 'a', 'tab']],
  ['花園 garden', ['花', '園', 'garden']],
  ['', []],
])('divides %j into %j', (text, words) => {
  expect(splitIntoWords(text)).toEqual(words);
});

test('divides plain text as all other text', () => {
  const plain = Array.from({ length: 0x300 }, (_code, code) => `ab${String.fromCharCode(code)}cd ef`);
  for (const text of plain) {
    // With an ideograph after it, a text takes the other way.
    expect(splitIntoWords(text), JSON.stringify(text)).toEqual(splitIntoWords(`${text} 花`).slice(0, -1));
  }
});
