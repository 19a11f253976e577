import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { readEditions } from '../../../src/read/read-publication.ts';
import { benchOver, type Files, memoryHost, told } from '../../support/workbench.ts';

const ARIMO = createRequire(import.meta.url).resolve('@fontsource/arimo/files/arimo-latin-400-normal.woff');

/** A package of Fontsource in the project whose only part is Arimo, changed. */
async function house(change: (font: Buffer) => void): Promise<Files> {
  const font = Buffer.from(await readFile(ARIMO));
  change(font);
  const folder = 'node_modules/@fontsource/house';
  return {
    [`${folder}/metadata.json`]:
      '{"family":"House","category":"serif","weights":[400,700],"styles":["normal"]}',
    [`${folder}/unicode.json`]: '{"latin":"U+0-FF"}',
    [`${folder}/files/house-latin-400-normal.woff`]: font,
  };
}

async function judged(typefaces: string, files: Files = {}) {
  const yaml = `editions:\n  mine:\n    typefaces: ${typefaces}\n`;
  const { context, diagnostics } = benchOver(memoryHost({ 'handpress.yaml': yaml, ...files }));
  const editions = await readEditions(context);
  return { diagnostics, editions };
}

test('a family of Fontsource that the project has can be named', async () => {
  const { diagnostics, editions } = await judged('{ text: House, headings: Arimo }', await house(() => {}));
  expect(diagnostics).toEqual([]);
  expect(editions?.named('book-mine')[0]).toMatchObject({
    typefaces: { text: 'House', headings: 'Arimo' },
  });
});

test('one that is nowhere is an error at its place', async () => {
  const { diagnostics, editions } = await judged('{ text: serif, headings: Arimoo }');
  expect(told(diagnostics)).toEqual(['typeface-unknown handpress.yaml:3:41']);
  expect(diagnostics[0]?.hint).toContain('`Arimo`');
  expect(editions).toBeUndefined();
});

test.each([
  ['variable', (font: Buffer) => font.write('fvar', font.indexOf('gasp', 0, 'latin1'), 'latin1')],
  ['CFF', (font: Buffer) => font.write('OTTO', 4, 'latin1')],
  ['cannot be read', (font: Buffer) => font.fill(0)],
] as const)('one that cannot be embedded is refused: %s', async (word, change) => {
  const { diagnostics } = await judged('{ text: House }', await house((font) => void change(font)));
  expect(told(diagnostics)).toEqual(['typeface-unsuitable handpress.yaml:3:24']);
  expect(diagnostics[0]?.message).toContain(word);
});
