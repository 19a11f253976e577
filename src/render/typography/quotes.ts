/** Lists the quotation marks of each language. */

/** The quotation marks of one language. */
export interface QuoteMarks {
  readonly double: readonly [open: string, close: string];
  readonly single: readonly [open: string, close: string];
}

const NARROW_NO_BREAK = '\u202F';
const ENGLISH: QuoteMarks = { double: ['“', '”'], single: ['‘', '’'] };
const GERMAN: QuoteMarks = { double: ['„', '“'], single: ['‚', '‘'] };
const ANGLED: QuoteMarks = { double: ['«', '»'], single: ['“', '”'] };
const LOW: QuoteMarks = { double: ['„', '”'], single: ['‚', '’'] };
const NORDIC: QuoteMarks = { double: ['”', '”'], single: ['’', '’'] };

/**
 * Quotation marks by language: Unicode CLDR, delimiters (quotationStart …); French with narrow no-break
 * spaces.
 */
const BY_LANGUAGE: Readonly<Record<string, QuoteMarks>> = {
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

/** Returns the marks of a language (BCP 47); English marks if it is not listed. */
export function findQuoteMarks(language: string): QuoteMarks {
  const [primary = ''] = language.toLowerCase().split('-');
  if (language.toLowerCase() === 'de-ch') return { double: ['«', '»'], single: ['‹', '›'] };
  return (Object.hasOwn(BY_LANGUAGE, primary) ? BY_LANGUAGE[primary] : undefined) ?? ENGLISH;
}
