import { describe, expect, it } from 'vitest';
import { dress } from '../../../src/print/document/stylesheet.ts';
import { reportMissingGlyphs } from '../../../src/print/fonts/missing-glyphs.ts';
import { runsOf } from '../../../src/print/fonts/text-runs.ts';
import { type Files, readAndRender, told } from '../../support/workbench.ts';
import { BOOK, printBench } from '../workbench.ts';

async function reported(files: Files, expected: readonly string[] = []) {
  const { book } = await readAndRender(files, { expected });
  const bench = printBench();
  const { language } = book.publication.metadata;
  const texts = book.sections.map((section) => ({
    section,
    runs: runsOf(section.body, section.language ?? language),
  }));
  const runs = texts.flatMap((text) => text.runs);
  const { gaps } = await dress(book, runs, { ...BOOK, sheets: [], rules: [] }, bench.context);
  reportMissingGlyphs(book, { texts, gaps }, bench.context.report);
  return bench.diagnostics;
}

describe('a character without a glyph', () => {
  it('is reported where it first stands, once in a chapter', async () => {
    const files = { 'note.md': '# T\n\nOne.\n\n> - A *b 🜁 c* 🜁\n' };
    expect(told(await reported(files))).toEqual(['glyph-missing note.md:5:10']);
  });

  it('is found where punctuation was set before it, and after a mark', async () => {
    const files = { 'note.md': '# T\n\n"A" -- b... `c` 🜁\n' };
    expect(told(await reported(files))).toEqual(['glyph-missing note.md:3:17']);
  });

  it('is reported at its text where an entity stands for it', async () => {
    const files = { 'note.md': '# T\n\nOne.\n\nTwo &#x1F701; three.\n' };
    expect(told(await reported(files))).toEqual(['glyph-missing note.md:5:1']);
  });

  it('may be a control, for which a box is drawn; one that is white space is none', async () => {
    const files = { 'note.md': '# T\n\nA bell \u0007\tand\nlines.\n' };
    expect(told(await reported(files))).toEqual(['glyph-missing note.md:3:8']);
  });

  it('is found in raw HTML in a quotation', async () => {
    const files = { 'note.md': '# T\n\n> <p>one\n> two <b>🜁</b></p>\n' };
    expect(told(await reported(files))).toEqual(['glyph-missing note.md:4:10']);
  });

  it('is found in a text written with separate marks', async () => {
    const files = { 'note.md': '# T\n\nA జ, then x\u0301\n' };
    const [first] = await reported(files);
    expect(told(first ? [first] : [])).toEqual(['letters-missing note.md:3:3']);
  });

  it('is found in what a publication says of itself', async () => {
    const files = {
      'book/publication.yaml': 'title: Fever 🜁\n',
      'book/one.md': '# One\n\nText.\n',
    };
    expect(told(await reported(files))).toEqual(['glyph-missing book/publication.yaml:1:1']);
  });
});

describe('a script whose font is not installed', () => {
  it('is an error that names the package, for each chapter and language', async () => {
    const files = {
      'book/publication.yaml': 'title: Headache\n',
      'book/one.md': '---\nlanguage: zh-TW\n---\n\n# 偏頭痛\n\n頭痛。\n',
      'book/two.md': '---\nlanguage: zh\n---\n\n# 偏头痛\n\n头痛。\n',
    };
    const diagnostics = await reported(files);
    expect(told(diagnostics)).toEqual(['font-missing book/one.md:5:3']);
    expect(diagnostics[0]).toMatchObject({
      severity: 'error',
      message: expect.stringContaining('Traditional Chinese'),
      hint: expect.stringContaining('`npm install @fontsource/noto-sans-tc`'),
    });
  });
});
