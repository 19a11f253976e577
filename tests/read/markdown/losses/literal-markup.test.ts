/** Markup of other programs is reported once for each kind; ordinary text never is. */
import { expect, test } from 'vitest';
import { LITERAL_MARKUP } from '../../../../src/core/diagnostics/catalogue/literal-markup.ts';
import { parseMarkdown } from '../../../../src/read/markdown/parse.ts';
import { readAndRender, sectionHtml } from '../../../support/workbench.ts';

/** The kinds that are reported, each with its place. */
function find(text: string): readonly string[] {
  const found: string[] = [];
  parseMarkdown({ path: 't.md', text }, ({ code, hint, place }) => {
    const kind = Object.entries(LITERAL_MARKUP).find(([, { advice }]) => advice === hint)?.[0];
    found.push(`${kind ?? code} ${place?.line}:${place?.column}`);
  });
  return found;
}

test.each([
  ['> [!NOTE]\n> Words.', 'alert 1:3'],
  ['![Gate.](g.svg){width=50%}', 'attributes 1:16'],
  ['![Gate.|100](g.svg)', 'image-size 1:1'],
  ['a ![Gate.|100x50](g.svg) b', 'image-size 1:3'],
  ['[words](a.md){.button target="_blank"}', 'attributes 1:14'],
  ['Some [words]{.red} here.', 'attributes 1:12'],
  ['Words.\n{: .lead}', 'attributes 2:1'],
  ['A `span`{.js}', 'attributes 1:9'],
  ['{{#include a.md}}', 'template 1:1'],
  ['{{< youtube x >}}', 'template 1:1'],
  ['a {% include b.html %} c', 'template 1:3'],
  ['A.\n\n\\newpage\n\nB.', 'page-break 3:1'],
  ['A.\n\n<!-- pagebreak -->\n\nB.', 'page-break 3:1'],
  ['\\begin{center}\nA\n\\end{center}', 'latex 1:1'],
  ['a \\textbf{b}', 'latex 1:3'],
  ['Term\n: What it means', 'definition-list 2:1'],
  ['> Term\n> :   What it means', 'definition-list 2:1'],
  ['!!! note "Title"\n    Words', 'admonition 1:1'],
  ['??? warning\n    Words', 'admonition 1:1'],
  ['!!! note "Title\n    Words', 'admonition 1:1'],
  ['!!! note "Title" and more\n    Words', 'admonition 1:1'],
  ['Above\n!!! tip inline end "Title\n    Words', 'admonition 2:1'],
  ['> ???+ tip "Title\n>     Words', 'admonition 1:3'],
  ['=== "Tab\n\n    Words', 'admonition 1:1'],
  ['See [[Other page]].', 'wiki-link 1:5'],
  ['Well done :smile:!', 'emoji 1:11'],
  ['a ==marked word== b', 'mark 1:3'],
  ['H~2~O', 'subscript 1:2'],
  ['10^3^ and m^2^', 'superscript 1:3'],
  ['Words^[a note] here', 'inline-note 1:6'],
  ['so $x$ and $E = mc^2$', 'formula 1:4'],
  ['```math\nx\n```', 'formula 1:1'],
  ['```mermaid\na\n```', 'diagram 1:1'],
  ['see @fig-gate here', 'cross-reference 1:5'],
  ['see Figure \\@ref(fig:gate)', 'cross-reference 1:12'],
  ['[TOC]', 'contents 1:1'],
  ['[[_TOC_]]', 'contents 1:1'],
  ['*[HTML]: Hypertext', 'abbreviation 1:1'],
  ["import A from './a'", 'module 1:1'],
  ['| The line\n|    keeps', 'line-block 1:1'],
  ['| A | B |\n| 1 | 2 |', 'table 1:1'],
  ['| A | B | C |\n|---|---|\n| 1 | 2 | 3 |', 'table 1:1'],
  ['+---+---+\n| A | B |\n+---+---+', 'table 1:1'],
  ['| A | B |\n|---|---|\n| 1 | 2 |\n|---+---|\n| 3 | 4 |', 'table-rule 4:1'],
  ['a %%hidden%% b', 'comment 1:3'],
  ['%%\nhidden\n%%', 'comment 1:1'],
  ['Term <!-- not closed', 'comment 1:6'],
  ['#My title', 'heading 1:1'],
  ['##Part', 'heading 1:1'],
  ['####### Seven', 'heading 1:1'],
  ['**bold **text', 'strong 1:1'],
  ['[a](my file.md)', 'link 1:1'],
  ['[nested [link](b.md)](c.md)', 'link 1:21'],
  ['<div markdown="1">\n**a**\n</div>', 'html-markdown 1:1'],
  ['<div>\nsome **words** here\n</div>', 'html-markdown 1:1'],
])('reports %j', (text, expected) => expect(find(text)).toEqual([expected]));

