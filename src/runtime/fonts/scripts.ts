/**
 * The scripts whose fonts are packages of their own, installed when a text asks for them; and which text asks
 * for which.
 */
import { scriptOf } from '../../core/language.ts';
import type { Family } from './families.ts';

export interface ScriptFont {
  readonly family: Family;
  /** The script as a person calls it. */
  readonly name: string;
  /** What a language is written in that asks for it: ISO 15924. */
  readonly scripts: readonly string[];
  /** Characters that ask for it, whatever the language. */
  readonly own: RegExp;
  /** Characters that it may have. */
  readonly shared: RegExp;
}

const noto = (name: string, generic: Family['generic'] = 'sans-serif'): Family => ({
  name,
  slug: name.toLowerCase().replaceAll(' ', '-'),
  generic,
});

/** Han, what is written beside it, and the wide forms of other letters. */
const EAST_ASIAN =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Bopomofo}\uFF00-\uFFEF]/u;

const alone = (letters: RegExp) => ({ own: letters, shared: letters });

const SIMPLIFIED: ScriptFont = {
  family: noto('Noto Sans SC'),
  name: 'Chinese',
  scripts: ['Hans'],
  own: /\p{Script=Han}/u,
  shared: EAST_ASIAN,
};

const JAPANESE: ScriptFont = {
  family: noto('Noto Sans JP'),
  name: 'Japanese',
  scripts: ['Jpan', 'Hira', 'Kana'],
  own: /[\p{Script=Hiragana}\p{Script=Katakana}]/u,
  shared: EAST_ASIAN,
};

const KOREAN: ScriptFont = {
  family: noto('Noto Sans KR'),
  name: 'Korean',
  scripts: ['Kore', 'Hang'],
  own: /\p{Script=Hangul}/u,
  shared: EAST_ASIAN,
};

const TRADITIONAL: ScriptFont = {
  family: noto('Noto Sans TC'),
  name: 'Traditional Chinese',
  scripts: ['Hant', 'Bopo'],
  own: /\p{Script=Bopomofo}/u,
  shared: EAST_ASIAN,
};

/** In the order in which they help out where no language decides. Simplified Chinese has the most of Han. */
export const SCRIPT_FONTS: readonly ScriptFont[] = [
  {
    // Noto's Arabic fonts build letters from dots, and readers that take the text out lose some of them; Amiri has whole
    // ones. It is small for its size beside Latin.
    family: { ...noto('Amiri', 'serif'), scale: 122 },
    name: 'Arabic',
    scripts: ['Arab'],
    ...alone(/\p{scx=Arabic}/u),
  },
  { family: noto('Noto Sans Hebrew'), name: 'Hebrew', scripts: ['Hebr'], ...alone(/\p{scx=Hebrew}/u) },
  {
    family: noto('Noto Sans Devanagari'),
    name: 'Devanagari',
    scripts: ['Deva'],
    ...alone(/\p{scx=Devanagari}/u),
  },
  SIMPLIFIED,
  TRADITIONAL,
  JAPANESE,
  KOREAN,
];

/**
 * The font that a language (BCP 47) asks for; none for those that are written in Latin, Greek or Cyrillic.
 */
export function scriptFontOf(language: string): ScriptFont | undefined {
  const script = scriptOf(language);
  return SCRIPT_FONTS.find(({ scripts }) => scripts.includes(script));
}

/**
 * Script fonts in the order in which they are asked for a character: that of the text's own language, that of the
 * publication's; then those whose letters stand in the text, of which kana and Hangul say more than Han does.
 */
export function scriptOrder(language: string, publication: string, text: string): readonly ScriptFont[] {
  const telling = [JAPANESE, KOREAN, TRADITIONAL].filter(({ own }) => own.test(text));
  const first = [scriptFontOf(language), scriptFontOf(publication), ...telling];
  return [...new Set([...first.filter((font) => font !== undefined), ...SCRIPT_FONTS])];
}
