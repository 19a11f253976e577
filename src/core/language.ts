/** Finds the script and the writing direction of a language tag (BCP 47). */

/** Right-to-left scripts (ISO 15924). */
const RIGHT_TO_LEFT = new Set('Adlm Arab Hebr Mand Nkoo Rohg Syrc Thaa'.split(' '));

/**
 * Returns the script (ISO 15924) of a language tag: the one in the tag, or the usual one of the language.
 * Empty for an invalid tag.
 */
export function findScript(language: string): string {
  try {
    return new Intl.Locale(language).maximize().script ?? '';
  } catch {
    return '';
  }
}

export function findDirection(language: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.has(findScript(language)) ? 'rtl' : 'ltr';
}

/** Returns the template variables of a language that differs from the one around it. */
export function languageVariables(language: string | undefined) {
  return language === undefined ? {} : { language, direction: findDirection(language) };
}

/** Removes the private-use subtags (BCP 47, 2.2.7) of a language tag, because they do not name a language. */
export const removePrivateUse = (language: string): string => language.replace(/-x-.*$/i, '');
