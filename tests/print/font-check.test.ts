/** Tests that no font of the system gets into a file, and that a file with the glyph `.notdef` claims no standard. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { build } from '../../src/index.ts';
import { dict, Stream } from '../../src/lib/pdf/objects.ts';
import { collectPages } from '../../src/lib/pdf/page-tree.ts';
import { PdfFile } from '../../src/lib/pdf/pdf-file.ts';
import { writePdf } from '../../src/lib/pdf/writer.ts';
import { openPress } from '../../src/print/index.ts';
import { printHandout } from '../../src/print/print-handout.ts';
import { sampleBook, sampleSection } from '../support/sample-book.ts';
import { HANDOUTS, printBench } from './workbench.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'handpress-fonts-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Builds a note with a style sheet of its project. */
function buildNote(style: string) {
  mkdirSync(join(root, 'styles'));
  writeFileSync(join(root, 'styles/own.css'), style);
  writeFileSync(join(root, 'handpress.yaml'), 'editions:\n  a4:\n    styles: [own.css]\n');
  writeFileSync(join(root, 'note.md'), '# Note\n\nDrink enough.\n');
  return build({ root, inputs: ['note.md'], editions: ['handouts-a4'], cache: false });
}

const seriousCodes = ({ diagnostics }: Awaited<ReturnType<typeof buildNote>>) =>
  diagnostics.filter(({ severity }) => severity !== 'note').map(({ code }) => code);

describe('a font of the system', () => {
  test.each(['serif', 'Georgia', '"No Such Family", monospace'])(
    '%s in a style is an error',
    async (family) => {
      const result = await buildNote(`p { font-family: ${family}; }`);
      expect(seriousCodes(result)).toEqual(['font-foreign']);
      expect(result.files).toEqual([]);
    },
  );

  test('the stacks of the document in a style are no error', async () => {
    const result = await buildNote(
      'p { font-family: var(--mono); } h1 { font-family: "Source Serif 4", var(--text); }',
    );
    expect(seriousCodes(result)).toEqual([]);
  });
});

describe('the words of a drawing', () => {
  const words = (families: string) =>
    families
      .split('|')
      .map((family, row) => `<text y="${row * 20 + 20}" font-family="${family}">Words</text>`);

  test.each([
    ['a drawing in the page', ''],
    ['a drawing with a style sheet, which stays an image', '<style>text { fill: black }</style>'],
  ])('%s: they are in faces of ours like those that it names', async (_name, sheet) => {
    const rows = words("Georgia, serif|Courier|Helvetica|'Comic Sans MS'").join('');
    const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 90">${sheet}${rows}</svg>`;
    writeFileSync(join(root, 'drawing.svg'), drawing);
    writeFileSync(join(root, 'note.md'), '# Note\n\n![Four words.](drawing.svg)\n');
    const result = await build({ root, inputs: ['note.md'], editions: ['handouts-a4'], cache: false });
    expect(seriousCodes(result)).toEqual([]);
    const names = fontNames(readFileSync(join(root, 'dist/note/note-a4.pdf'))).join(' ');
    expect(names).toMatch(/SourceSerif4-Regular/);
    expect(names).toMatch(/AtkinsonHyperlegibleMono/);
    expect(names).toMatch(/Arimo-Regular/);
    expect(names).toMatch(/AtkinsonHyperlegibleNext-Regular/);
  });
});

test('a character that only a style prints is a box of our own, and a warning', async () => {
  const result = await buildNote('p::before { content: "\\1F701"; }');
  expect(seriousCodes(result)).toEqual(['glyph-boxed']);
  const bytes = readFileSync(join(root, 'dist/note/note-a4.pdf'));
  expect(fontNames(bytes)).toContain('HandpressLastResort');
});

function fontNames(bytes: Uint8Array): readonly string[] {
  const file = PdfFile.read(bytes);
  return collectPages(file).flatMap((page) => {
    const fonts = file.dict(file.dict(file.dict(page).get('Resources')).get('Font'));
    return [...fonts.values()].map((font) => String(file.dict(font).get('BaseFont')).replace(/^\/\w+\+/, ''));
  });
}

/** Replaces the first glyph that a page shows by `.notdef`. */
async function breakGlyph(bytes: Uint8Array): Promise<Uint8Array> {
  const file = PdfFile.read(bytes);
  for (const page of collectPages(file)) {
    const content = file.inflate(file.stream(file.dict(page).get('Contents'))).toString('latin1');
    const broken = content.replace(/<[0-9A-F]{4}(?=[0-9A-F]*> Tj)/, '<0000');
    file.dict(page).set('Contents', file.add(new Stream(dict({}), Buffer.from(broken, 'latin1'))));
  }
  return writePdf(file);
}

test('a file that shows a missing glyph claims no standard, and a warning says so', async () => {
  const { context, diagnostics } = printBench();
  const press = openPress({ jobs: 1, debug: false }, context);
  const book = sampleBook({
    scope: 'chapter',
    sections: [sampleSection('<h1 id="risks">Risks</h1><p>Text</p>')],
  });
  try {
    const whole = await printHandout(book, HANDOUTS, press, context);
    expect(diagnostics).toEqual([]);
    const job = {
      print: async (html: string) => breakGlyph(await press.print(html)),
    };
    const broken = await printHandout(book, HANDOUTS, job, context);
    expect(diagnostics).toMatchObject([{ code: 'standard-unclaimed', severity: 'warning' }]);
    const claims = (bytes: Uint8Array): boolean => {
      const file = PdfFile.read(bytes);
      return file.inflate(file.stream(file.catalog.get('Metadata'))).includes('pdfuaid:part');
    };
    expect([claims(whole.bytes), claims(broken.bytes)]).toEqual([true, false]);
  } finally {
    await press.close();
  }
});
