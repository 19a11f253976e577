import { describe, expect, it } from 'vitest';
import { fontFaces, fontNeeds, fontStacks } from '../../src/pdf/fonts.ts';

const noCode = { sections: [] };

async function needed(text: string, kind: 'book' | 'handouts'): Promise<readonly string[]> {
  const { subsets } = await fontNeeds(text, fontStacks(kind, noCode));
  return subsets.map(({ family, name }) => `${family.name} ${name}`).sort();
}

describe('fontNeeds', () => {
  it('takes plain Latin of one family for a handout, of two for a book', async () => {
    expect(await needed('Café “naïve” – 3 €', 'handouts')).toEqual(['Atkinson Hyperlegible Next latin']);
    expect(await needed('Café', 'book')).toEqual([
      'Atkinson Hyperlegible Next latin',
      'Source Serif 4 latin',
    ]);
  });

  it('adds a script only when a character of it is there', async () => {
    expect(await needed('Łódź', 'handouts')).toEqual([
      'Atkinson Hyperlegible Next latin',
      'Atkinson Hyperlegible Next latin-ext',
    ]);
  });

  it('lets the other family help out with a script of its own', async () => {
    expect(await needed('β-blocker', 'handouts')).toEqual([
      'Atkinson Hyperlegible Next latin',
      'Source Serif 4 greek',
    ]);
  });

  it('lists what no font has, once, and nothing that leaves no mark', async () => {
    const { missing } = await fontNeeds('→ ok 頭→\u00AD\u200D\uFE0F\n\t🙂', fontStacks('handouts', noCode));
    expect(missing).toEqual(['→', '頭', '🙂']);
  });
});

describe('fontFaces', () => {
  it('embeds real bold and italic files of the subset, none from outside', async () => {
    const { subsets } = await fontNeeds('a', fontStacks('handouts', noCode));
    const css = await fontFaces(subsets);
    const faces = [
      ...css.matchAll(/font-weight:(\d+);font-style:(\w+);src:url\(data:font\/woff2;base64,([^)]+)\)/g),
    ];
    expect(faces.map(([, weight, style]) => `${weight} ${style}`)).toEqual([
      '400 normal',
      '400 italic',
      '700 normal',
      '700 italic',
    ]);
    for (const [, , , data = ''] of faces) {
      expect(Buffer.from(data, 'base64').subarray(0, 4).toString()).toBe('wOF2');
    }
    expect(css.match(/url\(/g)).toHaveLength(4);
    expect(css).toContain('unicode-range:U+0000-00FF');
  });
});
