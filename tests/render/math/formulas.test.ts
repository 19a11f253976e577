import { toHtml } from 'hast-util-to-html';
import { visit } from 'unist-util-visit';
import { describe, expect, it } from 'vitest';
import { complaints, htmlFrom, readAndRender } from '../../support/workbench.ts';

const broken = (markdown: string) => complaints({ 'text.md': `# T\n\n${markdown}` });

describe('formulas', () => {
  it('are MathML in the line of text', async () => {
    expect(await htmlFrom('So $$x^2$$ it is.')).toBe(
      '<p class="lead">So <math alttext="x²"><msup><mi>x</mi><mn>2</mn></msup></math> it is.</p>',
    );
  });

  const block =
    '<div class="formula"><math display="block" alttext="a = b"><mrow><mi>a</mi><mo>=</mo><mi>b</mi></mrow></math></div>';

  it.each([
    ['on lines of their own', '$$\na = b\n$$'],
    ['after the opening marks', '$$ a\n= b\n$$'],
    ['in a paragraph of their own', '$$a = b$$'],
  ])('are blocks %s', async (_, markdown) => {
    expect(await htmlFrom(markdown)).toBe(block);
  });

  it('stand in lists, quotations and boxes', async () => {
    const html = await htmlFrom('- $$a = b$$\n\n> Text\n>\n> $$\n> a = b\n> $$\n\n:::note\n$$a = b$$\n:::');
    expect(html.split(block)).toHaveLength(4);
  });

  it('are none where a dollar is a dollar', async () => {
    expect(await htmlFrom('It costs $5 and $10, or \\$$x$$.')).toBe(
      '<p class="lead">It costs $5 and $10, or $$x$$.</p>',
    );
  });

  it('keep their marks from the typographer and from Markdown', async () => {
    const html = await htmlFrom('He said $$a_1 * b_2 -- c\'$$ and *"so"*.');
    expect(html).toContain('alttext="a₁ ∗ b₂ − −c′"');
    expect(html).toContain('<em>“so”</em>');
  });

  it('stand beside raw HTML', async () => {
    const html = await htmlFrom('<b>So</b> $$x$$ <i lang="la">ergo</i>.');
    expect(html).toContain('<b>So</b> <math alttext="x"><mi>x</mi></math> <i lang="la">ergo</i>.');
  });

  it('are named in headings, ids and contents as one reads them', async () => {
    const { book } = await readAndRender({ 'text.md': '# About $$\\sqrt{x}$$\n\n## Of $$x_1$$\n\nText.' });
    expect(book.sections[0]?.title).toBe('About √x');
    expect(book.navigation[0]?.children.map(({ title }) => title)).toEqual(['Of x₁']);
  });

  it('are a feature of their chapter', async () => {
    const files = { 'text.md': '# T\n\n$$x$$' };
    expect((await readAndRender(files)).book.sections[0]?.features).toContain('math');
    expect((await readAndRender({ 'text.md': '# T\n\n$5' })).book.sections[0]?.features).not.toContain(
      'math',
    );
  });

  it('have neither colors nor classes nor anything that acts', async () => {
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

describe('the text of a formula', () => {
  it.each([
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
    [String.raw`\hat{y}, \vec{z}`, 'y\u0302, z\u20D7'],
    [String.raw`\binom{n}{k}`, '(n ; k)'],
    [String.raw`\begin{pmatrix} a & b \\ c & d \end{pmatrix}`, '(a, b; c, d)'],
    [String.raw`\begin{aligned} a &= b \\ &= c \end{aligned}`, 'a = b; = c'],
    [String.raw`\begin{cases} a & \text{if } x > 0 \\ b & \text{else} \end{cases}`, '{a, if x > 0; b, else'],
    [String.raw`{\text{body weight}}^2`, '(body weight)²'],
    [String.raw`x\phantom{y}`, 'x'],
    [String.raw`\ce{H2O}`, 'H₂O'],
  ])('of %s', async (tex, text) => {
    const { book } = await readAndRender({ 'text.md': `# T\n\nText $$${tex}$$.` });
    let found: unknown;
    visit(book.sections[0]?.body ?? { type: 'root', children: [] }, 'element', ({ tagName, properties }) => {
      if (tagName === 'math') found = properties.alttext;
    });
    expect(found).toBe(text);
  });
});

describe('a formula that cannot be set', () => {
  it.each([
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
    ['So $$\\ref{a}$$.', '3:6'],
    ['So $$\\phantom{a}$$.', '3:6'],
    ['So $$%$$.', '3:6'],
  ])('is reported where it breaks: %j', async (markdown, place) => {
    expect(await broken(markdown)).toEqual([`formula-broken text.md:${place}`]);
  });

  it.each([
    ['braces', '{'.repeat(1900) + '}'.repeat(1900)],
    ['roots', `${'\\sqrt{'.repeat(200)}x${'}'.repeat(200)}`],
    ['length', 'x+'.repeat(30_000)],
    ['expansions', '\\dots'.repeat(700)],
  ])('is reported when it is too much: %s', async (_, tex) => {
    expect(await broken(`So $$${tex}$$.`)).toEqual(['formula-broken text.md:3:6']);
  });

  it('takes nothing of the text with it when it has no end', async () => {
    const markdown = '$$ a\n+ b $$\n\nAll that *follows*.';
    expect(await broken(markdown)).toEqual(['formula-broken text.md:3:4']);
    const html = await htmlFrom(markdown, { expected: ['formula-broken text.md:3:4'] });
    expect(html).toBe('<pre><code>a\n+ b $$\n\nAll that *follows*.</code></pre>');
  });

  it('is printed as it is written', async () => {
    expect(await htmlFrom('A $$\\no <b>$$.', { expected: ['formula-broken text.md:3:5'] })).toBe(
      '<p class="lead">A <code>\\no &#x3C;b></code>.</p>',
    );
    expect(await htmlFrom('$$\\no$$', { expected: ['formula-broken text.md:3:3'] })).toBe(
      '<pre><code>\\no</code></pre>',
    );
  });
});

it('an author writes no marks of ours', async () => {
  expect(await broken('So <b data-formula="0">x</b> $$x$$.')).toEqual([
    'html-attribute-forbidden text.md:3:4',
  ]);
  expect(await broken('So <math><mi>x</mi></math>.')).toEqual([
    'html-element-forbidden text.md:3:4',
    'html-element-unknown text.md:3:10',
  ]);
});
