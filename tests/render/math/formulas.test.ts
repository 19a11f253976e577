/** Tests formulas: MathML, text alternatives, and reports of broken ones. */
import { toHtml } from 'hast-util-to-html';
import { visit } from 'unist-util-visit';
import { describe, expect, test } from 'vitest';
import { collectDiagnostics, readAndRender, renderMarkdown } from '../../support/workbench.ts';

const broken = (markdown: string) => collectDiagnostics({ 'text.md': `# T\n\n${markdown}` });

describe('formulas', () => {
  test('an inline formula becomes MathML', async () => {
    expect(await renderMarkdown('So $$x^2$$ it is.')).toBe(
      '<p class="lead">So <math alttext="x²"><msup><mi>x</mi><mn>2</mn></msup></math> it is.</p>',
    );
  });

  const block =
    '<div class="formula"><math display="block" alttext="a = b"><mrow><mi>a</mi><mo>=</mo><mi>b</mi></mrow></math></div>';

  test.each([
    ['on lines of their own', '$$\na = b\n$$'],
    ['after the opening marks', '$$ a\n= b\n$$'],
    ['in a paragraph of their own', '$$a = b$$'],
  ])('a formula is a block %s', async (_, markdown) => {
    expect(await renderMarkdown(markdown)).toBe(block);
  });

  test('formulas are allowed in lists, quotations and boxes', async () => {
    const html = await renderMarkdown(
      '- $$a = b$$\n\n> Text\n>\n> $$\n> a = b\n> $$\n\n:::note\n$$a = b$$\n:::',
    );
    expect(html.split(block)).toHaveLength(4);
  });

  test('a single dollar starts no formula', async () => {
    expect(await renderMarkdown('It costs $5 and $10, or \\$$x$$.')).toBe(
      '<p class="lead">It costs $5 and $10, or $$x$$.</p>',
    );
  });

  test('formulas are not changed by typographic punctuation or Markdown', async () => {
    const html = await renderMarkdown('He said $$a_1 * b_2 -- c\'$$ and *"so"*.');
    expect(html).toContain('alttext="a₁ ∗ b₂ − −c′"');
    expect(html).toContain('<em>“so”</em>');
  });

  test('formulas work beside raw HTML', async () => {
    const html = await renderMarkdown('<b>So</b> $$x$$ <i lang="la">ergo</i>.');
    expect(html).toContain('<b>So</b> <math alttext="x"><mi>x</mi></math> <i lang="la">ergo</i>.');
  });

  test('formulas are readable text in headings, ids and contents', async () => {
    const { book } = await readAndRender({ 'text.md': '# About $$\\sqrt{x}$$\n\n## Of $$x_1$$\n\nText.' });
    expect(book.sections[0]?.title).toBe('About √x');
    expect(book.navigation[0]?.children.map(({ title }) => title)).toEqual(['Of x₁']);
  });

  test('a chapter with formulas has the feature `math`', async () => {
    const files = { 'text.md': '# T\n\n$$x$$' };
    expect((await readAndRender(files)).book.sections[0]?.features).toContain('math');
    expect((await readAndRender({ 'text.md': '# T\n\n$5' })).book.sections[0]?.features).not.toContain(
      'math',
    );
  });

  test.each([
    ['P_e \\log n', true],
    ['f(x) \\log n', true],
    ['x^2 \\max_y y', true],
    ['-\\log n', false],
    ['= \\sin x', false],
  ])('names of functions have a thin space before them: %s', async (tex, isSpaced) => {
    const html = await renderMarkdown(`So $$${tex}$$ it is.`);
    const [before = ''] = html.split(/(?:<mrow>|<munder>|<msub>)*<mi>(?:log|max|sin)/);
    expect(before.endsWith('<mspace width="0.1667em"></mspace>')).toBe(isSpaced);
  });

  test('formulas have no colors, classes or active content', async () => {
    const tex = String.raw`\color{red}{x} \colorbox{blue}{y} \mathcal{F} \boxed{z} \rule{999em}{1em} \begin{pmatrix}a&b\end{pmatrix}`;
    const { book } = await readAndRender({ 'text.md': `# T\n\nText $$${tex}$$ more.` });
    const properties = new Set<string>();
    const styles = new Set<string>();
    visit(book.sections[0]?.body ?? { type: 'root', children: [] }, 'element', (element) => {
      if (!/^m/.test(element.tagName)) return;
      for (const name of Object.keys(element.properties)) properties.add(name);
      for (const rule of String(element.properties.style ?? '').split(';'))
        styles.add(rule.split(':')[0]?.trim() ?? '');
    });
    expect([...properties].filter((name) => /color|background|class|href|^on/i.test(name))).toEqual([]);
    expect([...styles].filter((name) => name !== '' && !/^(?:padding|border|text-align)/.test(name))).toEqual(
      [],
    );
    expect(toHtml(book.sections[0]?.body ?? { type: 'root', children: [] })).not.toContain('999em');
  });
});

