/** The scripts whose fonts are separate packages, and the choice of the font for a language and a text. */
import { findScript } from '../../core/language.ts';
import type { FontFamily } from './families.ts';

export interface ScriptFont {
  readonly family: FontFamily;
  /** Name of the script for messages. */
  readonly name: string;
  /** Scripts of the languages that need it (ISO 15924). */
  readonly scripts: readonly string[];
  /** Characters that need it in any language. */
  readonly ownCharacters: RegExp;
  /** Characters for which it can be used. */
  readonly usableCharacters: RegExp;
}

const noto = (name: string, generic: FontFamily['generic'] = 'sans-serif'): FontFamily => ({
  name,
  slug: name.toLowerCase().replaceAll(' ', '-'),
  generic,
});

/** Han, the scripts used with it, and full-width forms. */
const EAST_ASIAN =
  '[\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}\\p{scx=Hangul}\\p{scx=Bopomofo}\\uFF00-\\uFFEF]';

const patterns = new Map<string, RegExp>();

/** Returns a pattern for characters. It is made at its first use: all of them take longer than a page. */
function matchCharacters(characters: string): RegExp {
  const pattern = patterns.get(characters) ?? new RegExp(characters, 'u');
  patterns.set(characters, pattern);
  return pattern;
}

/** @param own characters that need the font, and those for which it can be used, as regular expressions */
const createFont = (
  font: Pick<ScriptFont, 'family' | 'name' | 'scripts'>,
  own: string,
  usable = own,
): ScriptFont => ({
  ...font,
  get ownCharacters() {
    return matchCharacters(own);
  },
  get usableCharacters() {
    return matchCharacters(usable);
  },
});

const SIMPLIFIED = createFont(
  { family: noto('Noto Sans SC'), name: 'Chinese', scripts: ['Hans'] },
  '\\p{Script=Han}',
  EAST_ASIAN,
);

const JAPANESE = createFont(
  { family: noto('Noto Sans JP'), name: 'Japanese', scripts: ['Jpan', 'Hira', 'Kana'] },
  '[\\p{Script=Hiragana}\\p{Script=Katakana}]',
  EAST_ASIAN,
);

const KOREAN = createFont(
  { family: noto('Noto Sans KR'), name: 'Korean', scripts: ['Kore', 'Hang'] },
  '\\p{Script=Hangul}',
  EAST_ASIAN,
);

const TRADITIONAL = createFont(
  { family: noto('Noto Sans TC'), name: 'Traditional Chinese', scripts: ['Hant', 'Bopo'] },
  '\\p{Script=Bopomofo}',
  EAST_ASIAN,
);

/** Scripts with a font of Noto in a package of their own: Unicode name, ISO 15924 code, and name for messages where it differs. */
const NOTO_SCRIPTS: readonly (readonly [unicode: string, code: string, name?: string])[] = [
  ['Adlam', 'Adlm'],
  ['Armenian', 'Armn'],
  ['Bengali', 'Beng'],
  ['Canadian_Aboriginal', 'Cans', 'Canadian Aboriginal'],
  ['Cherokee', 'Cher'],
  ['Ethiopic', 'Ethi'],
  ['Georgian', 'Geor'],
  ['Gujarati', 'Gujr'],
  ['Gurmukhi', 'Guru'],
  ['Javanese', 'Java'],
  ['Kannada', 'Knda'],
  ['Khmer', 'Khmr'],
  ['Lao', 'Laoo'],
  ['Malayalam', 'Mlym'],
  ['Mongolian', 'Mong'],
  ['Myanmar', 'Mymr'],
  ['Nko', 'Nkoo', 'NKo'],
  ['Oriya', 'Orya'],
  ['Sinhala', 'Sinh'],
  ['Syriac', 'Syrc'],
  ['Tamil', 'Taml'],
  ['Telugu', 'Telu'],
  ['Thaana', 'Thaa'],
  ['Thai', 'Thai'],
  ['Tibetan', 'Tibt'],
  ['Tifinagh', 'Tfng'],
];

/** Scripts for which Noto has only a serif. */
const SERIF_ONLY = new Set(['Tibetan']);

function notoScript([unicode, code, name = unicode]: (typeof NOTO_SCRIPTS)[number]): ScriptFont {
  const isSerif = SERIF_ONLY.has(unicode);
  const family = noto(`Noto ${isSerif ? 'Serif' : 'Sans'} ${name}`, isSerif ? 'serif' : 'sans-serif');
  return createFont({ family, name, scripts: [code] }, `\\p{scx=${unicode}}`);
}

/**
 * In the order of precedence if no language decides. Simplified Chinese comes before the others because it
 * has the most Han characters.
 */
export const SCRIPT_FONTS: readonly ScriptFont[] = [
  // The Arabic fonts of Noto compose letters from dots, and text extraction loses some of them. Amiri has
  // whole letters, but looks small beside Latin.
  createFont(
    { family: { ...noto('Amiri', 'serif'), scale: 122 }, name: 'Arabic', scripts: ['Arab'] },
    '\\p{scx=Arabic}',
  ),
  createFont({ family: noto('Noto Sans Hebrew'), name: 'Hebrew', scripts: ['Hebr'] }, '\\p{scx=Hebrew}'),
  createFont(
    { family: noto('Noto Sans Devanagari'), name: 'Devanagari', scripts: ['Deva'] },
    '\\p{scx=Devanagari}',
  ),
  SIMPLIFIED,
  TRADITIONAL,
  JAPANESE,
  KOREAN,
  ...NOTO_SCRIPTS.map(notoScript),
];

/** Returns the font for a language (BCP 47); `undefined` for languages in Latin, Greek or Cyrillic script. */
export function findScriptFont(language: string): ScriptFont | undefined {
  const script = findScript(language);
  return SCRIPT_FONTS.find(({ scripts }) => scripts.includes(script));
}

/**
 * Returns the script fonts in the order of precedence for a text: the font for the language of the text, the
 * one for the language of the publication, those with characters in the text that identify a script (kana,
 * Hangul, bopomofo), the rest.
 */
export function orderScriptFonts(language: string, publication: string, text: string): readonly ScriptFont[] {
  const identifying = [JAPANESE, KOREAN, TRADITIONAL].filter(({ ownCharacters }) => ownCharacters.test(text));
  const first = [findScriptFont(language), findScriptFont(publication), ...identifying];
  return [...new Set([...first.filter((font) => font !== undefined), ...SCRIPT_FONTS])];
}
