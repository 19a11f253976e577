import { describe, expect, it } from 'vitest';
import { directionOf, scriptOf } from '../../../src/core/language.ts';
import { scriptFontOf, scriptOrder } from '../../../src/runtime/fonts/scripts.ts';

describe('scriptFontOf', () => {
  it.each([
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
  ])('%s is written in %s', (language, name) => {
    expect(scriptFontOf(language)?.name).toBe(name);
  });

  it.each(['en', 'el', 'ru', 'sr-Latn', 'not a tag', ''])('%s asks for none', (language) => {
    expect(scriptFontOf(language)).toBeUndefined();
  });
});

describe('scriptOrder', () => {
  const first = (language: string, publication: string, text = '') =>
    scriptOrder(language, publication, text)
      .filter(({ shared }) => shared.test('病'))
      .map(({ name }) => name)[0];

  it('has Han by the language of the text, then that of the publication, then by what is beside it', () => {
    expect(first('ko', 'ja')).toBe('Korean');
    expect(first('en', 'ja')).toBe('Japanese');
    expect(first('en', 'en', '病気の')).toBe('Japanese');
    expect(first('zh', 'en', '病気の')).toBe('Chinese');
    expect(first('en', 'en', '病')).toBe('Chinese');
  });
});

describe('a language', () => {
  it('has a script and a direction', () => {
    expect(['ar', 'he', 'ur', 'dv', 'en', 'ja', 'az-Arab'].map(directionOf)).toEqual(
      'rtl rtl rtl rtl ltr ltr rtl'.split(' '),
    );
    expect(scriptOf('en_US')).toBe('');
  });
});
