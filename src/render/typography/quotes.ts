/** The quotation marks of each language. */

export interface Quotes {
  readonly double: readonly [open: string, close: string];
  readonly single: readonly [open: string, close: string];
}

const NARROW_NO_BREAK = '\u202F';
const ENGLISH: Quotes = { double: ['“', '”'], single: ['‘', '’'] };
const GERMAN: Quotes = { double: ['„', '“'], single: ['‚', '‘'] };
const ANGLED: Quotes = { double: ['«', '»'], single: ['“', '”'] };
const LOW: Quotes = { double: ['„', '”'], single: ['‚', '’'] };
const NORDIC: Quotes = { double: ['”', '”'], single: ['’', '’'] };

/** Unicode CLDR, delimiters (quotationStart …); French with its thin no-break spaces. */
const BY_LANGUAGE: Readonly<Record<string, Quotes>> = {
  cs: GERMAN,
  da: NORDIC,
  de: GERMAN,
  el: ANGLED,
  en: ENGLISH,
  es: ANGLED,
  fi: NORDIC,
  fr: { double: [`«${NARROW_NO_BREAK}`, `${NARROW_NO_BREAK}»`], single: ['“', '”'] },
  hu: LOW,
  it: ANGLED,
  nb: { double: ['«', '»'], single: ['‘', '’'] },
  pl: LOW,
  pt: ENGLISH,
  ro: LOW,
  ru: { double: ['«', '»'], single: ['„', '“'] },
  sk: GERMAN,
  sl: GERMAN,
  sv: NORDIC,
  uk: { double: ['«', '»'], single: ['„', '“'] },
};

/** The marks of a language (BCP 47); English ones where it is not listed. */
export function quotesOf(language: string): Quotes {
  const [primary = ''] = language.toLowerCase().split('-');
  if (language.toLowerCase() === 'de-ch') return { double: ['«', '»'], single: ['‹', '›'] };
  return (Object.hasOwn(BY_LANGUAGE, primary) ? BY_LANGUAGE[primary] : undefined) ?? ENGLISH;
}
