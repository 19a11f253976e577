import { describe, expect, it } from 'vitest';
import { titleSize } from '../../../src/print/document/cover.ts';
import { openPress, printBook } from '../../../src/print/index.ts';
import { pageTexts } from '../../conformance/pdf.ts';
import { sampleBook } from '../../support/sample-book.ts';
import { BOOK, printBench } from '../workbench.ts';

describe('titleSize', () => {
  it('is large for a short title and smaller for a longer one or a long word', () => {
    expect(titleSize('Ketamine and migraine')).toBe(40);
    expect(titleSize('Ketamine and migraine '.repeat(10))).toBeLessThan(30);
    expect(titleSize('Rechtsschutzversicherungen')).toBe(25);
    expect(titleSize('Donaudampfschifffahrtsgesellschaft')).toBe(22);
    expect(titleSize('x'.repeat(5000))).toBe(11);
    expect(titleSize('')).toBe(40);
  });
});

describe('the cover', () => {
  it.each([
    'Short',
    `${'Everything one could want to know about headaches and '.repeat(6)}the end`,
    `${'W'.repeat(45)} the end`,
  ])('has room for the whole title and all that follows: %s', async (title) => {
    const { context } = printBench();
    const press = openPress({ jobs: 1, debug: false }, context);
    const { bytes } = await printBook(sampleBook({ metadata: { title } }), BOOK, press, context);
    await press.close();
    const [cover = '', next = ''] = await pageTexts(bytes);
    const plain = (text: string) => text.replace(/\s/g, '');
    for (const words of [title, "Questions, answers and what's next", 'Clinic <North> & South']) {
      expect(plain(cover)).toContain(plain(words));
    }
    expect(next).toContain('Contents');
  });
});
