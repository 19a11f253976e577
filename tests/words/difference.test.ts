/** Tests the comparison of texts: it detects lost, changed, moved, broken and added words. */
import { describe, expect, test } from 'vitest';
import { difference } from './expected.ts';
import { Gatherer, type Letters } from './letters.ts';
import { chapterPieces } from './source.ts';

const TERMS = {
  notes: 'Notes',
  figure: 'Figure',
  table: 'Table',
  pageReference: 'page {page}',
  note: 'Good to know',
};

/** A line break marks the end of a line or element. */
function printed(text: string): Letters {
  const gatherer = new Gatherer();
  for (const line of text.split('\n')) {
    gatherer.add(line);
    gatherer.line();
  }
  return gatherer.gathered();
}

const fault = (markdown: string, text: string): string | undefined =>
  difference(
    chapterPieces(markdown, { form: 'print', terms: TERMS, drawing: () => '' }).pieces,
    printed(text),
  );

const NOTED = '# The garden\n\nWater *every* morning.[^1]\n\n[^1]: Not in winter.';

describe('equal texts', () => {
  test.each([
    ['Fold the *sheet* once.', 'Fold the sheet once.'],
    ['"Fold" -- it\'s easy...', '“Fold” – it’s easy…'],
    ['office', 'of\uFB01ce'.replace('f\uFB01', '\uFB03')],
    ['a very longword here', 'a very long\nword here'],
    [NOTED, 'The garden\nWater every morning.1\nNotes\n1. Not in winter.'],
    ['See [here](b.md).', 'See here (page 12).'],
    ['- one\n- two', '• one\n• two'],
    ['| A | B |\n|-|-|\n| c | d |\n| e | f |', 'A B\nc d\nA B\ne f'],
    ['| A | B |\n|-|-|\n| c | d |', 'A: c\nB d'],
    [':::table[Rain]\n| A |\n|-|\n| b |\n:::', 'Table 3. Rain\nA\nb'],
    [':::note\nFold.\n:::', 'Good to know\nFold.'],
    ['Rain [@rain, p. 7; @sun].', 'Rain [2, p. 7, 1].'],
    ['<p>Raw <b>bo</b>ld</p>', 'Raw bold'],
  ])('accepts the same words: %j', (markdown, text) => expect(fault(markdown, text)).toBeUndefined());
});

describe('different texts', () => {
  test.each([
    ['one is lost', 'Fold the *sheet* once.', 'Fold the once.'],
    ['the last is lost', 'Fold the sheet once.', 'Fold the sheet'],
    ['a letter is lost', 'Fold the sheet', 'Fold the shet'],
    ['a sign is lost', 'Is it 5 %?', 'Is it 5?'],
    ['two have changed places', 'Fold the sheet', 'Fold sheet the'],
    ['a repeated word', 'Fold the sheet', 'Fold the the sheet'],
    ['one is added', 'Fold the sheet', 'Fold the sheet now'],
    ['two have become one', 'Fold the sheet', 'Fold thesheet'],
    ['one has become two', 'Fold the sheet', 'Fold the she et'],
    ['a note is lost', NOTED, 'The garden\nWater every morning.1'],
    ['the number of a note is lost', NOTED, 'The garden\nWater every morning.\nNotes\n1. Not in winter.'],
    ['a cell is lost', '| A | B |\n|-|-|\n| c | d |', 'A B\nc'],
    ['half the heads are lost', '| A | B |\n|-|-|\n| c | d |', 'A: c\nd'],
    ['a caption is lost', ':::table[Rain]\n| A |\n|-|\n| b |\n:::', 'A\nb'],
    ['what the author says of the place is lost', 'Rain [@rain, p. 7].', 'Rain [2].'],
    ['the number of an item is wrong', '3. one\n4. two', '3. one\n5. two'],
  ])('finds a difference: %s', (_, markdown, text) => expect(fault(markdown, text)).toContain('expected'));
});
