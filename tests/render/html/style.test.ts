/** Tests what of the attributes `style` and `align`, and of older HTML, is on the page. */
import { expect, test } from 'vitest';
import { collectDiagnostics, readAndRender, sectionHtml } from '../../support/workbench.ts';

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 8"/>';
const files = (words: string) => ({ 't.md': `# T\n\n${words}\n`, 'a.svg': SVG });

test.each([
  ['<span style="font-weight: bold; font-style:italic">x</span>', '<span><b><i>x</i></b></span>'],
  ['<p style="text-decoration:underline">x</p>', '<p class="lead"><u>x</u></p>'],
  ['a <span style="vertical-align:super">x</span>', '<span><sup>x</sup></span>'],
  ['<img src="a.svg" alt="A" align="RIGHT"> x', 'class="float-right"'],
  ['<img src="a.svg" alt="A" style="float: left"> x', 'class="float-left"'],
  ['<center>x</center>', '<div class="align-center">x</div>'],
  ['<strike>x</strike> <tt>y</tt>', '<s>x</s> <code>y</code>'],
])('%s', async (words, html) => {
  const { book } = await readAndRender(files(words));
  expect(sectionHtml(book)).toContain(html);
});

test.each([
  ['<span style="color: red">x</span>', 'html-style-dropped'],
  ['<span style="background-color: navy">x</span>', 'html-style-dropped'],
  ['<div style="font-weight: bold">\n\nx\n\n</div>', 'html-style-dropped'],
  ['<p style="float: left">x</p>', 'html-style-dropped'],
  ['<img src="a.svg" alt="A" align="middle"> x', 'html-alignment-dropped'],
  ['<font color="red">x</font>', 'html-style-dropped'],
  ['<font size="2">x</font>', 'html-element-unknown'],
  ['<font>x</font>', 'html-element-unknown'],
])('%s is reported', async (words, code) => {
  expect(await collectDiagnostics(files(words))).toEqual([expect.stringContaining(code)]);
});
