import { describe, expect, it } from 'vitest';
import { familyNamed } from '../../../src/runtime/fonts/family-by-name.ts';
import { findPackage } from '../../../src/runtime/fonts/packages.ts';
import { guardedHost } from '../../support/context.ts';
import { type Files, memoryHost } from '../../support/workbench.ts';

/** A project in memory. */
const placesWith = (files: Files, root = '/project') => ({
  root,
  host: guardedHost(root, memoryHost(files)),
});

const places = placesWith({});

async function opened(slug: string) {
  const found = await findPackage(slug, places);
  if (found === undefined) throw new Error(`${slug} is not installed`);
  return found;
}

/** A package of Fontsource in a project, with these bytes for its only part. */
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

describe('findPackage', () => {
  it('believes the font and not what is said of it: Atkinson has no Ĉ in its extended Latin', async () => {
    const { parts } = await opened('atkinson-hyperlegible-next');
    const extended = parts.find(({ name }) => name === 'latin-ext');
    expect([extended?.claims(0x108), await extended?.has(0x108)]).toEqual([true, false]);
    expect([extended?.claims(0x107), await extended?.has(0x107)]).toEqual([true, true]);
    expect(await extended?.unicodeRange()).toMatch(/^U\+100-107,U\+10a-113,/);
  });

  it('has slices by their number, and takes the whole of a family that is one part', async () => {
    const { parts } = await opened('noto-sans-jp');
    const slices = parts.filter(({ claims }) => claims(0x75c5));
    expect(slices.map(({ name }) => name)).toEqual([expect.stringMatching(/^\d+$/)]);
    const [math] = (await opened('stix-two-math')).parts;
    expect(await math?.has(0x222b)).toBe(true);
  });

  it('has the faces that there are, and takes the nearest for regular and bold', async () => {
    const faces = async (slug: string) =>
      (await opened(slug)).faces.map(({ weight, stands, style }) => `${weight} as ${stands} ${style}`);
    expect(await faces('noto-sans-hebrew')).toEqual(['400 as 400 normal', '700 as 700 normal']);
    expect(await faces('stix-two-math')).toEqual(['400 as 400 normal']);
    const hand = await findPackage('hand', placesWith(installed('', '')));
    expect(hand?.faces.map(({ weight, stands }) => [weight, stands])).toEqual([
      [500, 400],
      [800, 700],
    ]);
  });

  it('looks in the project and above it before it looks beside Handpress', async () => {
    const above = placesWith(installed('', ''), '/project/docs/book');
    expect((await findPackage('hand', above))?.family).toBe('Hand');
    expect(await findPackage('hand', placesWith({}, '/elsewhere'))).toBeUndefined();
    const onDisk = { root: '/elsewhere', host: guardedHost('/elsewhere') };
    expect(await findPackage('noto-sans-tc', onDisk)).toBeUndefined();
  });
});

describe('familyNamed', () => {
  it.each([
    ['serif', 'Source Serif 4'],
    ['sans', 'Atkinson Hyperlegible Next'],
    ['arimo', 'Arimo'],
    ['Noto Sans KR', 'Noto Sans KR'],
    ['@fontsource/amiri', 'Amiri'],
  ])('knows %s', async (name, family) => {
    expect(await familyNamed(name, places)).toMatchObject({ family: { name: family } });
  });

  it('names the nearest known, and the package that would be installed', async () => {
    expect(await familyNamed('Arimoo', places)).toEqual({ unknown: { near: 'Arimo', slug: 'arimoo' } });
    expect(await familyNamed('Comic Neue', places)).toEqual({ unknown: { slug: 'comic-neue' } });
    expect(await familyNamed('../../etc', places)).toMatchObject({ unknown: { slug: 'etc' } });
  });

  it('refuses what cannot be embedded', async () => {
    const damaged = placesWith(installed('', 'no font'));
    expect(await familyNamed('Hand', damaged)).toEqual({ fault: 'damaged', slug: 'hand' });
  });
});
