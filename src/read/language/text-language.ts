/** Determines the language of a text whose author names none. The only file that imports franc. */

/** The language of a text. */
export interface TextLanguage {
  /** BCP 47. */
  readonly language: string;
  /** Whether the letters alone decided, because the text is too short or its language is not clear. */
  readonly isGuess: boolean;
}

/** Scripts (ISO 15924) by their letters, for the text that is not Latin. */
const SCRIPTS: readonly (readonly [script: string, letters: RegExp])[] = [
  ['Arab', /\p{Script=Arabic}/gu],
  ['Hebr', /\p{Script=Hebrew}/gu],
  ['Cyrl', /\p{Script=Cyrillic}/gu],
  ['Grek', /\p{Script=Greek}/gu],
  ['Deva', /\p{Script=Devanagari}/gu],
  ['Jpan', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['Hani', /\p{Script=Han}/gu],
  ['Kore', /\p{Script=Hangul}/gu],
  ['Thai', /\p{Script=Thai}/gu],
  ['Beng', /\p{Script=Bengali}/gu],
  ['Taml', /\p{Script=Tamil}/gu],
  ['Syrc', /\p{Script=Syriac}/gu],
  ['Thaa', /\p{Script=Thaana}/gu],
  ['Nkoo', /\p{Script=Nko}/gu],
  ['Adlm', /\p{Script=Adlam}/gu],
];

/** The most frequent words of English that other languages in Latin script do not have. */
const ENGLISH = new Set(
  'the and you your for with that this are have from not what when which they'.split(' '),
);

/** Minimum letters for a decision by the words of a text; at half of that, texts of all languages tried were found. */
const MIN_LETTERS = 100;

/** Minimum distance of the best language from the second one. Below it, both are too similar. */
const MIN_DISTANCE = 0.025;

/**
 * Languages that are too similar to another one, in favor of the one with more readers: Dari (Persian),
 * Scots (English), Magahi (Hindi).
 */
const IGNORED = ['prs', 'sco', 'mag'];

/** Returns the language of a text; `undefined` for English, and for a text in Latin script that does not show it. */
export async function determineLanguage(text: string): Promise<TextLanguage | undefined> {
  // First, because it is the most frequent case and costs a millisecond.
  if (isEnglish(text)) return undefined;
  const script = findMainScript(text);
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const byWords =
    letters >= (script === undefined ? MIN_LETTERS : MIN_LETTERS / 2) ? await detect(text) : undefined;
  if (byWords !== undefined && (script === undefined || hasScript(byWords, script))) {
    return byWords === 'en' ? undefined : { language: refineChinese(byWords, text), isGuess: false };
  }
  if (script === undefined) return undefined;
  const language = guessByScript(script, text);
  // One language alone uses these scripts today, apart from rare ones.
  return {
    language: refineChinese(language, text),
    isGuess: !['Jpan', 'Kore', 'Grek', 'Thai'].includes(script),
  };
}

/** Returns the script of most letters; `undefined` for Latin and for a text without letters. */
function findMainScript(text: string): string | undefined {
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  const counts = SCRIPTS.map(([script, letters]) => [script, text.match(letters)?.length ?? 0] as const);
  const [best, count] = counts.reduce((one, other) => (other[1] > one[1] ? other : one));
  if (count <= latin) return undefined;
  // A Japanese text has more Han than kana.
  return best === 'Hani' && counts.some(([script, kana]) => script === 'Jpan' && kana * 10 > count)
    ? 'Jpan'
    : best;
}

/** Whether one of eight words is a frequent English one. Short texts without any letters are English, too. */
function isEnglish(text: string): boolean {
  const words =
    text
      .slice(0, 1000)
      .toLowerCase()
      .match(/\p{L}+/gu) ?? [];
  return words.filter((word) => ENGLISH.has(word)).length * 8 >= words.length;
}

async function detect(text: string): Promise<string | undefined> {
  const { francAll } = await import('franc');
  const [first, second] = francAll(text, { ignore: IGNORED });
  if (first === undefined || first[0] === 'und') return undefined;
  if (second !== undefined && first[1] - second[1] < MIN_DISTANCE) return undefined;
  // ISO 639-3 becomes the shorter code of BCP 47, and a dialect its macrolanguage: `pes` is `fa`.
  return Intl.getCanonicalLocales(first[0])[0];
}

const scriptOf = (language: string): string => new Intl.Locale(language).maximize().script ?? '';

/** Whether a language is written in a script; Han is a part of several. */
const hasScript = (language: string, script: string): boolean =>
  script === 'Hani' ? /^Han[st]$/.test(scriptOf(language)) : scriptOf(language) === script;

/** Returns the language with the most speakers that uses a script (Unicode CLDR, likely subtags). */
function guessByScript(script: string, text: string): string {
  if (script === 'Arab' && /[\u067E\u0686\u0698\u06AF\u06A9\u06CC]/u.test(text)) return 'fa';
  return new Intl.Locale(`und-${script}`).maximize().language;
}

/** Letters that the reform of Chinese writing has changed, before and after (Unihan, kSimplifiedVariant). */
const TRADITIONAL = /[們個來這說時對會學國請藥醫後]/gu;
const SIMPLIFIED = /[们个来这说时对会学国请药医后]/gu;

function refineChinese(language: string, text: string): string {
  if (language !== 'zh') return language;
  const count = (letters: RegExp): number => text.match(letters)?.length ?? 0;
  return count(TRADITIONAL) > count(SIMPLIFIED) ? 'zh-Hant' : 'zh';
}
