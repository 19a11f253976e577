/** A link without words gets its address as words. */
import { expect, test } from 'vitest';
import { readAndRender, sectionHtml } from '../../../support/workbench.ts';

test('prints the address of a link without words', async () => {
  const text = '# T\n\nA [](https://example.org/a), [ ](b) and [words](#t) [![What it shows.](a.svg)](#t).\n';
  const files = {
    't.md': text.replace(' [ ](b)', ''),
    'a.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
  };
  const { book } = await readAndRender(files, {
    what: 't.md',
    expected: ['link-wordless t.md:3:3'],
  });
  expect(sectionHtml(book)).toContain('<a href="https://example.org/a">https://example.org/a</a>');
});