test.each([
  'It costs $5 and $6, or US$5/US$6, $5-$6; $HOME/$USER; a $ b $ c.',
  'me@example.org, @home, @figure, ~30 min to ~40 min, 5~10, C# and #5, F#.',
  '`==a==` `[[b]]` `$x$` `:smile:` `{{c}}`\n\n```\n{{< a >}}\n| a |\n\\newpage\n```\n\n    $x$ [TOC]\n',
  '$$x^2$$ and $$\\frac{1}{2}$$\n\n$$\n\\begin{matrix} a \\end{matrix}\n$$',
  'a == b == c, a === b, 2 ** 3 ** 4, note* and note**. x^2 + y^2, ^caret, a|b, 10:30:45, 9:00: then, urn:isbn:1, std::a::b',
  'see [@key], [1], [x] and [sic]; [TOC-7]; array[0] and f(x)(y)',
  '\\==a== \\[[b]] \\$x$ \\:smile: H\\~2~O 10\\^3^ \\[a](b c) \\*\\*b \\*\\*',
  '# A {#a}\n\n## B\n\n| A | B |\n|---|:-:|\n| -- | +++ |\n| --- | 1 |\n\na | b\n-|-\n1 | 2',
  '![What it shows.](gate.svg "Caption.") and [words](<my file.md>), <https://example.org/a==b==c>, https://x.org/[[a]]',
  'Note: take it\nwith food: always. One!!! note this. a {x} b {y=1} c. {a|b}. 5 % of 100 %. 100%%.',
  ':::note[Title]\nWords\n:::\n\n<div>\n\n**a**\n\n</div>\n\n<!-- **a** [b](c) -->\n\n<pre>**a**</pre>',
  '> "I said [so]"\n\n- [ ] a\n- [x] b\n\n#hashtag\n\n#OneTag #Two\n\n#5 is a number.',
  'I import goods from China. Export is a function.\n\n!!! Attention please',
  '10 m^2^ is \\^ here'.replace('^2^', '²'),
  'C:\\temp\\{x}, \\alpha, \\o/ ',
  '|x| is a number\n\n| a single bar',
])('says nothing of %j', (text) => expect(find(text)).toEqual([]));

test('reports each kind once, with its number and lines', async () => {
  const { diagnostics } = await readAndRender(
    { 't.md': '# T\n\nA **one **b and **two **c.\n\n- **three **d\n' },
    { expected: ['markup-literal t.md:3:3'] },
  );
  expect(diagnostics[0]?.message).toBe(
    'Emphasis with a space inside its marks is not read in this form: “**one **”. There are 3, in lines 3, 5.',
  );
});

test('removes attributes after headings, and keeps their ids', async () => {
  const text =
    '# T\n\n## A {-}\n\n## B {.unnumbered}\n\n## C {#third .cls k="v"}\n\n## D {#four}\n\n## E {x}\n\n[c](#third) [d](#four)\n';
  const { book } = await readAndRender({ 't.md': text });
  expect(
    [...sectionHtml(book).matchAll(/<h2(?: class="unnumbered")? id="t--(.*?)">(.*?)<\/h2>/g)].map(
      ([, id, words]) => [id, words],
    ),
  ).toEqual([
    ['a', 'A'],
    ['b', 'B'],
    ['third', 'C'],
    ['four', 'D'],
    ['e-x', 'E {x}'],
  ]);
});

test('takes no longer for long rows of marks', () => {
  for (const mark of [
    '[',
    '[[a',
    '{{',
    '==a ',
    ':a',
    '$a',
    '** a',
    '%%',
    '](',
    '^[',
    '~a',
    '| ',
    '{#a ',
    '!!! a\n',
  ]) {
    const started = performance.now();
    find(`a ${mark.repeat(1900)}\n\n## b ${mark.replaceAll('\n', '').repeat(1900)}`);
    expect(performance.now() - started, mark).toBeLessThan(5000);
  }
});
