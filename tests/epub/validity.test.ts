/** EPUBCheck's rules, as far as its TypeScript port knows them. `npm run conformance` asks EPUBCheck itself. */
import { EpubCheck } from '@likecoin/epubcheck-ts';
import { expect, test } from 'vitest';
import type { Book } from '../../src/core/model/book.ts';
import { sampleAsset, sampleBook, samplePng, sampleSection } from '../support/sample-book.ts';
import { readAndRender } from '../support/workbench.ts';
import { elements, pack } from './packed.ts';

const BOOKS: Readonly<Record<string, () => Book>> = {
  'the sample': sampleBook,
  'a published book with reviewers and a cover': () =>
    sampleBook({
      draftMark: null,
      cover: sampleAsset('front.png', 'image/png', samplePng(9)),
      metadata: { reviewers: [{ name: 'Dr. Cy Day' }] },
    }),
  'a book from right to left': () =>
    sampleBook({
      metadata: { language: 'ar', direction: 'rtl', title: 'الصداع النصفي' },
      sections: [sampleSection('<h1 id="ما-هو">ما هو؟</h1><p><a href="#ما-هو">صداع</a></p>')],
    }),
  'a chapter of raw HTML': () =>
    sampleBook({
      sections: [
        sampleSection(
          '<h1 id="1st">1st</h1><svg viewBox="0 0 9 9" role="img" aria-label="x"><path d="M0 0"/></svg>' +
            '<math alttext="x"><mi>x</mi></math><img src="images/dot.png" alt="" width="50%">' +
            '<table border="1"><tr><td align="right" colspan="0">1</td></tr></table><p lang="x_y">]]&gt;</p>',
        ),
      ],
    }),
};

test.each(Object.entries(BOOKS))('%s is a valid EPUB 3.3', async (_name, make) => {
  const { bytes } = await pack(make(), { report: ({ code }) => expect(code).toBe('cover-unfit') });
  const { messages } = await EpubCheck.validate(bytes);
  expect(messages.filter(({ severity }) => severity !== 'usage' && severity !== 'info')).toEqual([]);
});

test('makes a valid EPUB 3.3 with formulas of every kind, and declares MathML', async () => {
  const formulas = [
    'x^2 + \\frac{a}{b}',
    '\\sum_{i=1}^n \\sqrt[3]{x_i}',
    '\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}',
    '\\begin{align} a &= b \\\\ &= c \\tag{1} \\end{align}',
    '\\begin{array}{|c|r|} \\hline a & b \\\\ \\hline \\end{array}',
    '\\hbox{a} + \\verb|x| + \\cancel{x} + \\overline{y} + \\underbrace{z}_{1} + \\boxed{\\text{a < b \\& c}}',
    '\\hat{y} \\vec{z} \\widehat{xyz} \\color{red}{x} \\mathcal{F} \\mathbb{R}',
    '\\ce{2 H2 + O2 -> 2 H2O} \\quad 37\\,^\\circ\\mathrm{C}',
    "f'(x) = \\left( \\int_0^\\infty e^{-x}\\,dx \\right) \\; \\binom{n}{k} \\; {\\large X} \\; \\phantom{x}",
  ];
  const text = formulas
    .map(
      (tex) => `$$${tex}$$\n\nIn a line $$${tex.replace('\\tag{1}', '').replaceAll('align}', 'aligned}')}$$.`,
    )
    .join('\n\n');
  const { book } = await readAndRender({ 'text.md': `# About $$x^2$$\n\n${text}\n` });
  const packed = await pack(book);
  const { messages } = await EpubCheck.validate(packed.bytes);
  expect(messages.filter(({ severity }) => severity !== 'usage' && severity !== 'info')).toEqual([]);
  const formulasIn = elements(packed.xml('text.xhtml'), 'math');
  expect(formulasIn).toHaveLength(2 * formulas.length + 1);
  for (const { attributes } of formulasIn) {
    expect(attributes).toMatchObject({ xmlns: 'http://www.w3.org/1998/Math/MathML' });
    expect(attributes.alttext).toMatch(/\S/);
  }
  const opf = packed.text('content.opf');
  expect(opf).toMatch(/href="text.xhtml"[^>]* properties="mathml"/);
  expect(opf).toContain('>MathML</meta>');
  expect(packed.text('toc.xhtml')).toContain('About x²');
});

test('the validator reports a broken book', async () => {
  const book = sampleBook();
  const section = sampleSection('<h1 id="a">A</h1><p>x</p>');
  section.body.children.push({ type: 'element', tagName: 'blink', properties: {}, children: [] });
  const { bytes } = await pack({ ...book, sections: [section], navigation: [] });
  expect((await EpubCheck.validate(bytes)).valid).toBe(false);
});
