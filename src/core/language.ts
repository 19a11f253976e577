/** What the tag of a language tells: the script it is written in, and which way that runs. */

/** Scripts written from right to left, by ISO 15924. */
const RIGHT_TO_LEFT = new Set('Adlm Arab Hebr Mand Nkoo Rohg Syrc Thaa'.split(' '));

/**
 * The script of a language (BCP 47) by ISO 15924: that of the tag, or else the one it usually has.
 * Empty where the tag is none.
 */
export function scriptOf(language: string): string {
  try {
    return new Intl.Locale(language).maximize().script ?? '';
  } catch {
    return '';
  }
}

export function directionOf(language: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.has(scriptOf(language)) ? 'rtl' : 'ltr';
}

/** For a template: a language and its direction, where it is another than that around it. */
export function otherLanguage(language: string | undefined) {
  return language === undefined ? {} : { language, direction: directionOf(language) };
}
