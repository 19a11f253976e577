/** Tests a diagram whose package is not installed: it is printed as code, with the command that installs the package. */
import { expect, test, vi } from 'vitest';
import { memoryHost, openWorkbench, readAndRenderAny, sectionHtml } from '../../support/workbench.ts';

vi.mock('../../../src/render/diagrams/packages.ts', () => ({
  findEngine: async () => ({ installed: [], missing: ['vega', 'vega-lite'] }),
}));

test('the code stays, and the message names the command', async () => {
  const text = '# T\n\n```vega-lite\n{ "description": "Words." }\n```\n';
  const { book, diagnostics } = await readAndRenderAny(openWorkbench(memoryHost({ 'a.md': text })));
  const found = diagnostics.find(({ code }) => code === 'diagram-package-missing');
  expect(found?.hint).toContain('`npm install vega vega-lite`');
  expect(found?.place).toEqual({ file: 'a.md', line: 3, column: 1 });
  expect(book && sectionHtml(book)).toContain('"description": "Words."');
});

test('the caption, the number and the label stay, too', async () => {
  const text =
    '# T\n\nSee @fig-rain.\n\n```{.vega-lite #fig-rain fig-cap="Rain in a year" fig-alt="Words."}\n{}\n```\n';
  const { book, diagnostics } = await readAndRenderAny(openWorkbench(memoryHost({ 'a.md': text })));
  expect(diagnostics.map(({ code }) => code)).toContain('diagram-package-missing');
  expect(diagnostics.map(({ code }) => code)).not.toContain('reference-nameless');
  const html = book ? sectionHtml(book) : '';
  expect(html).toMatch(/See <a [^>]*>Figure\u00a01<\/a>/);
  expect(html).toMatch(/<figure [^>]*><pre>.*<figcaption>.*Rain in a year<\/figcaption><\/figure>/s);
});
