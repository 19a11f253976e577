/** A project's own style in print: its fonts get into the file, and a changed file of it prints it again. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PDFDocument } from '@cantoo/pdf-lib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { build } from '../../src/index.ts';
import { fontFile } from '../support/fonts.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'handpress-own-style-'));
  put('content/note.md', '---\neditions: [handouts-ward]\n---\n\n# Note\n\nDrink enough.\n');
  put('handpress.yaml', 'editions:\n  ward:\n    extends: a4\n    styles: [ward.css]\n');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

async function buildPrint() {
  const { diagnostics } = await build({ root, cache: join(root, '.cache') });
  return {
    codes: diagnostics.filter(({ severity }) => severity !== 'note').map(({ code }) => code),
    fonts: async () => {
      const bytes = readFileSync(join(root, 'dist/note/note-ward.pdf'));
      const objects = (await PDFDocument.load(bytes)).context.enumerateIndirectObjects();
      return objects.flatMap(([, object]) => /\/BaseFont \/[A-Z]{6}\+(\S+)/.exec(String(object))?.[1] ?? []);
    },
  };
}

test('embeds a font of the project, and prints again when the font or an imported sheet changes', async () => {
  put('styles/ward.css', '@import "base.css";\n@font-face { font-family: Ward; src: url(ward.woff2) }');
  put('styles/base.css', 'p { font-family: Ward, var(--text) }');
  put('styles/ward.woff2', fontFile('source-serif-4-latin-400-normal.woff2'));
  const first = await buildPrint();
  expect(first.codes).toEqual([]);
  expect(await first.fonts()).toContain('SourceSerif4-Regular');
  put('styles/ward.woff2', fontFile('source-serif-4-latin-400-italic.woff2'));
  const second = await buildPrint();
  expect(second.codes).toEqual([]);
  expect(await second.fonts()).toContain('SourceSerif4-Italic');
  expect(await second.fonts()).not.toContain('SourceSerif4-Regular');
  put('styles/base.css', 'p { color: navy }');
  expect((await (await buildPrint()).fonts()).join()).not.toContain('SourceSerif4');
}, 60_000);

test('does not publish a page with a broken style', async () => {
  put('styles/ward.css', 'p { color: #333');
  expect((await buildPrint()).codes).toEqual(['style-broken']);
}, 60_000);
