/** The script font of a language, and the order of script fonts for a text. */
import { describe, expect, test } from 'vitest';
import { findDirection, findScript } from '../../../src/core/language.ts';
import { findScriptFont, orderScriptFonts, SCRIPT_FONTS } from '../../../src/runtime/fonts/scripts.ts';

describe('findScriptFont', () => {
  test.each([
    ['ar', 'Arabic'],
    ['fa-IR', 'Arabic'],
    ['he', 'Hebrew'],
    ['mr', 'Devanagari'],
    ['zh', 'Chinese'],
    ['zh-TW', 'Traditional Chinese'],
    ['zh-HK', 'Traditional Chinese'],
    ['zh-Hant', 'Traditional Chinese'],
    ['zh-Hans-TW', 'Chinese'],
    ['ja', 'Japanese'],
    ['ko', 'Korean'],
    ['te', 'Telugu'],
    ['ta', 'Tamil'],
    ['th', 'Thai'],
    ['bn', 'Bengali'],
    ['dv', 'Thaana'],
    ['pa', 'Gurmukhi'],
    ['pa-PK', 'Arabic'],
  ])('the font for %s is that of %s', (language, name) => {
    expect(findScriptFont(language)?.name).toBe(name);
  });

  test.each(['en', 'el', 'ru', 'sr-Latn', 'not a tag', ''])(
    'the language “%s” needs no script font',
    (language) => {
      expect(findScriptFont(language)).toBeUndefined();
    },
  );
});

test('each script of Noto has its letters, and the name of its package', () => {
  const packages = new Map(SCRIPT_FONTS.map(({ name, family: { slug } }) => [name, slug]));
  expect(packages.get('Telugu')).toBe('noto-sans-telugu');
  expect(packages.get('NKo')).toBe('noto-sans-nko');
  expect(packages.get('Canadian Aboriginal')).toBe('noto-sans-canadian-aboriginal');
  expect(packages.get('Tibetan')).toBe('noto-serif-tibetan');
  const ownOf = (letter: string) =>
    SCRIPT_FONTS.filter(({ ownCharacters }) => ownCharacters.test(letter)).map(({ name }) => name);
  expect([...'జதไবကភລසᠠ'].map((letter) => ownOf(letter).join())).toEqual(
    'Telugu Tamil Thai Bengali Myanmar Khmer Lao Sinhala Mongolian'.split(' '),
  );
});

describe('orderScriptFonts', () => {
  const first = (language: string, publication: string, text = '') =>
    orderScriptFonts(language, publication, text)
      .filter(({ usableCharacters }) => usableCharacters.test('病'))
      .map(({ name }) => name)[0];

  test('orders the fonts for Han by the language of the text, by that of the publication, then by the other characters', () => {
    expect(first('ko', 'ja')).toBe('Korean');
    expect(first('en', 'ja')).toBe('Japanese');
    expect(first('en', 'en', '病気の')).toBe('Japanese');
    expect(first('zh', 'en', '病気の')).toBe('Chinese');
    expect(first('en', 'en', '病')).toBe('Chinese');
  });
});

describe('a language', () => {
  test('finds the script and the direction of a language', () => {
    expect(['ar', 'he', 'ur', 'dv', 'en', 'ja', 'az-Arab'].map(findDirection)).toEqual(
      'rtl rtl rtl rtl ltr ltr rtl'.split(' '),
    );
    expect(findScript('en_US')).toBe('');
  });
});
