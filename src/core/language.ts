/** Finds the script and the writing directions of a language tag (BCP 47). */
import { isolateWithControls } from '../lib/text/number-runs.ts';

/** Right-to-left scripts (ISO 15924). */
const RIGHT_TO_LEFT = new Set('Adlm Arab Hebr Mand Nkoo Rohg Syrc Thaa'.split(' '));

/**
 * Returns the script (ISO 15924) of a language tag: the one in the tag, or the usual one of the language.
 * Empty for an invalid tag.
 */
export function findScript(language: string): string {
  const script = scriptCache.get(language) ?? readScript(language);
  if (scriptCache.size < MAX_LANGUAGES) scriptCache.set(language, script);
  return script;
}

/** Scripts by language tag, because ICU takes a tenth of a millisecond. Content can name any number of tags. */
const scriptCache = new Map<string, string>();
const MAX_LANGUAGES = 1000;

function readScript(language: string): string {
  try {
    return new Intl.Locale(language).maximize().script ?? '';
  } catch {
    return '';
  }
}

export function findDirection(language: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.has(findScript(language)) ? 'rtl' : 'ltr';
}

/**
 * Languages in which ranges (`10-20`) and calculations are written from right to left, by ISO 639: Arabic with its
 * regional forms, and Central Kurdish, whose signs CLDR orders as those of Arabic (`minusSign` of `ckb`).
 */
const SEQUENCES_FROM_RIGHT = new Set(
  'ar acm acq aeb afb ajp apc apd arb arq ars ary arz ayl ckb shu'.split(' '),
);

/**
 * Returns the direction of a range or a calculation in a language. It is from right to left in Arabic and in the
 * scripts Thaana and Syriac, from left to right in Persian and Hebrew, and in the scripts N’Ko and Adlam
 * (https://r12a.github.io/scripts/arab/arb#expressions, https://r12a.github.io/scripts/arab/pes#expressions,
 * https://r12a.github.io/scripts/hebr/he#expressions, for the layout requirements alreq and hlreq of W3C). Where these
 * name no order, it is that of the signs of the language in CLDR: left to right in Urdu and Pashto.
 */
export function findSequenceDirection(language: string): 'ltr' | 'rtl' {
  const [primary = ''] = language.toLowerCase().split('-');
  const script = findScript(language);
  return script === 'Thaa' || script === 'Syrc' || SEQUENCES_FROM_RIGHT.has(primary) ? 'rtl' : 'ltr';
}

/** Returns a text with Unicode isolates around its numbers, if its language is written from right to left. */
export const isolateNumbersInText = (text: string, language: string): string =>
  findDirection(language) === 'rtl' ? isolateWithControls(text, findSequenceDirection(language)) : text;

/** Letters of Persian that Arabic does not have: pe, che, zhe, gaf, keheh, yeh. */
const PERSIAN = /[\u067E\u0686\u0698\u06AF\u06A9\u06CC]/u;

/** Guesses the language of a text in Hebrew or Arabic script that has no language tag. */
export function guessLanguage(text: string): 'ar' | 'fa' | 'he' {
  if (/\p{Script=Hebrew}/u.test(text)) return 'he';
  return PERSIAN.test(text) ? 'fa' : 'ar';
}

/** Returns the template variables of a language that differs from the one around it. */
export function languageVariables(language: string | undefined) {
  return language === undefined ? {} : { language, direction: findDirection(language) };
}

/** Removes the private-use subtags (BCP 47, 2.2.7) of a language tag, because they do not name a language. */
export const removePrivateUse = (language: string): string => language.replace(/-x-.*$/i, '');
