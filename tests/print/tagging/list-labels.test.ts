/** Tests the labels of ordered lists in the printed file. */
import { PDFArray, PDFDict, PDFName } from '@cantoo/pdf-lib';
import { expect, test } from 'vitest';
import { openPress, printHandout } from '../../../src/print/index.ts';
import { checkPdf } from '../../conformance/pdf.ts';
import { readAndRender, renderHandout } from '../../support/workbench.ts';
import { taggedText } from '../../words/tagged.ts';
import { HANDOUTS, printBench } from '../workbench.ts';
import { load, nameIn, tagsNamed, tagsOf } from './reader.ts';

const TEXT = `# Lists

b. Letter
c. Letter

Words

(I) Numeral
(II) Numeral

Words

(4) Number
(5) Number

Words

1. Number
2. Number

<ol type="A"><li>Letter</li></ol>
`;

test('names the kind of the labels, which keep their brackets', async () => {
  const press = openPress({ jobs: 1, debug: false }, printBench().context);
  const book = await renderHandout(await readAndRender({ 'text.md': TEXT }), 0);
  const { bytes } = await printHandout(book, HANDOUTS, press, printBench().context);
  await press.close();
  expect(await checkPdf(bytes)).toEqual([]);
  const kinds = tagsNamed(tagsOf(await load(bytes)), 'L').map(({ dict }) => {
    // Chromium writes its own in an array.
    const attributes = dict.lookup(PDFName.of('A'));
    const own = attributes instanceof PDFArray ? attributes.lookup(0) : attributes;
    return own instanceof PDFDict ? nameIn(own, 'ListNumbering') : undefined;
  });
  expect(kinds).toEqual(['LowerAlpha', 'UpperRoman', 'Decimal', 'Decimal', 'UpperAlpha']);
  const letters = taggedText(bytes).letters;
  for (const label of [
    'b.Letter',
    'c.Letter',
    '(I)Numeral',
    '(II)Numeral',
    '(4)Number',
    '(5)Number',
    '1.Number',
  ]) {
    expect(letters).toContain(label);
  }
});
