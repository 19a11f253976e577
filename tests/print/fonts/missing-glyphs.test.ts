/** Tests the reports of missing glyphs. */
import { describe, expect, test } from 'vitest';
import { buildStylesheet } from '../../../src/print/document/stylesheet.ts';
import { reportMissingGlyphs } from '../../../src/print/fonts/missing-glyphs.ts';
import { collectTextRuns } from '../../../src/print/fonts/text-runs.ts';
import { type Files, formatDiagnostics, readAndRender } from '../../support/workbench.ts';
import { BOOK, printBench } from '../workbench.ts';

async function reported(files: Files, expected: readonly string[] = []) {
  const { book } = await readAndRender(files, { expected });
  const bench = printBench();
  const { language } = book.publication.metadata;
  const texts = book.sections.map((section) => ({
    section,
    runs: collectTextRuns(section.body, section.language ?? language),
  }));
  const runs = texts.flatMap((text) => text.runs);
  const { gaps } = await buildStylesheet(book, runs, { ...BOOK, styleFiles: [], rules: [] }, bench.context);
  reportMissingGlyphs(book, { texts, gaps }, bench.context.report);
  return bench.diagnostics;
}

describe('a character without a glyph', () => {
  test('a missing glyph is reported at its first occurrence, once a chapter', async () => {
    const files = { 'note.md': '# T\n\nOne.\n\n> - A *b 🜁 c* 🜁\n' };
    expect(formatDiagnostics(await reported(files))).toEqual(['glyph-missing note.md:5:10']);
  });

  test('a missing glyph is located after changed punctuation and after a combining mark', async () => {
    const files = { 'note.md': '# T\n\n"A" -- b... `c` 🜁\n' };
    expect(formatDiagnostics(await reported(files))).toEqual(['glyph-missing note.md:3:17']);
  });

  test('a missing glyph that is written as an entity is reported at its text', async () => {
    const files = { 'note.md': '# T\n\nOne.\n\nTwo &#x1F701; three.\n' };
    expect(formatDiagnostics(await reported(files))).toEqual(['glyph-missing note.md:5:1']);
  });

  test('a control character needs no glyph, because it is left out', async () => {
    const files = { 'note.md': '# T\n\nA bell \u0007\tand\nlines.\n' };
    expect(formatDiagnostics(await reported(files, ['control-dropped note.md:3:8']))).toEqual([]);
  });

  test('a missing glyph is located in raw HTML in a quotation', async () => {
    const files = { 'note.md': '# T\n\n> <p>one\n> two <b>🜁</b></p>\n' };
    expect(formatDiagnostics(await reported(files))).toEqual(['glyph-missing note.md:4:10']);
  });

  test('a missing glyph is located in text with separate combining marks', async () => {
    const files = { 'note.md': '# T\n\nA ᚠ, then x\u0301\n' };
    const [first] = await reported(files);
    expect(formatDiagnostics(first ? [first] : [])).toEqual(['glyph-missing note.md:3:3']);
  });

  test('a missing glyph is located in the metadata of a publication', async () => {
    const files = {
      'book/publication.yaml': 'title: Fever 🜁\n',
      'book/one.md': '# One\n\nText.\n',
    };
    expect(formatDiagnostics(await reported(files))).toEqual(['glyph-missing book/publication.yaml:1:1']);
  });
});

describe('the number of characters without a glyph', () => {
  const codesIn = async (count: number, letter = 'ᚠ') => {
    const diagnostics = await reported({ 'note.md': `# T\n\nA ${letter.repeat(count)} z.\n` });
    return formatDiagnostics(diagnostics);
  };

  test('up to 20 in a publication are warnings, more are an error', async () => {
    expect(await codesIn(20)).toEqual(['glyph-missing note.md:3:3']);
    expect(await codesIn(21)).toEqual(['letters-missing note.md:3:3']);
  });

  test('a few letters of another script are warnings that name the package with their font', async () => {
    const diagnostics = await reported({ 'note.md': '# T\n\nA <b lang="zh-TW">偏</b> z.\n' });
    expect(diagnostics).toMatchObject([
      {
        code: 'glyph-missing',
        severity: 'warning',
        message: expect.stringContaining('`U+504F`'),
        hint: expect.stringContaining('`npm install @fontsource/noto-sans-tc`'),
      },
    ]);
  });

  test('all chapters of a publication count together', async () => {
    const files = {
      'book/publication.yaml': 'title: Fever\n',
      'book/one.md': `# One\n\n${'ᚠ'.repeat(11)}\n`,
      'book/two.md': `# Two\n\n${'ᚠ'.repeat(11)}\n`,
    };
    expect(formatDiagnostics(await reported(files))).toEqual([
      'letters-missing book/one.md:3:1',
      'letters-missing book/two.md:3:1',
    ]);
  });
});

describe('a script whose font is not installed', () => {
  test('a missing script font is an error that names the package, for each chapter and language', async () => {
    const files = {
      'book/publication.yaml': 'title: Headache\n',
      'book/one.md': '---\nlanguage: zh-TW\n---\n\n# 偏頭痛\n\n頭痛。\n',
      'book/two.md': '---\nlanguage: zh\n---\n\n# 偏头痛\n\n头痛。\n',
    };
    const diagnostics = await reported(files);
    expect(formatDiagnostics(diagnostics)).toEqual(['font-missing book/one.md:5:3']);
    expect(diagnostics[0]).toMatchObject({
      severity: 'error',
      message: expect.stringContaining('Traditional Chinese'),
      hint: expect.stringContaining('`npm install @fontsource/noto-sans-tc`'),
    });
  });

  test('a sign that belongs to a letter of the script asks for the same font', async () => {
    const files = { 'note.md': '---\nlanguage: te\n---\n\n# జ్వరం\n' };
    const diagnostics = await reported(files, ['terms-missing note.md:2:11']);
    expect(formatDiagnostics(diagnostics)).toEqual(['font-missing note.md:5:3']);
    expect(diagnostics[0]).toMatchObject({
      message: expect.stringContaining('Telugu letters (జ ్ వ ర ం)'),
      hint: expect.stringContaining('`npm install @fontsource/noto-sans-telugu`'),
    });
  });
});
