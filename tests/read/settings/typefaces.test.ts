import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { readEditions } from '../../../src/read/read-publication.ts';
import { type Files, formatDiagnostics, memoryHost, openWorkbench } from '../../support/workbench.ts';

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
  const { context, diagnostics } = openWorkbench(memoryHost({ 'handpress.yaml': yaml, ...files }));
  const editions = await readEditions(context);
  return { diagnostics, editions };
}

test('accepts an installed Fontsource family', async () => {
  const { diagnostics, editions } = await judged('{ text: House, headings: Arimo }', await house(() => {}));
  expect(diagnostics).toEqual([]);
  expect(editions?.find('book-mine')[0]).toMatchObject({
    typefaces: { text: 'House', headings: 'Arimo' },
  });
});

test('reports an unknown family at its location', async () => {
  const { diagnostics, editions } = await judged('{ text: serif, headings: Arimoo }');
  expect(formatDiagnostics(diagnostics)).toEqual(['typeface-unknown handpress.yaml:3:41']);
  expect(diagnostics[0]?.hint).toContain('`Arimo`');
  expect(editions).toBeUndefined();
});

test.each([
  ['variable', (font: Buffer) => font.write('fvar', font.indexOf('gasp', 0, 'latin1'), 'latin1')],
  ['CFF', (font: Buffer) => font.write('OTTO', 4, 'latin1')],
  ['cannot be read', (font: Buffer) => font.fill(0)],
] as const)('rejects a family that cannot be embedded: %s', async (word, change) => {
  const { diagnostics } = await judged('{ text: House }', await house((font) => void change(font)));
  expect(formatDiagnostics(diagnostics)).toEqual(['typeface-unsuitable handpress.yaml:3:24']);
  expect(diagnostics[0]?.message).toContain(word);
});