describe('text of formulas', () => {
  test.each([
    [
      String.raw`\text{BMI} = \frac{\text{weight in kg}}{(\text{height in m})^2}`,
      'BMI = (weight in kg)/(height in m)²',
    ],
    [String.raw`\frac12 + \frac{a+b}{c}`, '1/2 + (a + b)/c'],
    [String.raw`\frac{-b \pm \sqrt{b^2-4ac}}{2a}`, '(−b ± √(b² − 4ac))/(2a)'],
    [String.raw`\sqrt[3]{x+1}`, '³√(x + 1)'],
    [String.raw`\sum_{i=1}^{n} x_i`, '∑_(i = 1)ⁿx_i'],
    [String.raw`f'(x) = \int_0^\infty e^{-x}\,dx`, 'f′(x) = ∫₀^∞e^(−x) dx'],
    [String.raw`37\,^\circ\mathrm{C}`, '37 °C'],
    [String.raw`5\,\mathrm{mg} \times 3`, '5 mg × 3'],
    [String.raw`\mathbf{x} \in \mathbb{R}^2`, 'x ∈ ℝ²'],
    [String.raw`\hat{y}, \vec{z}`, 'ŷ, z\u20D7'],
    [String.raw`\binom{n}{k}`, '(n ; k)'],
    [String.raw`\begin{pmatrix} a & b \\ c & d \end{pmatrix}`, '(a, b; c, d)'],
    [String.raw`\begin{aligned} a &= b \\ &= c \end{aligned}`, 'a = b; = c'],
    [String.raw`\begin{cases} a & \text{if } x > 0 \\ b & \text{else} \end{cases}`, '{a, if x > 0; b, else'],
    [String.raw`{\text{body weight}}^2`, '(body weight)²'],
    [String.raw`x\phantom{y}`, 'x'],
    [String.raw`\ce{H2O}`, 'H₂O'],
  ])('converts a formula to text: %s', async (tex, text) => {
    const { book } = await readAndRender({ 'text.md': `# T\n\nText $$${tex}$$.` });
    let found: unknown;
    visit(book.sections[0]?.body ?? { type: 'root', children: [] }, 'element', ({ tagName, properties }) => {
      if (tagName === 'math') found = properties.alttext;
    });
    expect(found).toBe(text);
  });
});

describe('broken formulas', () => {
  test.each([
    ['So $$\\frac{a$$.', '3:13'],
    ['So $$a + \\no b$$.', '3:10'],
    ['$$\na +\n  \\no\n$$', '5:3'],
    ['> Text\n>\n> $$\n> a > b +\n> \\no\n> $$', '7:3'],
    ['- $$\n  a\n  \\no\n  $$', '5:3'],
    ['$$ a +\n\\no\n$$', '4:1'],
    ['So $$\\def\\a{\\a\\a}\\a$$.', '3:6'],
    ['So $$\\newcommand{\\a}{b}$$.', '3:6'],
    ['So $$\\href{https://example.org}{x}$$.', '3:6'],
    ['So $$\\includegraphics{x.png}$$.', '3:6'],
    ['So $$\\class{a}{b}$$.', '3:6'],
    ['So $$\\style{color:red}{b}$$.', '3:6'],
    ['So $$\\phantom{a}$$.', '3:6'],
    ['So $$%$$.', '3:6'],
  ])('reports a broken formula at its line and column: %j', async (markdown, place) => {
    expect(await broken(markdown)).toEqual([`formula-broken text.md:${place}`]);
  });

  test.each([
    ['braces', '{'.repeat(1900) + '}'.repeat(1900)],
    ['roots', `${'\\sqrt{'.repeat(200)}x${'}'.repeat(200)}`],
    ['length', 'x+'.repeat(30_000)],
    ['expansions', '\\dots'.repeat(700)],
  ])('reports a formula that is too large: %s', async (_, tex) => {
    expect(await broken(`So $$${tex}$$.`)).toEqual(['formula-broken text.md:3:6']);
  });

  test('an unclosed formula does not swallow formatting of the following text', async () => {
    const markdown = '$$ a\n= b\n\nAll that *follows*.';
    expect(await broken(markdown)).toEqual(['formula-unclosed text.md:3:1']);
    const html = await renderMarkdown(markdown, { expected: ['formula-unclosed text.md:3:1'] });
    expect(html).toBe('<p class="lead">$$ a\n= b</p>\n<p>All that <em>follows</em>.</p>');
  });

  test('prints a broken formula as source text', async () => {
    expect(await renderMarkdown('A $$\\no <b>$$.', { expected: ['formula-broken text.md:3:5'] })).toBe(
      '<p class="lead">A <code>\\no &#x3C;b></code>.</p>',
    );
    expect(await renderMarkdown('$$\\no$$', { expected: ['formula-broken text.md:3:3'] })).toBe(
      '<pre><code>\\no</code></pre>',
    );
  });
});

test('authors cannot write the internal placeholders', async () => {
  expect(await broken('So <b data-formula="0">x</b> $$x$$.')).toEqual([
    'html-attribute-forbidden text.md:3:4',
  ]);
  expect(await broken('So <math><mi>x</mi></math>.')).toEqual([
    'html-element-forbidden text.md:3:4',
    'html-element-unknown text.md:3:10',
  ]);
});
