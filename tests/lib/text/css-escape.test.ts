import { describe, expect, it } from 'vitest';
import { cssString, isolated } from '../../../src/lib/text/css-escape.ts';

/** Reads a CSS string as https://www.w3.org/TR/css-syntax-3/#consume-string-token does. */
function readCssString(css: string): string {
  expect(css).toMatch(/^"[^"\n\r\f]*"$/);
  return css
    .slice(1, -1)
    .replace(/\\([0-9a-f]{1,6})\s?|\\(.)/gi, (_escape, hex: string | undefined, plain: string) =>
      hex === undefined ? plain : String.fromCodePoint(Number.parseInt(hex, 16)),
    );
}

describe('cssString', () => {
  it.each([
    'Plain words',
    'He said "now"',
    "It's & that's",
    'C:\\new\\folder',
    '</style><script>alert(1)</script>',
    'a\\',
    '& 2 <b 3 "c',
    'Ein Maß für Köpfe – 頭痛 🙂',
    '\u0001\u007F',
  ])('means the text it was given: %j', (text) => {
    expect(readCssString(cssString(text))).toBe(text);
  });

  it('has no character that could end a string, a line or an element', () => {
    expect(cssString('</style>"\\\n\'&')).not.toMatch(/[<>&'\n]|\\[^0-9a-f]|".*".*"/);
  });

  it('makes one line of several, and drops what CSS has no way to write', () => {
    expect(readCssString(cssString('  one\r\n two\f\u0000three\uD800 '))).toBe('one two three');
  });
});

describe('isolated', () => {
  it('keeps a text that runs the other way together, and leaves others as they are', () => {
    expect(isolated('What?', 'rtl')).toBe('\u2068What?\u2069');
    expect(isolated('“מהי?”', 'ltr')).toBe('\u2068“מהי?”\u2069');
    for (const text of ['What?', '2026', '']) expect(isolated(text, 'ltr')).toBe(text);
    expect(isolated('ما؟ (English)', 'rtl')).toBe('ما؟ (English)');
  });
});
