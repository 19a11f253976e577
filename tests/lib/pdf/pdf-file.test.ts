import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib';
import { describe, expect, test } from 'vitest';
import { dict, PdfString, Reference, Stream } from '../../../src/lib/pdf/objects.ts';
import { collectPages } from '../../../src/lib/pdf/page-tree.ts';
import { PdfFile } from '../../../src/lib/pdf/pdf-file.ts';
import { writePdf } from '../../../src/lib/pdf/writer.ts';

async function sample(pages = 3): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  for (let number = 1; number <= pages; number += 1) {
    pdf.addPage([200, 300]).drawText(`Page ${number}`, { font, x: 20, y: 200 });
  }
  return pdf.save({ useObjectStreams: false });
}

describe('PdfFile', () => {
  test('PdfFile reads a cross-reference table, and the object streams that writePdf writes', async () => {
    const written = await writePdf(PdfFile.read(await sample()));
    const again = PdfFile.read(written);
    expect(collectPages(again)).toHaveLength(3);
    const [page] = collectPages(again);
    expect(again.list(again.dict(page).get('MediaBox'))).toEqual([0, 0, 200, 300]);
    const other = await PDFDocument.load(written);
    expect(other.getPageCount()).toBe(3);
    expect(Buffer.from(written).toString('latin1')).toContain('/ObjStm');
  });

  test('writePdf writes the same bytes for the same file', async () => {
    const written = await writePdf(PdfFile.read(await sample()));
    expect(Buffer.compare(await writePdf(PdfFile.read(written)), written)).toBe(0);
  });

  test('writePdf writes added and changed objects, but no unreachable ones', async () => {
    const file = PdfFile.read(await sample());
    file.add(dict({ Lost: true }));
    const kept = file.add(new Stream(dict({ Note: new PdfString('(kept)') }), new Uint8Array([1, 2])));
    file.catalog.set('Kept', kept);
    const again = PdfFile.read(await writePdf(file));
    const stream = again.stream(again.catalog.get('Kept'));
    expect([...stream.data]).toEqual([1, 2]);
    expect(stream.dict.get('Note')).toEqual(new PdfString('(kept)'));
    expect(stream.dict.get('Length')).toBe(2);
  });

  test('writePdf uses several object streams for a long file', async () => {
    const written = await writePdf(PdfFile.read(await sample(300)));
    expect(collectPages(PdfFile.read(written))).toHaveLength(300);
    expect((await PDFDocument.load(written)).getPageCount()).toBe(300);
  });

  test('PdfFile decompresses streams', async () => {
    const file = PdfFile.read(await sample(1));
    const contents = file.list(file.dict(collectPages(file)[0]).get('Contents'));
    expect(file.inflate(file.stream(contents[0])).toString('latin1')).toContain('Tj');
  });

  test('PdfFile names the error in an invalid file', async () => {
    expect(() => PdfFile.read(new Uint8Array([1]))).toThrow('the PDF has no cross-reference table');
    const file = PdfFile.read(await sample());
    expect(() => file.dict(new Reference(9999))).toThrow('no dictionary');
    file.catalog.set('Gone', new Reference(9999));
    await expect(writePdf(file)).rejects.toThrow('no object 9999');
  });
});
