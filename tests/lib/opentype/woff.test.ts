/** The font in a WOFF file is unpacked without changes. */

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { create } from 'fontkit';
import { expect, test } from 'vitest';
import { decodeWoff } from '../../../src/lib/opentype/woff.ts';

const PACKAGE = dirname(createRequire(import.meta.url).resolve('@fontsource/arimo/package.json'));

test('decodeWoff preserves tables, metrics and outlines', async () => {
  const woff = await readFile(join(PACKAGE, 'files/arimo-greek-700-normal.woff'));
  const font = decodeWoff(woff);
  expect(font.length).toBe(woff.readUInt32BE(16));
  const [packed, unpacked] = [create(woff), create(Buffer.from(font))];
  if (!('layout' in packed) || !('layout' in unpacked)) throw new Error('a collection');
  const outlines = ({ layout }: typeof packed) =>
    layout.call(packed, 'Αθήνα').glyphs.map(({ path, advanceWidth }) => [path.toSVG(), advanceWidth]);
  expect(
    unpacked.layout('Αθήνα').glyphs.map(({ path, advanceWidth }) => [path.toSVG(), advanceWidth]),
  ).toEqual(outlines(packed));
});
