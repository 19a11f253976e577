/** Tests the cover of a printed book. */
import { describe, expect, test } from 'vitest';
import { computeTitleSize } from '../../../src/print/document/cover.ts';
import { openPress, printBook } from '../../../src/print/index.ts';
import { pageTexts } from '../../conformance/pdf.ts';
import { sampleBook } from '../../support/sample-book.ts';
import { BOOK, printBench } from '../workbench.ts';

describe('computeTitleSize', () => {
  test('the size of a title is smaller for a long title or a long word', () => {
    expect(computeTitleSize('Ketamine and migraine')).toBe(40);
    expect(computeTitleSize('Ketamine and migraine '.repeat(10))).toBeLessThan(30);
    expect(computeTitleSize('Rechtsschutzversicherungen')).toBe(25);
    expect(computeTitleSize('Donaudampfschifffahrtsgesellschaft')).toBe(22);
    expect(computeTitleSize('x'.repeat(5000))).toBe(11);
    expect(computeTitleSize('')).toBe(40);
  });
});

describe('the cover', () => {
  test.each([
    'Short',
    `${'Everything one could want to know about headaches and '.repeat(6)}the end`,
    `${'W'.repeat(45)} the end`,
  ])('the cover has room for the whole title and the lines below: %s', async (title) => {
    const { context } = printBench();
    const press = openPress({ jobs: 1, debug: false }, context);
    const { bytes } = await printBook(sampleBook({ metadata: { title } }), BOOK, press, context);
    await press.close();
    const [cover = '', imprint = '', contents = ''] = await pageTexts(bytes);
    const plain = (text: string) => text.replace(/\s/g, '');
    for (const words of [title, "Questions, answers and what's next", 'Clinic <North> & South']) {
      expect(plain(cover)).toContain(plain(words));
    }
    expect(imprint).toContain('About this publication');
    expect(contents).toContain('Contents');
  });
});
