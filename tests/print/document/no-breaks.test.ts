/** Tests what is kept in one line. */
import { describe, expect, test } from 'vitest';
import { serializeHtml } from '../../../src/lib/html/serialize.ts';
import { buildPrintTree } from '../../../src/print/document/html.ts';
import { sampleSection } from '../../support/sample-book.ts';

const printed = async (html: string): Promise<string> =>
  serializeHtml(await buildPrintTree(sampleSection(html), new Map(), { prefix: 'd' }))
    .replaceAll(' class="short"', '')
    .replaceAll('\u00A0', '~');

describe('no-break spaces', () => {
  test.each([
    ['start at 10 days or 2.5 mg', 'start at 10~days or 2.5~mg'],
    ['a scale of 0 to 10 points', 'a scale of 0~to~10~points'],
    ['on 15 consecutive days', 'on 15 consecutive days'],
    ['In 2025 the society', 'In 2025 the society'],
    ['1,250 people, 5 % of 12', '1,250~people, 5~% of 12'],
    ['Ames A, et al. A title', 'Ames A, et~al. A title'],
    [
      '43(5):521–46 and 369–377.e1',
      '43(5):<span class="no-break">521–46</span>~and <span class="no-break">369–377.e1</span>',
    ],
    ['<code>5 mg</code>', '<code>5 mg</code>'],
  ])('keeps a number and its unit together: %s', async (html, expected) => {
    expect(await printed(`<p>${html}</p>`)).toBe(`<p>${expected}</p>`);
  });

  test('the first line of an item of a checklist begins where the others begin', async () => {
    const mark = '<span class="check-mark" role="img" aria-label="To do"></span>';
    expect(await printed(`<ul class="checklist"><li>${mark} Ask</li><li><p>${mark} Call</p></li></ul>`)).toBe(
      `<ul class="checklist"><li>${mark}Ask</li><li><p>${mark}Call</p></li></ul>`,
    );
  });
});
