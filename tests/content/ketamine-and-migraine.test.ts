/** Checks what a program can check of the first publication: its length, its reading level, and claims that it must not make. */
import { describe, expect, test } from 'vitest';
import { blocks, fleschKincaid, sentences, words } from './prose.ts';
import { readChapters, readDiary } from './publication.ts';

const chapters = await readChapters();
const diary = await readDiary();

/** Claims that the evidence does not support. A sentence that denies one may name it. */
const CLAIMS =
  /\b(?:proven|cure[sd]?|miracle|breakthrough|incredible|guarantee\w*|risk-free|no side effects|healing|long-term (?:relief|recovery)|perfect for)\b|100 ?%/i;
const DENIAL = /\b(?:not|no|never|nobody|cannot|without)\b/i;

const sentencesOf = (text: string): readonly string[] => blocks(text).flatMap((block) => sentences(block));

test('there are eight chapters', () => {
  expect(chapters).toHaveLength(8);
});

describe.each(chapters)('$name', ({ name, text }) => {
  // The signs of an emergency are the same on every handout, and `emergency.test.ts` holds their number.
  test('the chapter has 300 to 700 words besides the boxes of signs, that about studies 820', () => {
    const count = words(blocks(text.replace(/^:::urgent.*?^:::$/gms, '')).join(' ')).length;
    expect(count).toBeGreaterThanOrEqual(300);
    expect(count).toBeLessThanOrEqual(name.startsWith('04') ? 820 : 700);
  });

  test('the chapter reads at grade 8 or below (Flesch-Kincaid)', () => {
    expect(fleschKincaid(text)).toBeLessThanOrEqual(8);
  });

  test('the chapter has no sentence of more than 30 words', () => {
    expect(sentencesOf(text).filter((sentence) => words(sentence).length > 30)).toEqual([]);
  });

  test('the chapter makes no forbidden claim', () => {
    expect(sentencesOf(text).filter((one) => CLAIMS.test(one) && !DENIAL.test(one))).toEqual([]);
  });

  test('the chapter uses “approved” only with the purpose, or with “not”', () => {
    const loose = sentencesOf(text).filter(
      (one) =>
        /FDA[- ]approved|approved by (?:the )?FDA/i.test(one) &&
        !/for (?:general )?an[a]?esthe|\bnot?\b/i.test(one),
    );
    expect(loose).toEqual([]);
  });

  test('the chapter names no dose', () => {
    expect(sentencesOf(text).filter((one) => /\d\s*(?:mg|mcg|µg|ml|mg\/kg)\b/i.test(one))).toEqual([]);
  });

  test('the chapter labels no person', () => {
    const stigma = /\b(?:addicts?|abusers?|junkies?|sufferers?|suffers from|migraineurs?|club drug)\b/i;
    expect(sentencesOf(text).filter((one) => stigma.test(one))).toEqual([]);
  });

  test('the chapter gives no percentage without a count', () => {
    expect(sentencesOf(text).filter((one) => one.includes('%') && !/\d+ of (?:the )?\d+/.test(one))).toEqual(
      [],
    );
  });
});

test.each(['02', '04', '05'])(
  'chapter %s says early that ketamine is not approved for migraine',
  (number) => {
    const text = chapters.find(({ name }) => name.startsWith(number))?.text ?? '';
    expect(words(blocks(text).join(' ')).slice(0, 120).join(' ')).toContain('not approved');
  },
);

test('the diary reads at grade 8 or below and names no dose', () => {
  const { text } = diary;
  expect(fleschKincaid(text)).toBeLessThanOrEqual(8);
  expect(text).not.toMatch(/\d\s*(?:mg|mcg|µg|ml)\b/i);
});
