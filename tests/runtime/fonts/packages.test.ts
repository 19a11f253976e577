/** Packages of Fontsource, and families by name. */
import { describe, expect, test } from 'vitest';
import { findFamily } from '../../../src/runtime/fonts/family-by-name.ts';
import { findFontPackage } from '../../../src/runtime/fonts/packages.ts';
import { guardedHost } from '../../support/context.ts';
import { type Files, memoryHost } from '../../support/workbench.ts';

/** A project in memory. */
const placesWith = (files: Files, root = '/project') => ({
  root,
  host: guardedHost(root, memoryHost(files)),
});

const places = placesWith({});

async function opened(slug: string) {
  const found = await findFontPackage(slug, places);
  if (found === undefined) throw new Error(`${slug} is not installed`);
  return found;
}

/** A Fontsource package in a project, with these bytes as its only subset. */
const installed = (folder: string, bytes: string): Files => ({
  [`${folder}node_modules/@fontsource/hand/metadata.json`]: JSON.stringify({
    family: 'Hand',
    category: 'handwriting',
    weights: [300, 500, 800],
    styles: ['normal'],
  }),
  [`${folder}node_modules/@fontsource/hand/unicode.json`]: '{"latin":"U+0-FF"}',
  [`${folder}node_modules/@fontsource/hand/files/hand-latin-500-normal.woff`]: bytes,
});

describe('findFontPackage', () => {
  test('finds characters in the font file, not in the metadata: Atkinson has no Ĉ in its extended Latin', async () => {
    const { subsets } = await opened('atkinson-hyperlegible-next');
    const extended = subsets.find(({ name }) => name === 'latin-ext');
    expect([extended?.declares(0x108), await extended?.has(0x108)]).toEqual([true, false]);
    expect([extended?.declares(0x107), await extended?.has(0x107)]).toEqual([true, true]);
    expect(await extended?.computeUnicodeRange()).toMatch(/^U\+100-107,U\+10a-113,/);
  });

  test('names slices by number, and uses all characters of a family with one subset', async () => {
    const { subsets } = await opened('noto-sans-jp');
    const slices = subsets.filter(({ declares }) => declares(0x75c5));
    expect(slices.map(({ name }) => name)).toEqual([expect.stringMatching(/^\d+$/)]);
    const [math] = (await opened('stix-two-math')).subsets;
    expect(await math?.has(0x222b)).toBe(true);
  });

  test('selects the nearest available weights for regular and bold', async () => {
    const faces = async (slug: string) =>
      (await opened(slug)).faces.map(({ weight, cssWeight, style }) => `${weight} as ${cssWeight} ${style}`);
    expect(await faces('noto-sans-hebrew')).toEqual(['400 as 400 normal', '700 as 700 normal']);
    expect(await faces('stix-two-math')).toEqual(['400 as 400 normal']);
    const hand = await findFontPackage('hand', placesWith(installed('', '')));
    expect(hand?.faces.map(({ weight, cssWeight }) => [weight, cssWeight])).toEqual([
      [500, 400],
      [800, 700],
    ]);
  });

  test('searches the project and its parent folders before the packages of Handpress', async () => {
    const above = placesWith(installed('', ''), '/project/docs/book');
    expect((await findFontPackage('hand', above))?.family).toBe('Hand');
    expect(await findFontPackage('hand', placesWith({}, '/elsewhere'))).toBeUndefined();
    const onDisk = { root: '/elsewhere', host: guardedHost('/elsewhere') };
    expect(await findFontPackage('noto-sans-tc', onDisk)).toBeUndefined();
  });
});

describe('findFamily', () => {
  test.each([
    ['serif', 'Source Serif 4'],
    ['sans', 'Atkinson Hyperlegible Next'],
    ['arimo', 'Arimo'],
    ['Noto Sans KR', 'Noto Sans KR'],
    ['@fontsource/amiri', 'Amiri'],
  ])('finds the family %s', async (name, family) => {
    expect(await findFamily(name, places)).toMatchObject({ family: { name: family } });
  });

  test('suggests the nearest name and the package of an unknown family', async () => {
    expect(await findFamily('Arimoo', places)).toEqual({ kind: 'unknown', near: 'Arimo', slug: 'arimoo' });
    expect(await findFamily('Comic Neue', places)).toEqual({ kind: 'unknown', slug: 'comic-neue' });
    expect(await findFamily('../../etc', places)).toMatchObject({ kind: 'unknown', slug: 'etc' });
  });

  test('refuses a font that cannot be embedded', async () => {
    const damaged = placesWith(installed('', 'no font'));
    expect(await findFamily('Hand', damaged)).toEqual({ kind: 'unsuitable', fault: 'damaged', slug: 'hand' });
  });
});
