/** Tests the numbers of headings, figures, tables and formulas, and the references to them. */
import { describe, expect, test } from 'vitest';
import { readAndRender, sectionHtml } from '../support/workbench.ts';

const GATE = {
  'p/gate.svg':
    '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10"/></svg>',
};

const FILES = {
  ...GATE,
  'p/publication.yaml':
    'title: P\nlanguage: en\nnumber-sections: true\nchapters: [pre.md, a.md, b.md, app.md]\n',
  'p/pre.md': '---\npart: preface\n---\n\n# Before\n\n## Why\n\n![Zero.](gate.svg "Zero"){#fig-zero}\n',
  'p/a.md':
    '# First\n\n## One\n\n### Deep\n\n#### Deeper\n\n![A.](gate.svg "A"){#fig-a}\n\n## Without {-}\n\n### Below\n\n## Two {#sec-two}\n',
  'p/b.md':
    '# Second {#sec-second}\n\nSee @fig-a, @fig-b, @sec-two, @sec-second, @sec-app, @fig-app, @fig-zero, @eq-x and [](a.md#sec-two).\n\n![B.](gate.svg "B"){#fig-b}\n\n$$x$$ {#eq-x}\n',
  'p/app.md': '---\npart: appendix\n---\n\n# More {#sec-app}\n\n## Data\n\n![C.](gate.svg "C"){#fig-app}\n',
};

const textOf = (html: string): string => html.replace(/<[^>]*>/g, '').replace(/\u00A0/g, ' ');

const listHeadings = (html: string): readonly string[] =>
  [...html.matchAll(/<h[1-6][^>]*>(.*?)<\/h[1-6]>/g)].map(([, words = '']) => textOf(words));

describe('a book with numbered sections', async () => {
  const { book } = await readAndRender(FILES, { what: 'p' });

  test('numbers chapters and sections, not the preface, and appendices with letters', () => {
    expect(book.sections.flatMap((_, index) => listHeadings(sectionHtml(book, index)))).toEqual([
      ...['Before', 'Why'],
      ...['1 First', '1.1 One', '1.1.1 Deep', 'Deeper', 'Without', 'Below', '1.2 Two'],
      '2 Second',
      ...['Appendix A More', 'A.1 Data'],
    ]);
  });

  test('has the numbers in the contents', () => {
    expect(book.navigation.map(({ title }) => title.replace('\u00A0', ' '))).toEqual([
      'Before',
      '1 First',
      '2 Second',
      'Appendix A More',
    ]);
  });

  test('numbers figures and formulas in each chapter, and refers to them', () => {
    const html = sectionHtml(book, 2);
    expect(textOf(html)).toContain(
      'See Figure 1.1, Figure 2.1, Section 1.2, Chapter 2, Appendix A, Figure A.1, Figure 1, Equation 2.1 and Two.',
    );
    expect(html).toContain('<a href="#a--fig-a">Figure');
    expect(textOf(html)).toContain('(2.1)');
    expect(textOf(sectionHtml(book, 3))).toContain('Figure A.1. C');
  });
});

const renderFile = async (text: string, expected: readonly string[] = []): Promise<string> => {
  const { book } = await readAndRender({ 't.md': text }, { expected });
  return sectionHtml(book);
};

describe('a reference', () => {
  test('that means nothing is printed as it was written', async () => {
    const html = await renderFile('# T\n\nSee @fig-none here.\n', ['reference-missing t.md:3:5']);
    expect(html).toContain('See @fig-none here.');
  });

  test('to a paragraph has neither number nor title', async () => {
    const text = '# T\n\nSee [](#here).\n\n<p id="here">Words</p>\n';
    expect(await renderFile(text, ['reference-nameless t.md:3:5'])).toContain('[](#here)');
  });

  test('inside a link is not a link', async () => {
    const html = await renderFile('# T\n\n[As @sec-a says](https://example.org)\n\n## A {#sec-a}\n');
    expect(html).toContain('<a href="https://example.org">As <span>A</span> says</a>');
  });

  test('is that of LaTeX, too', async () => {
    const html = await renderFile(
      '# T\n\nSee Equation~\\ref{eq:a}, \\eqref{eq:a}, \\autoref{eq:b}.\n\n\\begin{align}\na &= 1 \\label{eq:a} \\\\\nb &= 2 \\label{eq:b}\n\\end{align}\n',
    );
    expect(textOf(html)).toContain('See Equation 1, (1), Equation 2.');
    expect(html).toMatch(/<mtr id="t--eq:b">.*\(2\)/s);
    expect(html).toMatch(/alttext="[^"]* \(1\) \(2\)"/);
  });
});

test('two chapters with one label are reported where the label is used', async () => {
  const files = {
    'p/publication.yaml': 'title: P\nlanguage: en\nchapters: [a.md, b.md, c.md]\n',
    'p/a.md': '# A\n\n## One {#sec-x}\n\nSee @sec-x.\n',
    'p/b.md': '# B\n\n## Two {#sec-x}\n',
    'p/c.md': '# C\n\nSee @sec-x.\n',
  };
  const { book } = await readAndRender(files, { what: 'p', expected: ['reference-ambiguous p/c.md:3:5'] });
  expect(sectionHtml(book, 0)).toContain('<a href="#a--sec-x">One</a>');
});

