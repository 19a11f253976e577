/** Tests that the cost of the page estimate grows linearly with the text. */
import { expect, test } from 'vitest';
import { builtInEditions } from '../../../src/core/editions.ts';
import type { PaperEdition } from '../../../src/core/model/edition.ts';
import { estimatePages } from '../../../src/print/pagination/page-estimate.ts';
import { cpuTime } from '../../support/cpu-time.ts';
import { readAndRender } from '../../support/workbench.ts';

const edition = builtInEditions.find('book-a4')[0] as PaperEdition;

test.each([20, 45])('estimates the pages of lists %i levels deep in linear time', async (levels) => {
  const { book } = await readAndRender({ 't.md': `# T\n\n${'- '.repeat(levels)}x\n\n## After\n\ny` });
  const trees = book.sections.map(({ body }) => body);
  const { value, milliseconds } = await cpuTime(() => estimatePages(trees, edition).folios);
  expect(value.get('t--after')).toBe(1);
  expect(milliseconds).toBeLessThan(500);
});
