/** Tests that spaces are restored for which a printed page has an empty text object. */
import { PDFDocument } from '@cantoo/pdf-lib';
import { describe, expect, test } from 'vitest';
import { dict, Stream } from '../../../src/lib/pdf/objects.ts';
import { PdfFile } from '../../../src/lib/pdf/pdf-file.ts';
import { SpaceRestorer } from '../../../src/print/printed/lost-spaces.ts';

/** Restores spaces in a page with a font `F5` that has a space, 0003, and a font `F7` that has none. */
async function restored(content: string): Promise<string> {
  const pdf = await PDFDocument.create();
  pdf.addPage();
  const file = PdfFile.read(await pdf.save({ useObjectStreams: false }));
  const font = (map: string) =>
    file.add(
      dict({ ToUnicode: file.add(new Stream(dict({}), Buffer.from(`1 beginbfchar\n${map}\nendbfchar`))) }),
    );
  const fonts = dict({ F7: font('<0001> <05D0>'), F5: font('<0003> <0020>') });
  return new SpaceRestorer(file).restore(Buffer.from(content), dict({ Font: fonts })).toString('latin1');
}

const line = (font: string, y: number, inside: string): string =>
  `BT\n/${font} 10 Tf\n1 0 0 -1 8 ${y} Tm\n${inside}ET\n`;
const reversed = (y: number): string =>
  `BT\n/ReversedChars BMC\n/F7 10 Tf\n1 0 0 -1 8 ${y} Tm\n<0001> Tj\nEMC\nET\n`;

describe('SpaceRestorer', () => {
  test('adds the space to the line before', async () => {
    expect(await restored(`${line('F5', 10, '<0044> Tj\n')}BT\nET\n${line('F5', 20, '<0045> Tj\n')}`)).toBe(
      line('F5', 10, '<0044> Tj\n<0003> Tj\n') + line('F5', 20, '<0045> Tj\n'),
    );
  });

  test('takes another font if that of the line has no space', async () => {
    expect(await restored(`${line('F7', 10, '<0001> Tj\n')}BT\nET\n`)).toBe(
      line('F7', 10, '<0001> Tj\n') + line('F5', 10, '<0003> Tj\n'),
    );
  });

  test('puts the space before a line from right to left, whose end is painted first', async () => {
    expect(await restored(`BT\nET\n${reversed(10)}BT\nET\n${reversed(20)}`)).toBe(
      line('F5', 10, '<0003> Tj\n') + reversed(10) + line('F5', 20, '<0003> Tj\n') + reversed(20),
    );
  });

  test('leaves a page as it is if there is no font', async () => {
    expect(await restored('BT\nET\n')).toBe('BT\nET\n');
  });
});
