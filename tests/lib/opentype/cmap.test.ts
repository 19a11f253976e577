import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { openSync } from 'fontkit';
import { describe, expect, test } from 'vitest';
import { type FontFile, readFont } from '../../../src/lib/opentype/cmap.ts';

const fileOf = (name: string): string => createRequire(import.meta.url).resolve(`@fontsource/${name}`);

async function charactersIn(name: string): Promise<readonly number[]> {
  const read = readFont(await readFile(fileOf(name)));
  if (typeof read === 'string') throw new Error(`${name} is ${read}`);
  return [...read.characters].sort((one, other) => one - other);
}

describe('readFont', () => {
  test.each([
    'source-serif-4/files/source-serif-4-cyrillic-400-normal.woff',
    'atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-400-italic.woff',
    // Formats 4 and 12, with characters beyond U+FFFF.
    'stix-two-math/files/stix-two-math-latin-400-normal.woff',
    'amiri/files/amiri-arabic-400-normal.woff',
    'noto-sans-jp/files/noto-sans-jp-0-400-normal.woff',
  ])('readFont finds the same characters as fontkit in %s', async (name) => {
    const font = openSync(fileOf(name));
    if (!('characterSet' in font)) throw new Error(`${name} is a collection`);
    const others = font.characterSet.filter((code) => font.glyphForCodePoint(code).id !== 0);
    expect(await charactersIn(name)).toEqual([...new Set(others)].sort((one, other) => one - other));
  });

  test('readFont rejects files that are no static TrueType fonts', async () => {
    const bytes = await readFile(fileOf('arimo/files/arimo-latin-400-normal.woff'));
    const cff = Buffer.from(bytes);
    cff.write('OTTO', 4, 'latin1');
    const variable = Buffer.from(bytes);
    variable.write('fvar', variable.indexOf('gasp', 0, 'latin1'), 'latin1');
    expect(readFont(cff)).toBe('cff');
    expect(readFont(variable)).toBe('variable');
    expect(readFont(await readFile(fileOf('arimo/files/arimo-latin-400-normal.woff2')))).toBe('damaged');
    for (const length of [0, 3, 40, 200, 1000]) {
      const read: FontFile | string = readFont(bytes.subarray(0, length));
      expect(typeof read === 'string' ? read : read.characters.size).toBe('damaged');
    }
  });
});
