import { PDFDocument } from '@cantoo/pdf-lib';
import { expect, test } from 'vitest';
import { dict, Stream } from '../../../../src/lib/pdf/objects.ts';
import { contentOf } from '../../../../src/lib/pdf/page-content.ts';
import { pagesOf } from '../../../../src/lib/pdf/page-tree.ts';
import { PdfFile } from '../../../../src/lib/pdf/pdf-file.ts';
import { type Content, readContents } from '../../../../src/print/tagging/content-streams.ts';
import type { TagOf } from '../../../../src/print/tagging/marked-content.ts';
import { ContentWriter } from '../../../../src/print/tagging/rewrite/content-writer.ts';
import { isLong } from '../../../../src/print/tagging/rewrite/rewrite-pool.ts';

const marked = (page: number, id: number): string =>
  `/NonStruct <</MCID ${id} >>BDC\nBT\n/F1 10 Tf\n1 0 0 -1 ${page} ${id} Tm\n<0001> Tj\nET\nEMC\n`;

/** Each page of twelve sequences, as many pages as it takes for a second thread. */
async function longFile(): Promise<PdfFile> {
  const pdf = await PDFDocument.create();
  for (let page = 0; page < 150; page += 1) pdf.addPage([200, 300]);
  const file = PdfFile.read(await pdf.save({ useObjectStreams: false }));
  for (const [number, page] of pagesOf(file).entries()) {
    const text = Array.from({ length: 12 }, (_, id) => marked(number, id)).join('');
    file.dict(page).set('Contents', file.add(new Stream(dict({}), Buffer.from(text))));
    file.dict(page).set('Resources', dict({}));
  }
  return file;
}

const paragraphs: TagOf = () => 'P';
/** Every third page comes out otherwise: another tag, and one that is left out. */
const mended = (contents: readonly Content[]): TagOf => {
  const pages = new Map(contents.map(({ owner }, index) => [owner.number, index]));
  return ({ owner }, { id }) => {
    if ((pages.get(owner.number) ?? 0) % 3 > 0) return 'P';
    return id === 4 ? undefined : 'H1';
  };
};

async function written(foreseen: TagOf | undefined): Promise<readonly string[]> {
  const file = await longFile();
  const writer = new ContentWriter(file, false);
  const contents: Content[] = [];
  for await (const some of readContents(file, new Map())) {
    contents.push(...(foreseen === undefined ? some : writer.foresee(some, foreseen)));
  }
  writer.settle(contents, mended(contents));
  await writer.finish();
  return pagesOf(file).map((page) => contentOf(file, file.dict(page)));
}

test('what was foreseen otherwise is written once more', async () => {
  const whole = pagesOf(await longFile()).length * 12 * marked(100, 10).length * 10;
  expect(isLong(whole)).toBe(true);
  const pages = await written(paragraphs);
  expect(pages[1]).toContain('/P<</MCID 11>>BDC');
  expect(pages[3]).toContain('/H1<</MCID 3>>BDC\nBT\n/F1 10 Tf\n1 0 0 -1 3 3 Tm');
  expect(pages[3]).toContain('/Artifact <</Type/Layout>>BDC\nBT\n/F1 10 Tf\n1 0 0 -1 3 4 Tm');
  expect(pages[3]).toContain('/H1<</MCID 10>>BDC\nBT\n/F1 10 Tf\n1 0 0 -1 3 11 Tm');
  expect(pages).toEqual(await written(undefined));
});
