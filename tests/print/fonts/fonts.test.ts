/** Tests the selection and embedding of fonts. */
import { describe, expect, test } from 'vitest';
import { isInRanges, parseUnicodeRange } from '../../../src/lib/opentype/unicode-range.ts';
import { buildDocumentFonts } from '../../../src/print/fonts/font-faces.ts';
import type { FontUse, LanguageRun } from '../../../src/print/fonts/text-runs.ts';
import { printBench } from '../workbench.ts';

const { context } = printBench();
const BOOK = { text: 'serif', headings: 'sans' };
const HANDOUT = { text: 'sans', headings: 'sans' };

const run = (text: string, language = 'en', use: FontUse = 'text'): LanguageRun => ({ text, language, use });

/** Family and weight of each embedded file, and what it is for. */
function facesIn(css: string) {
  const rule =
    /@font-face\{font-family:"([^"]+)";font-weight:(\d+);font-style:(\w+);src:url\(data:font\/woff2;base64,([^)]*)\)[^}]*?unicode-range:([^}]+)\}/g;
  return [...css.matchAll(rule)].map(([, family = '', weight, style, data = '', range = '']) => ({
    family,
    face: `${weight} ${style}`,
    data,
    range,
  }));
}

const fontsOf = (runs: readonly LanguageRun[], faces = HANDOUT, language = 'en') =>
  buildDocumentFonts(runs, language, faces, context);

/** What is embedded: `Arimo U+0-7f`, as far as the first range. */
async function embedded(text: string, faces = HANDOUT, language = 'en'): Promise<readonly string[]> {
  const { css } = await fontsOf([run(text, language)], faces, language);
  const regular = facesIn(css).filter(({ face }) => face === '400 normal');
  return regular.map(({ family, range }) => `${family} ${range.split(',')[0]}`).sort();
}

