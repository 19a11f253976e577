/** The nearest languages are those that franc itself finds. */
import fc from 'fast-check';
import { francAll } from 'franc';
import { data } from 'franc/data.js';
import { expect, test } from 'vitest';
import { findNearestLanguages } from '../../../src/read/language/nearest-language.ts';

const IGNORED = ['prs', 'sco', 'mag'];

/** What franc finds, in the same form. */
const expected = (text: string) =>
  francAll(text, { ignore: IGNORED })
    .slice(0, 2)
    .filter(([language]) => language !== 'und');

const found = (text: string) => findNearestLanguages(text, IGNORED).map(([...both]) => both);

test('texts of the trigrams of each language', () => {
  for (const models of Object.values(data))
    for (const [language, model] of Object.entries(models)) {
      const text = model.split('|').slice(0, 120).join(' ');
      expect([language, found(text)]).toEqual([language, expected(text)]);
      const twice = `${text}${text}${text}`.repeat(2);
      expect([language, found(twice)]).toEqual([language, expected(twice)]);
    }
});

test.each([
  'Drink enough water and rest; see a doctor if the fever lasts longer than three days.',
  'Trinken Sie genug, und gehen Sie zum Arzt, wenn das Fieber länger als drei Tage dauert.',
  'İstanbul’da İÇECEK bol su; İYİ uyku ve dinlenme, ateş üç günden uzun sürerse doktora gidin.',
  '水をたくさん飲んで、ゆっくり休んでください。',
  '请多喝水，注意休息，发烧超过三天请就医。',
  'اشرب الكثير من الماء واسترح، وإذا استمرت الحمى أكثر من ثلاثة أيام فراجع الطبيب.',
  'Пейте больше воды и отдыхайте; если жар не спадает три дня, обратитесь к врачу.',
  '0123456789 0123456789',
  '!!!!!!!!!!!!!!',
  'too short',
  '',
  'a | b | c | d | e | a | b | c',
  '\u{1F600}\u{1F600}\u{1F600} \u{1F600}\u{1F600}\u{1F600}',
])('a text: %s', (text) => {
  expect(found(text)).toEqual(expected(text));
  expect(found(text.repeat(60))).toEqual(expected(text.repeat(60)));
});

test('any text', () => {
  const word = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 30 }),
    fc.constantFrom(' the', ' der', ' of ', 'ción', ' и ', 'ی', ' है', 'İ', ' '),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 300 }), (words) => {
      expect(found(words.join(''))).toEqual(expected(words.join('')));
    }),
    { numRuns: 300 },
  );
});
