/** Tests that a file claims PDF/UA-1 and PDF/A-2a only if every glyph has a character. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { build } from '../../src/index.ts';
import { PdfFile } from '../../src/lib/pdf/pdf-file.ts';
import { showsNotdef } from '../../src/print/tagging/fonts/notdef.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'handpress-claims-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

async function claims(text: string): Promise<boolean> {
  writeFileSync(join(root, 'note.md'), `# Note\n\n${text}\n`);
  const { files } = await build({ root, inputs: ['note.md'], editions: ['handouts-a4'], cache: false });
  expect(files.length).toBe(1);
  const file = PdfFile.read(readFileSync(join(root, 'dist/note/note-a4.pdf')));
  const packet = file.inflate(file.stream(file.catalog.get('Metadata'))).toString();
  expect(packet).toContain('xmp:CreatorTool');
  return packet.includes('pdfuaid:part') && packet.includes('pdfaid:conformance');
}

test.each([
  ['letters that the fonts have', 'Drink enough: 5 µg, é, Ω, ж. Formula $$x^2$$.', true],
  ['emoji', 'A smile: 🙂, a family: 👨‍👩‍👧‍👦.', true],
  ['a sign that no font has', 'Air: 🜁.', true],
  ['a character for private use', 'A logo: \uF8FF.', false],
  ['a control character', 'A bell: \u0007.', true],
])('the claim of PDF/UA and PDF/A depends on the glyphs: %s', async (_name, text, expected) => {
  expect(await claims(text)).toBe(expected);
});

test.each([
  ['[<00370000>]TJ', true],
  ['<0000> Tj', true],
  ['[<0037>-5<00000011>]TJ', true],
  ['[<00370011>]TJ', false],
  ['[<10000011>]TJ', false],
  ['/Span<</ActualText <FEFF00000000> >> BDC', false],
  ['0 0000 0 rg', false],
])('finds the glyph .notdef in %s', (content, expected) => {
  expect(showsNotdef(Buffer.from(content, 'latin1'))).toBe(expected);
});