test('a formula has the number that its author gave', async () => {
  const html = await renderFile(
    '# T\n\nSee @eq-x.\n\n$$\ny = 1 \\tag{3*}\n$$ {#eq-x}\n\n$$\nz \\tag{B}\n$$\n',
  );
  expect(textOf(html)).toContain('See Equation 3*.');
  expect(html).toContain('>(3*)</span>');
  expect(html).toContain('>(B)</span>');
});

test('listings and boxes with labels have numbers', async () => {
  const html = await renderFile(
    '# T\n\nSee @lst-one, @lst-two and @box-care.\n\n```{#lst-one .python lst-cap="How to add"}\n1 + 1\n```\n\n```{#lst-two .python}\n2\n```\n\n:::warning[Take care]{#box-care}\nWords.\n:::\n',
  );
  expect(textOf(html)).toContain('See Listing 1, Listing 2 and Box 1.');
  expect(textOf(html)).toMatch(/Listing 1\. How to add.*Listing 2\.\s*2.*Box 1\. Take care/s);
});

test('theorems are numbered by kind, and proofs have only a word', async () => {
  const html = await renderFile(
    [
      '# T\n\nSee @thm-line, @lem-a, @def-b and @exr-c.',
      '::: {#thm-line name="Line"}\nA line is straight.\n:::',
      '::: {#lem-a}\n## Small\n\nWords.\n:::',
      '::: {.proof}\nObvious.\n:::',
      '::: theorem\nAnother.\n:::',
      '::: {#def-b}\n- Only a list\n:::',
      '::: {#exr-c}\nTry.\n:::',
      '::: {.example}\nA plain division.\n:::',
    ].join('\n\n'),
  );
  expect(textOf(html)).toContain('See Theorem 1, Lemma 1, Definition 1 and Exercise 1.');
  expect(html).toContain(
    '<section class="theorem" id="t--thm-line">\n<p><span class="caption-label">Theorem 1.</span> <span class="theorem-title">(Line)</span> A line is straight.</p>',
  );
  for (const words of [
    'Lemma 1. (Small) Words.',
    'Proof. Obvious.',
    'Theorem 2. Another.',
    'Exercise 1. Try.',
  ])
    expect(textOf(html)).toContain(words);
  expect(html).toContain('<p>A plain division.</p>');
});

test('a heading that refers to a figure has its number in the contents, too', async () => {
  const files = { ...GATE, 'p/t.md': '# T\n\n![A.](gate.svg){#fig-a}\n\n## As @fig-a shows\n' };
  const { book } = await readAndRender(files, { what: 'p/t.md' });
  expect(book.navigation[0]?.children[0]?.title.replace('\u00A0', ' ')).toBe('As Figure 1 shows');
});

test('a link without words has a name or its address, whatever it leads to', async () => {
  const files = {
    'p/publication.yaml': 'title: P\nlanguage: en\nchapters: [a.md, b.md]\n',
    'p/a.md': '# A\n\nSee [ ](b.md), [](b.md) and [](b.md#here).\n',
    'p/b.md': '# Second\n\n<p id="here">Words</p>\n',
  };
  const { book } = await readAndRender(files, { what: 'p', expected: ['link-wordless p/a.md:3:29'] });
  expect(textOf(sectionHtml(book, 0))).toContain('See Second, Second and b.md#here.');
  expect(sectionHtml(book, 0)).not.toContain('data-reference');
});

test('a theorem without words keeps its number and title', async () => {
  const html = await renderFile('# T\n\n::: {#thm-a name="Line"}\n:::\n\nSee @thm-a.\n');
  expect(textOf(html)).toMatch(/Theorem 1\. \(Line\)\s+See Theorem 1\./);
});

test('a formula has the label of bookdown', async () => {
  const html = await renderFile(
    '# T\n\nSee \\@ref(eq:binom).\n\n\\begin{equation}\nx = 1 (\\#eq:binom)\n\\end{equation}\n',
  );
  expect(textOf(html)).toMatch(/See 1\..*x=1.*\(1\)/s);
  expect(html).not.toContain('#eq:binom)');
});

test('a theorem has the label of bookdown', async () => {
  const html = await renderFile('# T\n\nSee \\@ref(thm:pyth).\n\n::: {.theorem #pyth}\nWords.\n:::\n');
  expect(textOf(html)).toContain('See 1.');
});

test('a written id wins over the words of headings, and these over the words of a heading with another id', async () => {
  const files = {
    'p/publication.yaml': 'title: P\nlanguage: en\nnumber-sections: true\nchapters: [a.md, b.md, c.md]\n',
    'p/a.md': '# Ask\n\n## Gate {#old-gate}\n\n## Latch\n\n## Fence\n\nSee \\@ref(gate), \\@ref(latch).\n',
    'p/b.md': '# Build\n\n## Gate\n\n## Bars {#latch}\n\n## Fence {#old-fence}\n',
    'p/c.md': '# Close\n\nSee \\@ref(gate), \\@ref(latch), \\@ref(fence).\n',
  };
  const { book } = await readAndRender(files, { what: 'p' });
  expect(textOf(sectionHtml(book, 0))).toContain('See 2.1, 2.2.');
  expect(textOf(sectionHtml(book, 2))).toContain('See 2.1, 2.2, 1.3.');
});
