import { PDFDocument } from '@cantoo/pdf-lib';
import { expect, test } from 'vitest';
import { dict, Stream } from '../../../../src/lib/pdf/objects.ts';
import { readPageContent } from '../../../../src/lib/pdf/page-content.ts';
import { collectPages } from '../../../../src/lib/pdf/page-tree.ts';
import { PdfFile } from '../../../../src/lib/pdf/pdf-file.ts';
import { type ContentStream, scanContents } from '../../../../src/print/tagging/content-streams.ts';
import type { TagLookup } from '../../../../src/print/tagging/marked-content.ts';
import { ContentWriter } from '../../../../src/print/tagging/rewrite/content-writer.ts';
import { isWorthAWorker } from '../../../../src/print/tagging/rewrite/rewrite-pool.ts';

const marked = (page: number, id: number): string =>
  `/NonStruct <</MCID ${id} >>BDC\nBT\n/F1 10 Tf\n1 0 0 -1 ${page} ${id} Tm\n<0001> Tj\nET\nEMC\n`;

/** Builds a file of pages with twelve sequences each, large enough for the worker thread. */
async function longFile(): Promise<PdfFile> {
  const pdf = await PDFDocument.create();
  for (let page = 0; page < 150; page += 1) pdf.addPage([200, 300]);
  const file = PdfFile.read(await pdf.save({ useObjectStreams: false }));
  for (const [number, page] of collectPages(file).entries()) {
    const text = Array.from({ length: 12 }, (_, id) => marked(number, id)).join('');
    file.dict(page).set('Contents', file.add(new Stream(dict({}), Buffer.from(text))));
    file.dict(page).set('Resources', dict({}));
  }
  return file;
}

const paragraphs: TagLookup = () => 'P';
/** Final tags: on every third page the predicted tag is wrong, and one sequence is no longer tagged. */
const finalTags = (contents: readonly ContentStream[]): TagLookup => {
  const pages = new Map(contents.map(({ owner }, index) => [owner.number, index]));
  return ({ owner }, { id }) => {
    if ((pages.get(owner.number) ?? 0) % 3 > 0) return 'P';
    return id === 4 ? undefined : 'H1';
  };
};

async function rewrite(predicted: TagLookup | undefined): Promise<readonly string[]> {
  const file = await longFile();
  const writer = new ContentWriter(file);
  const contents: ContentStream[] = [];
  for await (const some of scanContents(file, new Map())) {
    contents.push(...(predicted === undefined ? some : writer.startPredicted(some, predicted)));
  }
  writer.startRemaining(contents, finalTags(contents));
  await writer.replaceStreams();
  return collectPages(file).map((page) => readPageContent(file, file.dict(page)));
}

test('rewrites content again if the predicted tags were wrong', async () => {
  const whole = collectPages(await longFile()).length * 12 * marked(100, 10).length * 10;
  expect(isWorthAWorker(whole)).toBe(true);
  const pages = await rewrite(paragraphs);
  expect(pages[1]).toContain('/P<</MCID 11>>BDC');
  expect(pages[3]).toContain('/H1<</MCID 3>>BDC\nBT\n/F1 10 Tf\n1 0 0 -1 3 3 Tm');
  expect(pages[3]).toContain('/Artifact <</Type/Layout>>BDC\nBT\n/F1 10 Tf\n1 0 0 -1 3 4 Tm');
  expect(pages[3]).toContain('/H1<</MCID 10>>BDC\nBT\n/F1 10 Tf\n1 0 0 -1 3 11 Tm');
  expect(pages).toEqual(await rewrite(undefined));
});
