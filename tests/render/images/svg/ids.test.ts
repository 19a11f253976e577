/**
 * Tests ids of drawings and references to them: ids become valid and unique, references to missing ids are
 * removed.
 */
import { describe, expect, test } from 'vitest';
import { readSvg } from '../../../../src/render/images/svg/svg.ts';
import { HEAVY } from '../../../support/heavy-drawings.ts';

async function normalized(inside: string): Promise<string> {
  const result = await readSvg(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">${inside}</svg>`);
  if (result.kind !== 'safe') throw new Error(result.kind);
  return result.xml.replace(/^<svg[^>]*>|<\/svg>$/g, '').replaceAll(/><\/\w+>/g, '/>');
}

describe('ids', () => {
  test.each([
    ['that is a name', '<g id="a-1.x"/>', '<g id="a-1.x"/>'],
    ['with a space', '<g id="Frame 1"/><use href="#Frame 1"/>', '<g id="Frame_1"/><use href="#Frame_1"/>'],
    ['of digits', '<g id="12"/><use href="#12"/>', '<g id="_12"/><use href="#_12"/>'],
    ['of which another has the name', '<g id="a b"/><g id="a_b"/>', '<g id="a_b-2"/><g id="a_b"/>'],
    ['that is there twice', '<g id="a"/><path id="a"/>', '<g id="a"/><path/>'],
    ['that is empty', '<g id=""/>', '<g/>'],
    [
      'with a colon, in a list',
      '<g id="a:b" aria-labelledby="gone a:b"/>',
      '<g id="a_b" aria-labelledby="a_b"/>',
    ],
    [
      'in a style',
      '<radialGradient id="1"/><g style="fill:url(#1);stroke:#123"/>',
      '<radialGradient id="_1"/><g style="fill:url(#_1);stroke:#123"/>',
    ],
    [
      'in a style sheet',
      '<style>#\\31 , .a{mask:url("#1") } #abc{fill:#fff}</style><g id="1"/><g id="abc"/>',
      '<style>#_1, .a{mask:url(#_1) } #abc{fill:#fff}</style><g id="_1"/><g id="abc"/>',
    ],
  ])('normalizes an id: %s', async (_, inside, expected) => {
    expect(await normalized(inside)).toBe(expected);
  });
});

describe('references', () => {
  test.each([
    [
      'with a sign written as its bytes',
      '<g id="a b"/><use href="#a%20b"/>',
      '<g id="a_b"/><use href="#a_b"/>',
    ],
    [
      'to a name, written as its bytes',
      '<mask id="a"/><g mask="url(#%61)"/>',
      '<mask id="a"/><g mask="url(#a)"/>',
    ],
    ['to nothing', '<use href="#gone"/><a href="#gone"/>', '<use/><a/>'],
    ['to what is not drawn', '<mask id="a"/><use href="#a"/>', '<mask id="a"/><use/>'],
    ['of an animation to nothing', '<animate href="#gone" attributeName="x"/>', ''],
    [
      'to no paint',
      '<g id="a" fill="url(#a)" stroke="url(#gone) red"/>',
      '<g id="a" fill="none" stroke="red"/>',
    ],
    [
      'to no paint in a style',
      '<g style="stroke:url(#gone);fill:url(#x) #123"/>',
      '<g style="stroke:none;fill:#123"/>',
    ],
    ['to what had no such name', '<mask id="1"/><g mask="url(#_1)"/>', '<mask id="_1"/><g mask="url(#-)"/>'],
  ])('normalizes a reference: %s', async (_, inside, expected) => {
    expect(await normalized(inside)).toBe(expected);
  });

  test('resolves references in every notation', async () => {
    const heavy = HEAVY.masks(90);
    for (const [id, reference] of [
      ['a', '%61'],
      ['a b', 'a%20b'],
      ['a%20b', 'a%20b'],
      ['é', '%C3%A9'],
    ]) {
      const drawing = heavy.replace('id="a"', `id="${id}"`).replaceAll('#a', `#${reference}`);
      expect(await readSvg(drawing)).toMatchObject({ kind: 'complex' });
    }
  });
});
