/** Checks that readers find the same signs of an emergency wherever they look: strips, lists and drawing. */
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { containers, FOLDER, plainWords, readChapters, readDiary } from './publication.ts';

const chapters = await readChapters();
const diary = await readDiary();
const FULL_LIST = '07-questions-and-urgent-care.md';
const list = chapters.find(({ name }) => name === FULL_LIST)?.text ?? '';
const boxes = containers(list, 'urgent');
const withStrip = chapters.slice(0, 6);
const strip = containers(withStrip[0]?.text ?? '', 'urgent')[0] ?? '';

/** The paragraphs of a box, without the link to the full list. */
const parts = (box: string): readonly string[] => box.replace(/ \[See the full list.*$/, '').split('\n\n');
const KETAMINE = /after ketamine|breathing/;

test('every handout but the last has a strip of signs, and the seventh has the two full lists', () => {
  expect(withStrip.map(({ text }) => containers(text, 'urgent').length)).toEqual([1, 1, 1, 1, 1, 1]);
  expect(boxes).toHaveLength(2);
});

test.each(withStrip)('the strip of $name is the same as that of all others', ({ text }) => {
  expect(containers(text, 'urgent')[0]).toBe(strip);
});

test('the strip of the diary is the same, without the part about ketamine and the link', () => {
  const shared = parts(strip).filter((part) => !KETAMINE.test(part));
  expect(shared).toHaveLength(4);
  expect(parts(containers(diary.text, 'urgent')[0] ?? '')).toEqual(shared);
});

/** Words that name no sign. */
const LITTLE = new Set(
  `a after an and any anyone are as at be call comes does for from full gets has if in is it its ketamine list no not of or
  see that the them these they this to when while who with without you your 911 now box`.split(/\s+/),
);
const signWords = (text: string): ReadonlySet<string> =>
  new Set(
    plainWords(text)
      .split(' ')
      .filter((word) => !LITTLE.has(word)),
  );

describe('the strip and the full lists name the same signs', () => {
  const inLists = signWords(boxes.join(' '));
  const inStrip = signWords(parts(strip).join(' '));

  test('each sign of the strip is in the lists', () => {
    expect([...inStrip].filter((word) => !inLists.has(word))).toEqual([]);
  });

  test('each sign of the lists is in the strip, but for what makes a sign of the strip clearer', () => {
    const clearer = {
      starts: 'within a minute its at worst',
      new: 'usual aura more than 1 hour long',
      eye: 'lose sight suddenly',
      pregnancy: 'changed vision swollen hands',
      breathing: 'snoring cannot wake',
    };
    const known = new Set(Object.values(clearer).join(' ').split(' '));
    expect([...inLists].filter((word) => !inStrip.has(word) && !known.has(word))).toEqual([]);
    expect(Object.keys(clearer).filter((word) => !inStrip.has(word))).toEqual([]);
  });
});

test('no box has more than nine signs', () => {
  for (const box of boxes) expect(box.match(/^- /gm)?.length).toBeLessThanOrEqual(9);
});

test('a reader who thinks of self-harm is given 988 first, and 911 for danger now', () => {
  const help =
    '**If you think of harming yourself,** call or text 988 at any time. Call 911 if you are in danger now.';
  for (const text of [strip, boxes[1], diary.text]) expect(text).toContain(help);
});

test('each box of numbers says for which country they are', () => {
  for (const { text } of [...withStrip, diary, { text: list }]) {
    expect(text).toContain(
      'These numbers are for the United States. Elsewhere, call your own emergency number.',
    );
  }
});

test('the drawing of whom to call says only what the lists beside it say', async () => {
  const drawing = await readFile(new URL('images/who-to-call.svg', FOLDER), 'utf8');
  const labels = [...drawing.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, label]) =>
    plainWords(label ?? ''),
  );
  expect(labels.length).toBeGreaterThanOrEqual(8);
  expect(labels.filter((label) => !plainWords(list).includes(label))).toEqual([]);
});
