/** Lists the citation styles that come with Handpress, and the names that authors know them by. */

/** The style of those that name none, which needs no file. */
export const DEFAULT_STYLE = 'vancouver';

/** The styles, as they are named in settings and in the repository of CSL. */
export const STYLES = [
  'american-medical-association',
  'apa',
  'chicago-author-date',
  'chicago-notes-bibliography',
  'harvard-cite-them-right',
  'ieee',
  'modern-language-association',
  'nature',
] as const;

const ALIASES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    [DEFAULT_STYLE]: ['vancouver-superscript', 'icmje', 'nlm', 'nlm-citation-sequence', 'elsevier-vancouver'],
    'american-medical-association': ['ama', 'vancouver-ama'],
    apa: ['apa7', 'apa-7', 'american-psychological-association'],
    'chicago-author-date': ['chicago'],
    'chicago-notes-bibliography': [
      ...['chicago-notes', 'chicago-fullnote-bibliography', 'chicago-full-notes'],
      ...['chicago-note-bibliography', 'chicago-fullnotes-bibliography', 'turabian-fullnote-bibliography'],
    ],
    'harvard-cite-them-right': ['harvard', 'harvard1', 'cite-them-right'],
    'modern-language-association': ['mla'],
  }).flatMap(([style, names]) => names.map((name) => [name, style] as const)),
);

/** All names that are known. */
export const STYLE_NAMES: readonly string[] = [DEFAULT_STYLE, ...STYLES, ...ALIASES.keys()];

/**
 * Returns the style that a setting names: `APA`, `apa.csl`, an address of the repository of Zotero; `undefined` for other
 * names.
 */
export function findStyleName(written: string): string | undefined {
  const name = written
    .toLowerCase()
    .replace(/^https?:\/\/(?:www\.)?zotero\.org\/styles\//, '')
    .replace(/\.csl$/, '')
    .replace(/[ _]/g, '-');
  const style = ALIASES.get(name) ?? name;
  return [DEFAULT_STYLE, ...STYLES].find((known) => known === style);
}

/** The names of CSL’s locales, by language. */
const LOCALES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{ ar: 'ar', de: 'de-DE', en: 'en-US', 'en-gb': 'en-GB', es: 'es-ES', fa: 'fa-IR', fr: 'fr-FR' },
    ...{ he: 'he-IL', hi: 'hi-IN', it: 'it-IT', ja: 'ja-JP', ko: 'ko-KR', nl: 'nl-NL', pl: 'pl-PL' },
    ...{ pt: 'pt-PT', 'pt-br': 'pt-BR', ru: 'ru-RU', tr: 'tr-TR', uk: 'uk-UA' },
    ...{ zh: 'zh-CN', 'zh-tw': 'zh-TW', 'zh-hk': 'zh-TW', 'zh-mo': 'zh-TW', 'zh-hant': 'zh-TW' },
  }),
);

/** Returns the name of the locale of a language, BCP 47; English for others. */
export function findLocale(language: string): string {
  const parts = language.toLowerCase().split('-');
  const short = parts.slice(0, 2).join('-');
  return LOCALES.get(language.toLowerCase()) ?? LOCALES.get(short) ?? LOCALES.get(parts[0] ?? '') ?? 'en-US';
}
