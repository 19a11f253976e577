/** Reads the embedded fonts of a tagged file with a font library. */
import * as fontkit from 'fontkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isDict } from '../../../../src/lib/pdf/objects.ts';
import { collectPages } from '../../../../src/lib/pdf/page-tree.ts';
import { PdfFile } from '../../../../src/lib/pdf/pdf-file.ts';
import { buildBookDocument } from '../../../../src/print/document/document.ts';
import { openPress, type Press } from '../../../../src/print/index.ts';
import { tagPdf } from '../../../../src/print/tagging/tag-pdf.ts';
import { sampleBook } from '../../../support/sample-book.ts';
import { paperEdition, printBench } from '../../workbench.ts';

const { context } = printBench();
let press: Press;
let printed: Uint8Array;
let finished: Uint8Array;
beforeAll(async () => {
  press = openPress({ jobs: 1, debug: false }, context);
  const document = await buildBookDocument(sampleBook(), paperEdition('book-a4'), context);
  printed = await press.print(await document.html([], new Set()));
  finished = await tagPdf(printed, {
    metadata: { authors: [], subjects: [], creator: 'Handpress', modified: '2026-11-22T00:00:00Z' },
  });
});
afterAll(() => press.close());

/** Returns the font programs by font name. */
async function fontsIn(bytes: Uint8Array): Promise<ReadonlyMap<string, Buffer>> {
  const file = PdfFile.read(bytes);
  const found = new Map<string, Buffer>();
  for (const page of collectPages(file)) {
    const fonts = file.get(file.dict(file.dict(page).get('Resources')).get('Font'));
    for (const font of isDict(fonts) ? fonts.values() : []) {
      const [descendant] = file.list(file.dict(font).get('DescendantFonts'));
      const descriptor = file.dict(file.dict(descendant).get('FontDescriptor'));
      const stream = file.stream(descriptor.get('FontFile2'));
      const bytes = file.inflate(stream);
      expect(stream.dict.get('Length1')).toBe(bytes.length);
      found.set(String(descriptor.get('FontName')), bytes);
    }
  }
  return found;
}

const tagsOf = (font: Buffer): readonly string[] =>
  Array.from({ length: font.readUInt16BE(4) }, (_, index) =>
    font.toString('latin1', 12 + 16 * index, 16 + 16 * index),
  );

const sumOf = (bytes: Buffer): number => {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 4) sum = (sum + bytes.readUInt32BE(at)) >>> 0;
  return sum;
};

describe('stripped fonts', () => {
  test('embedded fonts have only the tables that show glyphs, and correct checksums', async () => {
    const [before, after] = [await fontsIn(printed), await fontsIn(finished)];
    expect([...after.keys()]).toEqual([...before.keys()]);
    expect(after.size).toBeGreaterThan(1);
    for (const [name, font] of after) {
      const tags = tagsOf(font);
      expect(tagsOf(before.get(name) ?? font)).toContain('name');
      expect(tags).toEqual([...tags].sort());
      expect(tags).not.toContain('name');
      expect(tags).toEqual(expect.arrayContaining(['glyf', 'head', 'hhea', 'hmtx', 'loca', 'maxp']));
      expect(sumOf(font)).toBe(0xb1b0afba);
    }
  });

  test('embedded fonts keep their glyphs', async () => {
    const [before, after] = [await fontsIn(printed), await fontsIn(finished)];
    for (const [name, font] of after) {
      const [one, other] = [before.get(name), font].map((bytes) => fontkit.create(bytes ?? font));
      if (one === undefined || other === undefined || !('numGlyphs' in one) || !('numGlyphs' in other))
        throw new Error('no font');
      expect(other.numGlyphs).toBe(one.numGlyphs);
      for (let glyph = 0; glyph < one.numGlyphs; glyph += 1) {
        const [drawn, redrawn] = [one.getGlyph(glyph), other.getGlyph(glyph)];
        expect(redrawn.path.toSVG()).toBe(drawn.path.toSVG());
        expect(redrawn.advanceWidth).toBe(drawn.advanceWidth);
      }
    }
  });
});
