/** Tests which colors of words are kept, in which editions, and what is reported of the others. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { MIN_CONTRAST } from '../../../src/lib/color/contrast.ts';
import { serializeHtml } from '../../../src/lib/html/serialize.ts';
import { buildPrintTree } from '../../../src/print/document/html.ts';
import { type Color, contrast } from '../../../src/print/printed/contrast.ts';
import { DARKEST_BACKGROUND, readColor } from '../../../src/render/html/colors.ts';
import { collectDiagnostics, readAndRender, sectionHtml } from '../../support/workbench.ts';

const files = (words: string) => ({ 't.md': `# T\n\n${words}\n` });

test.each([
  ['<span style="color: navy">x</span>', '<span data-color="#000080">x</span>'],
  ['<span style="COLOR:#A00">x</span>', '<span data-color="#AA0000">x</span>'],
  ['<span style="color: rgb(128 0 0)">x</span>', '<span data-color="#800000">x</span>'],
  ['<span style="color: hsl(120, 100%, 20%); color: hsl(240, 100%, 30%)">x</span>', 'data-color="#000099"'],
  ['<p style="color: maroon !important">x</p>', '<p data-color="#800000" class="lead">x</p>'],
  ['<font color="#008000">x</font>', '<span data-color="#008000">x</span>'],
  ['<b style="color: navy; font-style: italic">x</b>', '<b data-color="#000080"><i>x</i></b>'],
  ['<span style="color: windowtext">x</span>', '<span>x</span>'],
  ['<span style="color: inherit">x</span>', '<span>x</span>'],
])('%s', async (words, html) => {
  expect(await collectDiagnostics(files(words))).toEqual([]);
  const { book } = await readAndRender(files(words));
  expect(sectionHtml(book)).toContain(html);
});

test.each([
  ['yellow', 'its contrast with the page and with boxes is 1.0 to 1'],
  ['#ff0000', 'Write `#E00000`'],
  ['white', 'is 1.1 to 1'],
  ['transparent', 'is 1.1 to 1'],
  ['rgb(0 0 0 / 20%)', 'hard to read'],
  ['var(--accent)', 'has no effect.'],
  ['nonsense', 'has no effect.'],
  ['constructor', 'has no effect.'],
])('reports the color %s', async (color, message) => {
  const words = files(`<span style="color: ${color}">x</span>`);
  const { book, diagnostics } = await readAndRender(words, { expected: ['html-style-dropped t.md:3:1'] });
  expect(sectionHtml(book)).toContain('<span>x</span>');
  const texts = diagnostics.map((reported) => `${reported.message} ${reported.hint}`);
  expect(texts.join('\n')).toContain(message);
});

test('takes no color from an attribute that only Handpress writes', async () => {
  const { book } = await readAndRender(files('<span data-color="#FFFFFF">x</span>'));
  expect(sectionHtml(book)).toContain('<span>x</span>');
});

test('reports each color once, with its lines', async () => {
  const words = '<i style="color:red">a</i>\n<i style="color:red">b</i> <i style="color:lime">c</i>';
  const expected = ['html-style-dropped t.md:3:1', 'html-style-dropped t.md:4:28'];
  const { diagnostics } = await readAndRender(files(words), { expected });
  const messages = diagnostics.map(({ message }) => message).join('\n');
  expect(messages).toContain('There are 2, in lines 3, 4.');
  expect(messages).toContain('`color: lime`');
});

test('prints colors by a property that editions can refuse', async () => {
  const { book } = await readAndRender(files('<span style="color: navy">x</span>'));
  const [section] = book.sections;
  if (section === undefined) throw new Error('The book has no section.');
  const tree = await buildPrintTree(section, new Map(), { prefix: 'a' });
  expect(serializeHtml(tree)).toContain('<span class="colored" style="--color: #000080">x</span>');
});

test('measures with the darkest background of the styles', () => {
  const tints = [...readFileSync('styles/tokens.css', 'utf8').matchAll(/--tint: (#\w+);/g)];
  expect(tints.map(([, tint]) => tint)).toEqual([DARKEST_BACKGROUND]);
});

test('keeps only colors that are readable in the gray of a printer, and suggests no others', () => {
  const parts = ['00', '33', '66', '99', 'cc', 'ff'];
  const colors = parts.flatMap((r) => parts.flatMap((g) => parts.map((b) => `#${r}${g}${b}`)));
  const printed = colors.map((color) => {
    const reading = readColor(color);
    if (reading.kind === 'kept') return reading.color;
    return reading.kind === 'faint' ? reading.darker : '';
  });
  const ratios = printed.map((hex) => {
    const [r = 255, g = 255, b = 255] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
    // The gray of ITU-R BT.601, which printers use.
    const gray = (0.299 * r + 0.587 * g + 0.114 * b) / 255;
    const white: Color = [1, 1, 1];
    return Math.min(contrast([gray, gray, gray], white), contrast([r / 255, g / 255, b / 255], white));
  });
  expect(Math.min(...ratios)).toBeGreaterThanOrEqual(MIN_CONTRAST);
});
