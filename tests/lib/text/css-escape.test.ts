import { describe, expect, test } from 'vitest';
import { isolateDirection, toCssString } from '../../../src/lib/text/css-escape.ts';

/** Reads a CSS string as https://www.w3.org/TR/css-syntax-3/#consume-string-token does. */
function readCssString(css: string): string {
  expect(css).toMatch(/^"[^"\n\r\f]*"$/);
  return css
    .slice(1, -1)
    .replace(/\\([0-9a-f]{1,6})\s?|\\(.)/gi, (_escape, hex: string | undefined, plain: string) =>
      hex === undefined ? plain : String.fromCodePoint(Number.parseInt(hex, 16)),
    );
}

describe('toCssString', () => {
  test.each([
    'Plain words',
    'He said "now"',
    "It's & that's",
    'C:\\new\\folder',
    '</style><script>alert(1)</script>',
    'a\\',
    '& 2 <b 3 "c',
    'Ein Maß für Köpfe – 頭痛 🙂',
    '\u0001\u007F',
  ])('toCssString preserves the text %j', (text) => {
    expect(readCssString(toCssString(text))).toBe(text);
  });

  test('toCssString escapes every character that can end a string, a line or an element', () => {
    expect(toCssString('</style>"\\\n\'&')).not.toMatch(/[<>&'\n]|\\[^0-9a-f]|".*".*"/);
  });

  test('toCssString joins lines and drops characters that CSS cannot express', () => {
    expect(readCssString(toCssString('  one\r\n two\f\u0000three\uD800 '))).toBe('one two three');
  });
});

describe('isolateDirection', () => {
  test('isolateDirection isolates only text of the other direction', () => {
    expect(isolateDirection('What?', 'rtl')).toBe('\u2068What?\u2069');
    expect(isolateDirection('“מהי?”', 'ltr')).toBe('\u2068“מהי?”\u2069');
    for (const text of ['What?', '2026', '']) expect(isolateDirection(text, 'ltr')).toBe(text);
    expect(isolateDirection('ما؟ (English)', 'rtl')).toBe('ما؟ (English)');
  });
});
