/** Tests notes below tables. */
import { expect, test } from 'vitest';
import { renderMarkdown } from '../../support/workbench.ts';

const TABLE = '| A | B |\n|-|-|\n| 1 | x |';

test('what follows the table of a box with a title is its notes', async () => {
  const html = await renderMarkdown(
    `:::table[Doses]\n${TABLE}\n\n<sup>a</sup> With food.\n\nEach day.\n:::\n\nNext.`,
  );
  expect(html).toContain(
    '</table><div class="table-notes"><p><sup>a</sup> With food.</p><p>Each day.</p></div>',
  );
  expect(html).toContain('Doses</caption>');
});

test('without a title, or above the table, words are the caption', async () => {
  const below = await renderMarkdown(`:::table\n${TABLE}\n\nDoses.\n:::`);
  const above = await renderMarkdown(`:::table[Doses]\nEach day.\n\n${TABLE}\n:::`);
  expect([below, above].join()).not.toContain('table-notes');
  expect(below).toContain('Doses.</caption>');
  expect(above).toContain('<p>Each day.</p></caption>');
});
