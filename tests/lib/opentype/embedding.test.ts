/** What font files say of themselves: format, outlines, embedding bits. */
import { expect, test } from 'vitest';
import { readFontFacts } from '../../../src/lib/opentype/embedding.ts';
import { emptyFont, fontFile, trueTypeFont, withEmbedding } from '../../support/fonts.ts';

const SERIF = 'source-serif-4-latin-400-normal';

test('reads a font in three formats', () => {
  const plain = { outlines: 'truetype', isVariable: false, embedding: 0 };
  expect(readFontFacts(fontFile(`${SERIF}.woff2`))).toEqual({ ...plain, format: 'woff2' });
  expect(readFontFacts(fontFile(`${SERIF}.woff`))).toEqual({ ...plain, format: 'woff' });
  expect(readFontFacts(trueTypeFont())).toEqual({ ...plain, format: 'ttf' });
});

test('reads embedding bits', () => {
  expect(readFontFacts(withEmbedding(trueTypeFont(), 0x0302))?.embedding).toBe(0x0302);
});

test('knows PostScript outlines and variable fonts', () => {
  const tags = ['OS/2', 'cmap', 'head'];
  expect(readFontFacts(emptyFont('OTTO', ['CFF ', ...tags]))).toMatchObject({
    format: 'otf',
    outlines: 'cff',
  });
  expect(readFontFacts(emptyFont('\0\x01\0\0', [...tags, 'fvar']))).toMatchObject({
    format: 'ttf',
    isVariable: true,
  });
});

test.each([
  ['another file', new TextEncoder().encode('<svg/>')],
  ['nothing', new Uint8Array()],
  ['a font that is cut short', trueTypeFont().subarray(0, 100)],
  ['a WOFF that is cut short', fontFile(`${SERIF}.woff`).subarray(0, 1000)],
  ['a WOFF2 that is cut short', fontFile(`${SERIF}.woff2`).subarray(0, 1000)],
  ['a font without characters', emptyFont('OTTO', ['CFF '])],
  ['a collection of fonts', Buffer.from('ttcf')],
])('refuses %s', (_name, bytes) => {
  expect(readFontFacts(bytes)).toBeUndefined();
});
