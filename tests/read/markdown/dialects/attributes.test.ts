/** Images get the sizes of other programs' Markdown. */
import { expect, test } from 'vitest';
import { readAndRender, sectionHtml } from '../../../support/workbench.ts';

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100"><title>Gate</title></svg>';

const render = async (markdown: string): Promise<string> => {
  const { book } = await readAndRender({ 't.md': `# T\n\n${markdown}\n`, 'g.svg': SVG });
  return sectionHtml(book);
};

test.each([
  ['a ![Gate.](g.svg){width=50%} b', '<img src="g.svg" alt="Gate." width="50%">'],
  ['a ![Gate.](g.svg){#fig-x .c width="100px"} b', '<img src="g.svg" alt="Gate." width="100" id="t--fig-x">'],
  ['a ![Gate.](g.svg){width=50em} b', '<img src="g.svg" alt="Gate.">'],
  ['a ![Gate.|100](g.svg) b', '<img src="g.svg" alt="Gate." width="100">'],
  ['a ![Gate.|100x50](g.svg) b', '<img src="g.svg" alt="Gate." width="100">'],
  ['a ![Gate.][g]{height=50} b\n\n[g]: g.svg', '<img src="g.svg" alt="Gate." width="100">'],
])('%j', async (markdown, image) => {
  expect(await render(markdown)).toContain(image);
  expect(await render(markdown)).not.toMatch(/[{}|]/);
});
