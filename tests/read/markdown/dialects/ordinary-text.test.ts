/** Tests that ordinary sentences keep their meaning beside the features of other programs' Markdown. */
import type { Root } from 'mdast';
import { expect, test } from 'vitest';
import { DIALECTS } from '../../../../src/read/markdown/dialects/dialects.ts';
import { parseMarkdown } from '../../../../src/read/markdown/parse.ts';

const SENTENCES = [
  'It costs $5 and $10.',
  'From $5 to $10, and US$3.',
  '3 < 4 and a > b',
  'a_b_c and snake_case_name',
  'See [x] in prose.',
  'At 10:30, ratio 1:2, note:this.',
  'Take ~5 mg, or ~10~20 mg.',
  'C:\\new and C:\\temp',
  '2^10 is 1024, and x^2 alone.',
  'A. Smith',
  'I. Newton',
  '(1) see',
  'p. 7',
  'a == b == c',
  ': so',
  '| x',
  '100%% sure',
  '\u0024{{ env.X }}',
  '2 ~ 3 ~ 4',
  'a :smiling: face? 12:30:45',
  'An array a[0]{x} and a set {1, 2}.',
  'x ^[see] y^ z',
  'She said [sic] and [n].',
  '!!! Really',
  '@home, me@example.org, @figure',
  'i) first\nB) second',
  '[[1]] and [[x]]',
  '#hashtag',
  '1986\\. A great year.',
  'Prices: $3,000–$5,000/month',
  'x^2+y^2 = z^2, x^2+y^n, 2^10^3',
  '成人10~20毫克,儿童5~10毫克, 10~20~30 mg',
  'if a==b and c==d, or a ==b',
  'PROGRA~1\\MICROS~1, ~/a and ~/b~',
  '== Heading ==, ====, ==== x ====',
  '<code>a ==b== x^2^ H~2~O</code>, <kbd>x^2^</kbd>',
  'https://example.org/a^2^/b~2~ and <https://example.org/==b==>',
  'x ^ [see], a\\^[b], a^[], ^[ ] and ^[c',
  '[a link^[in it]](#there)',
  'Between $5 and $10, $5-$10, $5/$6, ($5), US$3/CA$4, A$ and B$, $5. $',
  'in $/kg or $/lb, $ and $$, $HOME/$USER, $PATH, \u0024{{ a }}-\u0024{{ b }}, \u0024{a}/\u0024{b}',
  '$_GET and $_POST, $a and $b words, it is $x and y$, a \\$x$ b, $5 (< $6)',
  '[x]{y}, f[1]{2}, [a]{}, [b]\\{.c}, \\[b]{.c}, [a] {.b}, {.b}, {: so} and :{',
  '`a`{x} and ![a | b](c.png), ![|x](c.png), ![a 200](c.png)',
  '50%% of 20%%, and %% alone, 100%% sure',
  'See [TOC] in prose, [TOC]: x, \\[TOC]',
  'Wait^_^ and ^^ there',
  'The set {{1, 2}, {3}}, {%}, {{}}, a{{b, \u0024{{ a.b }} and 100 {% of it, {{x',
  'C:\\small\\item, D:\\begin{x}, dir\\large\\x, \\\\\\\\server\\\\tiny, \\d{3}, \\\\textbf{x}, \\textbf{x and `a`{=}',
  'if [[ -f x ]] then, [[]], [[ , m[[1]], [[1, 2], [3, 4]], [["a"]], [[n]] ^n',
  '!!! wow, so much',
  '??? really so',
  '!!!\n???',
  'a ::: b, :: c',
  '::: a b c',
  'x === "y" and so',
  'f{a}`b`, {x}`y`, {ref} `x` and \\{ref}`x`',
  '(a)= b, f(x)=y',
  'x === "y"',
  '{% hint style="x" %}',
];

/** `Words` alone above `: so he said` is a term in all programs that have terms, and here. */
const BLOCKS = [
  'Words, more words\nand others\n: so he said',
  'A sentence.\n: so he said',
  'Words\n\n\n: so he said',
  '- item\n: so he said',
  '# Heading\n: so he said',
  ': so\n: and so on',
  '| a | b |\n| - | - |\n: so',
  '```\nWords\n: so\n```',
  '    Words\n    : so',
  '<div>\nWords\n: so\n</div>',
  'Ratio\n:1',
  '```r\n:::note\n```',
  '    !!! note\n        so',
  '!!! Really\n\nNo box.',
  '<!--\n::: note\n:::\n-->',
  'Words\n:\n',
  'Words\n: ',
  'A. Smith wrote.\n\nB. Jones wrote.\nC. Brown wrote.',
  'I. Newton\n\nJ. Doe\n\nV. Woolf\n\nX. Y',
  'p. 7\nq. 8\n\nc. 1900\n\nd. 1950',
  '(1) see\n\n(3) see',
  'Words\na. one\nb. two\n(1) three\n(2) four',
  'a. one\nb) two\n(c) three',
  'a.one\nb.two',
  'a.\nb.',
  'word. Words\n\nxi. Words\n\nmix. Words',
  'Words wrapped\na) here, and\nb) there',
  '```\na. one\nb. two\n```',
  '    a. one\n    b. two',
  '1. one\n(2) two',
  'See (@) alone, (@name) in a sentence, (@',
  'Mail (@name)\n(@name) words',
  'Words\n*[a]: so',
  '*[a]: so\nwords* and more',
  '*[a]:\n\n*[]: b',
  '\\*[a]: a',
  '| x\n\n| y',
  '| a | b |\n| c | d |',
  '| a | b |\n| - | - |\n| c',
  'Words\n| x\n| y',
  '| x\ny\n| z',
  '|x|\n|y|',
  '\\| x\n| y',
  'Table: words\n\nWords.\n\n: words',
  '| a | b |\n| - | - |\n\nTable 1: words',
  '| a | b |\n| - | - |\n\n\\: words',
  '| a | b |\n| - | - |\n\nTables: words',
  '| a | b |\n| - | - |\n\nWords.\n\n: words',
  '| a | b |\n| - | - |\n| [a] |',
  '[a]\n\n| a | b |\n| - | - |\n[a]',
  'Words\n\n- - -\n\nwords',
  'Words are here\n-- --\nand go on here',
  'Words\n-----\nwords',
  '+---+\n\n+-- a\n+ b',
  '--- ---\nWords here\n\nand there\n\nWords',
  '```\n+---+\n| a |\n+---+\n\nab cd\n-- --\nef gh\n```',
  '    +---+\n    | a |',
  '| a | b |\n| - | - |\n| +---+ | -- -- |',
];

const parse = (text: string, dialects: Parameters<typeof parseMarkdown>[2]): Root | undefined =>
  parseMarkdown({ path: 't.md', text }, () => undefined, dialects);

test.each(SENTENCES)('%j', async (sentence) => {
  const all = await Promise.all(DIALECTS.map(({ load }) => load()));
  for (const text of [sentence, `> ${sentence.replace('\n', '\n> ')}`, `Before. ${sentence} After.`]) {
    expect(parse(text, all)).toEqual(parse(text, []));
  }
});

test.each(BLOCKS)('%j as blocks', async (block) => {
  const all = await Promise.all(DIALECTS.map(({ load }) => load()));
  for (const text of [block, `> ${block.replaceAll('\n', '\n> ')}`]) {
    expect(parse(text, all)).toEqual(parse(text, []));
  }
});
