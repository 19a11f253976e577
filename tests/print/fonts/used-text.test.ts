/** Tests what is collected of a text, against the whole text: its characters in NFC, and its clusters. */
import { describe, expect, test } from 'vitest';
import { listClusters } from '../../../src/print/fonts/clusters.ts';
import { UsedText } from '../../../src/print/fonts/used-text.ts';

function collect(pieces: readonly string[]): UsedText {
  const used = new UsedText();
  for (const piece of pieces) used.add(piece);
  return used;
}

/** Fails unless a text in pieces has the same characters and clusters as the whole text. */
function expectSame(pieces: readonly string[]): void {
  const [used, whole] = [collect(pieces), pieces.join('')];
  const shown = JSON.stringify(pieces);
  expect(used.listComposed(), shown).toEqual([...new Set(whole.normalize('NFC'))]);
  expect(listClusters(used.joinClusters()), shown).toEqual(listClusters(whole));
}

describe('a text in pieces', () => {
  const texts: readonly (readonly [what: string, pieces: readonly string[]])[] = [
    ['plain words', ['Some words', '', ' and “more” of them – in 7 pieces', '\n']],
    ['a mark in a piece of its own', ['a cafe', '\u0301', ' here', ' and there']],
    ['a mark at the start', ['\u0301', 'a', 'b', 'c\u0323\u0301']],
    ['marks in another order', ['x', 'q\u0301\u0323', 'y']],
    ['a sign that composes with nothing', ['5 \u2126', ' and 3 \u212B']],
    ['emoji over several pieces', ['no', '\u{1F469}', '\u200D', '\u{1F680}', 'more', '\u2764', '\uFE0F']],
    ['a keycap and a flag', ['1', '\uFE0F\u20E3', 'then', '\u{1F1EB}', '\u{1F1F7}', 'end']],
    ['letters of Hangul', ['\u1112', '\u1161', '\u11AB', 'text']],
    ['kana with a mark', ['か', '\u3099', '漢字']],
    ['halves of a surrogate pair', ['a\uD83D', '\uDE00b', '\uDE00']],
    ['a back link with a variation selector', ['word', '↩\uFE0E', 'word']],
  ];
  test.each(texts)('has the characters and the clusters of the whole: %s', (_what, pieces) => {
    expectSame(pieces);
  });

  test('has them for pieces in any order', () => {
    const alphabet = [...'a1ñ ', 'e', '\u0301', '\u0323', '\u1112', '\u1161', '\u11AB', '\uFE0F', '\u200D'];
    alphabet.push('\u{1F469}', '\u{1F3FD}', '\u{1F1EB}', 'か', '\u3099', 'ש', '\u05B8', '\u2126', '\u20E3');
    let state = 1;
    const choose = (count: number): number => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * count);
    };
    for (let times = 0; times < 3000; times += 1) {
      const piece = () => Array.from({ length: choose(4) }, () => alphabet[choose(alphabet.length)]).join('');
      expectSame(Array.from({ length: 1 + choose(7) }, piece));
    }
  });
});

test('every character that Unicode composes with another makes the order of a text count', () => {
  for (let code = 0xc0; code <= 0x2fa1d; code += 1) {
    const composed = String.fromCodePoint(code);
    const [first = '', ...others] = composed.normalize('NFD');
    if (others.length === 0 || composed.normalize('NFC') !== composed) continue;
    const used = collect([first, ...others]);
    expect(used.listComposed(), code.toString(16)).toEqual([composed]);
  }
});

test('plain text has nothing in which to look for clusters', () => {
  expect(collect(['Some words', ' and “more”', '漢字']).joinClusters()).toBe('');
  expect(collect(['a', 'b', 'c', 'd\u0301', 'e', 'f', 'g']).joinClusters()).toBe('\ncd\u0301e');
});
