/** Tests formulas in print: font, lines, outline and tags. */
import { fromHtml } from 'hast-util-from-html';
import { toHtml } from 'hast-util-to-html';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { breakFormulas } from '../../../src/print/document/formula-lines.ts';
import { openPress, type Press, printBook, printHandout } from '../../../src/print/index.ts';
import { checkPdf } from '../../conformance/pdf.ts';
import { readAndRender, renderHandout } from '../../support/workbench.ts';
import { BOOK, HANDOUTS, printBench } from '../workbench.ts';

const TEXT = `# About $$x^2$$

The index is $$\\frac{m}{h^2}$$, and no more.

## Of $$\\sqrt{y}$$, and others

$$
\\sum_{i=1}^n i
$$
`;

const { context, diagnostics } = printBench();
let press: Press;
beforeAll(() => {
  press = openPress({ jobs: 1, debug: false }, context);
});
afterAll(() => press.close());

async function readBack(bytes: Uint8Array) {
  const task = getDocument({ data: Uint8Array.from(bytes), verbosity: 0 });
  const pdf = await task.promise;
  const outline = await pdf.getOutline();
  const titles = outline.flatMap(({ title, items }) => [title, ...items.map((item) => item.title)]);
  const alts: string[] = [];
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if ('role' in node && node.role === 'Formula' && 'alt' in node) alts.push(String(node.alt));
    if ('children' in node && Array.isArray(node.children)) node.children.forEach(walk);
  };
  for (let page = 1; page <= pdf.numPages; page += 1) walk(await (await pdf.getPage(page)).getStructTree());
  await task.destroy();
  return { titles, alts };
}

describe('printed formulas', () => {
  test.each(['book', 'handout'] as const)(
    'formulas of a %s have names in the outline and in the tags',
    async (kind) => {
      const made = await readAndRender({ 'text.md': TEXT });
      const { bytes } =
        kind === 'book'
          ? await printBook(made.book, BOOK, press, context)
          : await printHandout(await renderHandout(made, 0), HANDOUTS, press, context);
      expect(await checkPdf(bytes)).toEqual([]);
      const { titles, alts } = await readBack(bytes);
      expect(titles).toEqual(expect.arrayContaining(['About x²', 'Of √y, and others']));
      expect(alts).toEqual(expect.arrayContaining(['x²', 'm/h²', '√y', '∑_(i = 1)ⁿi']));
      expect(diagnostics).toEqual([]);
    },
  );
});

describe('breakFormulas', () => {
  const broken = (row: string): string => {
    const tree = fromHtml(`<math><mrow>${row}</mrow></math>`, { fragment: true });
    breakFormulas(tree);
    return toHtml(tree);
  };
  const long = `<mtext>${'x'.repeat(20)}</mtext>`;

  test('breakFormulas does not change a formula that fits', () => {
    expect(broken('<mi>a</mi><mo>=</mo><mi>b</mi>')).toBe(
      '<math><mrow><mi>a</mi><mo>=</mo><mi>b</mi></mrow></math>',
    );
  });

  test('breakFormulas breaks a long formula before its operators, which stay infix', () => {
    expect(
      broken(
        `${long}<mo>=</mo>${long}<mo form="prefix">−</mo><mi>b</mi><mrow><mspace width="1em"></mspace><mo>+</mo></mrow><mi>c</mi>`,
      ),
    ).toMatch(
      new RegExp(
        `^<math class="parted" style="--width: [\\d.]+"><mrow>${long}</mrow>` +
          `<mrow><mo form="infix">=</mo>${long}<mo form="prefix">−</mo><mi>b</mi></mrow>` +
          '<mrow><mrow><mspace width="1em"></mspace><mo>\\+</mo></mrow><mi>c</mi></mrow></math>$',
      ),
    );
  });

  test('breakFormulas does not break before a leading operator or inside a group', () => {
    const inside = `<mfrac><mrow>${long}<mo>+</mo>${long}</mrow><mi>b</mi></mfrac>`;
    expect(broken(`<mo>=</mo>${inside}`)).toContain(`><mrow><mo>=</mo>${inside}</mrow></math>`);
  });
});
