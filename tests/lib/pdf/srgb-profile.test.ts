import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { srgbProfile } from '../../../src/lib/pdf/srgb-profile.ts';
import { srgbProfileFile } from './srgb-profile-source.ts';

/** Returns the color in an XYZ tag of a profile. */
function colorOf(profile: Buffer, tag: string): readonly number[] {
  const count = profile.readUInt32BE(128);
  for (let index = 0; index < count; index += 1) {
    const at = 132 + index * 12;
    if (profile.toString('latin1', at, at + 4) !== tag) continue;
    const start = profile.readUInt32BE(at + 4) + 8;
    return [0, 4, 8].map((offset) => profile.readInt32BE(start + offset) / 65536);
  }
  throw new Error(`no ${tag}`);
}

test('the sRGB profile in the source is up to date (`npm run srgb-profile` writes it)', async () => {
  const { url, text } = srgbProfileFile();
  expect(await readFile(url, 'utf8')).toBe(text);
});

test('the sRGB profile has the published primaries', () => {
  const profile = Buffer.from(srgbProfile());
  // sRGB adapted to D50, as published by the International Color Consortium to four places.
  const published = {
    rXYZ: [0.4361, 0.2225, 0.0139],
    gXYZ: [0.3851, 0.7169, 0.0971],
    bXYZ: [0.1431, 0.0606, 0.7139],
  };
  for (const [tag, color] of Object.entries(published)) {
    colorOf(profile, tag).forEach((value, index) => void expect(value).toBeCloseTo(color[index] ?? 0, 3));
  }
  const sum = ['rXYZ', 'gXYZ', 'bXYZ'].map((tag) => colorOf(profile, tag)[1] ?? 0).reduce((a, b) => a + b);
  expect(sum).toBeCloseTo(1, 4);
});

test('the sRGB profile is small and states its own length', () => {
  const profile = Buffer.from(srgbProfile());
  expect(profile.length).toBeLessThan(1000);
  expect(profile.readUInt32BE(0)).toBe(profile.length);
  expect(profile.length % 4).toBe(0);
});