describe('the parts that are embedded', () => {
  test('a handout embeds the Latin subset of one family, a book of two', async () => {
    expect(await embedded('Café “naïve” – 3 €')).toEqual(['Atkinson Hyperlegible Next U+20-7e']);
    expect(await embedded('Café', BOOK)).toEqual([
      'Atkinson Hyperlegible Next U+20-7e',
      'Source Serif 4 U+20-7e',
    ]);
  });

  test('a subset of another script is embedded only for its characters', async () => {
    expect(await embedded('Łódź')).toEqual([
      'Atkinson Hyperlegible Next U+100-107',
      'Atkinson Hyperlegible Next U+20-7e',
    ]);
  });

  test('a character without a glyph in the first family is taken from the next family', async () => {
    expect(await embedded('Ĉ')).toEqual([expect.stringMatching(/^Source Serif 4 U\+100/)]);
    expect(await embedded('β')).toEqual([expect.stringMatching(/^Source Serif 4 U\+37/)]);
  });

  test('a script font is embedded from its package, and of a large font only the needed slices', async () => {
    expect(await embedded('שלום')).toEqual([expect.stringMatching(/^Noto Sans Hebrew /)]);
    expect(await embedded('ज्वर')).toEqual([expect.stringMatching(/^Noto Sans Devanagari /)]);
    expect((await embedded('頭', HANDOUT, 'ja')).length).toBe(1);
  });

  test('embedded fonts have real bold and italic faces and no external files', async () => {
    const { css } = await fontsOf([run('a')]);
    expect(facesIn(css).map(({ face }) => face)).toEqual([
      '400 normal',
      '400 italic',
      '700 normal',
      '700 italic',
    ]);
    for (const { data } of facesIn(css)) {
      expect(Buffer.from(data, 'base64').subarray(0, 4).toString()).toBe('wOF2');
    }
    expect(css.match(/url\(data:font\/woff2/g)).toHaveLength(4);
    expect(css.match(/url\((?!data:font\/woff2)[^,]*,/g)).toEqual([
      'url(data:font/ttf;base64,',
      'url(data:font/ttf;base64,',
    ]);
  });

  test('a letter with a combining mark is looked up in its composed form', async () => {
    expect((await fontsOf([run('cafe\u0301')])).gaps.size).toBe(0);
    expect(await embedded('e\u0301')).toEqual(['Atkinson Hyperlegible Next U+20-7e']);
  });
});

/** The families that end every stack. */
const LAST = '"Handpress Stand-In","Handpress Last Resort"';

/** The families of a custom property, in the first rule after a text. */
const stack = (css: string, variable: string, after = ':root') =>
  css.slice(css.indexOf(after)).match(new RegExp(`${variable}:([^;}]+)`))?.[1];

describe('the stacks', () => {
  test('a font stack names the families in order of preference', async () => {
    const { css, typefaces } = await fontsOf([run('a'), run('b', 'en', 'code')], BOOK);
    expect(stack(css, '--text')).toBe(`"Source Serif 4","Atkinson Hyperlegible Next",${LAST},serif`);
    expect(stack(css, '--headings')).toBe(`"Atkinson Hyperlegible Next","Source Serif 4",${LAST},sans-serif`);
    expect(typefaces).toEqual(['Source Serif 4', 'Atkinson Hyperlegible Next', 'Atkinson Hyperlegible Mono']);
  });

  test('a font stack begins with the family of the edition', async () => {
    const { css, typefaces } = await fontsOf([run('a')], { text: 'Arimo', headings: 'Arimo' });
    expect(stack(css, '--text')).toBe(
      `"Arimo","Atkinson Hyperlegible Next","Source Serif 4",${LAST},sans-serif`,
    );
    expect(typefaces).toEqual(['Arimo']);
    expect(new Set(facesIn(css).map(({ family }) => family))).toEqual(new Set(['Arimo']));
  });

  test('a font stack has the Han font of the language first', async () => {
    const runs = [run('a'), run('病', 'ja'), run('病', 'zh')];
    const { css } = await fontsOf(runs);
    const first = (language: string) =>
      /"(Noto Sans [SJ][CP])"/.exec(stack(css, '--text', `[lang="${language}"]`) ?? '')?.[1];
    expect([first('ja'), first('zh')]).toEqual(['Noto Sans JP', 'Noto Sans SC']);
    expect(css).toContain('[lang^="ja-x-"]');
    expect(css).not.toContain('[lang^="en-x-"]');
  });

  test('a text with formulas has a font stack for formulas', async () => {
    const { css, gaps } = await fontsOf([run('a'), run('∫ 𝑥', 'en', 'math')]);
    expect(facesIn(css).map(({ family }) => family)).toContain('STIX Two Math');
    expect(stack(css, '--math')).toMatch(/^"STIX Two Math",/);
    expect(gaps.size).toBe(0);
  });
});

describe('a sign that no text font has', () => {
  test('a sign that no text font has is taken from the math font, after the script fonts', async () => {
    const signs = await fontsOf([run('dose ≤ 2 → rest')]);
    expect(signs.gaps.size).toBe(0);
    expect(stack(signs.css, '--text')).toMatch(/"Source Serif 4","STIX Two Math","Handpress/);
    expect(facesIn(signs.css).map(({ family }) => family)).toContain('STIX Two Math');
    const japanese = await fontsOf([run('→', 'ja')], HANDOUT, 'ja');
    expect(facesIn(japanese.css).map(({ family }) => family)).not.toContain('STIX Two Math');
  });
});

describe('emoji', () => {
  /** The ranges of the emoji font that have a character. */
  const rangesWith = async (text: string) => {
    const { css, gaps } = await fontsOf([run(text)]);
    expect(gaps.size).toBe(0);
    const emoji = facesIn(css).filter(({ family, face }) => family === 'Noto Emoji' && face === '400 normal');
    return emoji.map(({ range }) => parseUnicodeRange(range));
  };

  test('a text without emoji and symbols embeds neither of their fonts', async () => {
    const { css } = await fontsOf([run('Dose ≤ 2 mg, 5 °C → rest')]);
    expect(css).not.toContain('Noto');
  });

  test.each([
    ['a family', '👨‍👩‍👧‍👦'],
    ['a flag', '🇩🇪'],
    ['a keycap', '1️⃣'],
    ['a skin tone', '👍🏽'],
    ['a burning heart', '❤️‍🔥'],
  ])('one part of the emoji font has all characters of %s', async (_name, text) => {
    const codes = [...text].map((character) => character.codePointAt(0) ?? 0);
    const ranges = await rangesWith(text);
    expect(ranges.some((range) => codes.every((code) => isInRanges(range, code)))).toBe(true);
  });

  test('a mark that no text font has is taken from the font of symbols', async () => {
    const { css, gaps } = await fontsOf([run('✗')]);
    expect(gaps.size).toBe(0);
    expect(stack(css, '--text')).toMatch(/"Source Serif 4","Noto Sans Symbols 2","Handpress/);
  });
});

describe('the gaps', () => {
  const gaps = async (text: string, language = 'en') =>
    [...(await fontsOf([run(text, language)])).gaps.values()].map(
      ({ character, wanted }) => `${character} ${wanted?.name ?? '-'}`,
    );

  test('the gaps are the printed characters that no font has, each once', async () => {
    expect(await gaps('🜁 ok ᚠ🜁\u00AD\u200D\u202F\uFE0F\n\t🙂\u0007')).toEqual(['🜁 -', 'ᚠ -', '\u0007 -']);
  });

  test('a gap names the font of the language even if another font has the letter', async () => {
    expect(await gaps('偏', 'zh-TW')).toEqual(['偏 Traditional Chinese']);
    expect(await gaps('偏', 'zh')).toEqual([]);
    expect(await gaps('ㄅ', 'en')).toEqual([]);
  });
});
