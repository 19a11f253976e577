/** Tests checkPdf, which the other tests use to check printed files. */
import {
  PDFDict,
  PDFDocument,
  PDFName,
  PDFNumber,
  PDFOperator,
  PDFOperatorNames,
  PDFString,
  StandardFonts,
} from '@cantoo/pdf-lib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPress, type Press, printHandout } from '../../src/print/index.ts';
import { checkPdf } from '../conformance/pdf.ts';
import { sampleHandout } from '../support/sample-book.ts';
import { HANDOUTS, printBench } from './workbench.ts';

const { BeginMarkedContent: BEGIN, EndMarkedContent: END } = PDFOperatorNames;
const { context } = printBench();
let press: Press;
let good: Uint8Array;
beforeAll(async () => {
  press = openPress({ jobs: 1, debug: false }, context);
  good = (await printHandout(sampleHandout(), HANDOUTS, press, context)).bytes;
});
afterAll(() => press.close());

async function faultsAfter(damage: (pdf: PDFDocument) => unknown): Promise<readonly string[]> {
  const pdf = await PDFDocument.load(good, { updateMetadata: false });
  await damage(pdf);
  return checkPdf(await pdf.save({ useObjectStreams: false }));
}

const removed = (key: string) => faultsAfter(({ catalog }) => void catalog.delete(PDFName.of(key)));

const dictionaries = ({ context }: PDFDocument, has: string): PDFDict[] =>
  context
    .enumerateIndirectObjects()
    .flatMap(([, object]) => (object instanceof PDFDict && object.has(PDFName.of(has)) ? [object] : []));

describe('checkPdf', () => {
  test('checkPdf accepts a valid file, also if another program has saved it', async () => {
    expect(await checkPdf(good)).toEqual([]);
    expect(await faultsAfter(() => undefined)).toEqual([]);
  });

  test.each([
    ['MarkInfo', 'The file is not marked as tagged.'],
    ['StructTreeRoot', 'There is no tree of tags.'],
    ['Lang', 'The file does not say its language.'],
    ['Outlines', 'There is no outline.'],
    ['ViewerPreferences', 'The window would show the name of the file and not its title.'],
  ])('checkPdf reports %s', async (key, fault) => {
    expect(await removed(key)).toEqual([fault]);
  });

  test('checkPdf reports a missing or empty title', async () => {
    expect(await faultsAfter((pdf) => pdf.setTitle(' '))).toEqual(['The file has no title.']);
  });

  test('checkPdf reports a font that is not embedded', async () => {
    const faults = await faultsAfter((pdf) => {
      for (const descriptor of dictionaries(pdf, 'FontFile2')) descriptor.delete(PDFName.of('FontFile2'));
    });
    expect(faults.length).toBeGreaterThan(0);
    for (const fault of faults) expect(fault).toMatch(/^The font [A-Z]{6}\+.* is not embedded\.$/);
  });

  test('checkPdf reports a font that is neither embedded nor a subset', async () => {
    const faults = await faultsAfter(async (pdf) => {
      const [page] = pdf.getPages();
      page?.drawText('x', { font: await pdf.embedFont(StandardFonts.Helvetica) });
    });
    expect(faults).toEqual([
      'The font Helvetica is not a subset.',
      'The font Helvetica is not embedded.',
      'Page 1 has text without tags: x',
    ]);
  });

  test('checkPdf reports a Type 3 font', async () => {
    const faults = await faultsAfter((pdf) => {
      const [font] = dictionaries(pdf, 'DescendantFonts');
      font?.set(PDFName.of('Subtype'), PDFName.of('Type3'));
    });
    expect(faults).toContain('A font is of Type 3: its glyphs are drawings.');
  });

  test('checkPdf reports a page without text', async () => {
    const faults = await faultsAfter((pdf) => {
      // Blank, but said to have tags.
      pdf.addPage().node.set(PDFName.of('StructParents'), PDFNumber.of(999));
    });
    expect(faults).toEqual([expect.stringMatching(/^Page \d+ has no text\.$/)]);
  });

  test('checkPdf reports text that is neither tagged nor an artifact', async () => {
    const addPage = (isArtifact: boolean) => async (pdf: PDFDocument) => {
      const page = pdf.addPage();
      const font = await pdf.embedFont(StandardFonts.Helvetica);
      if (isArtifact) page.pushOperators(PDFOperator.of(BEGIN, [PDFName.of('Artifact')]));
      page.drawText('x', { font });
      if (isArtifact) page.pushOperators(PDFOperator.of(END));
    };
    const isOfText = (fault: string): boolean => fault.startsWith('Page');
    expect((await faultsAfter(addPage(true))).filter(isOfText)).toEqual([]);
    expect((await faultsAfter(addPage(false))).filter(isOfText)).toEqual([
      expect.stringMatching(/^Page \d+ has text without tags: x$/),
    ]);
  });

  test('checkPdf reports a file that it cannot read', async () => {
    expect(await checkPdf(new TextEncoder().encode('%PDF-1.4'))).toEqual([
      expect.stringMatching(/^The file cannot be read as a PDF: /),
    ]);
    expect(
      await faultsAfter(({ catalog }) => void catalog.set(PDFName.of('Lang'), PDFString.of(''))),
    ).toEqual(['The file does not say its language.']);
  });
});
