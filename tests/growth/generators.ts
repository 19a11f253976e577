/**
 * Generates texts that are hard to parse. Each grows with a number and repeats one construct that a parser
 * may scan again and again.
 */

/** Builds a text; `n` is the number of its parts. */
type Make = (n: number) => string;

export interface Generator {
  readonly name: string;
  readonly text: Make;
  /** The smallest number of parts to measure; twice and four times as many are measured, too. */
  readonly from: number;
}

const lines = (n: number, line: (index: number) => string): string =>
  Array.from({ length: n }, (_, index) => line(index)).join('\n');
const blocks = (n: number, block: (index: number) => string): string =>
  Array.from({ length: n }, (_, index) => block(index)).join('\n\n');

const BY_NAME: Readonly<Record<string, readonly [from: number, text: Make]>> = {
  paragraphs: [800, (n) => blocks(n, () => 'Some *plain* words, and `code`.')],
  'boxes one after the other': [250, (n) => blocks(n, () => ':::note\nx *y* z\n:::')],
  'boxes in boxes': [
    300,
    (n) => `${lines(9, (i) => `${':'.repeat(20 - i)}note`)}\n${blocks(n, () => 'x *y*')}`,
  ],
  'quotations in each other': [25, (n) => blocks(n, () => `${'> '.repeat(40)}x`)],
  'quotations line by line': [700, (n) => blocks(n, (i) => `${'> '.repeat(1 + (i % 4))}x`)],
  'lazy lines of a quotation': [2500, (n) => `> x\n${lines(n, () => 'y')}`],
  'lists in each other': [40, (n) => blocks(n, () => lines(12, (i) => `${'  '.repeat(i)}- x`))],
  'a long list': [700, (n) => lines(n, (i) => `${i}. item`)],
  'a loose list': [500, (n) => blocks(n, () => '- item')],
  'a deep list and empty lines': [1500, (n) => `${'- '.repeat(30)}x${'\n'.repeat(n)}y`],
  'a list with numerals': [700, (n) => lines(n, (i) => `(${i + 1}) item`)],
  'numbered examples': [400, (n) => `${lines(n, (i) => `(@e${i}) item (@e${n - i})`)}`],
  'lists with letters in each other': [
    60,
    (n) => blocks(n, () => lines(18, (i) => `${'   '.repeat(i >> 1)}${'ab'[i % 2]}. x`)),
  ],
  'a grid table': [150, (n) => `+---+---+\n${lines(n, () => '| a | b |\n+---+---+')}`],
  'grid tables': [80, (n) => blocks(n, () => '+---+---+\n| a | b |\n|   | c |\n+---+---+')],
  'grids that are not closed': [300, (n) => blocks(n, () => '+---+---+\n| a | + |\n+ + + + +')],
  'a grid of plus signs': [60, (n) => `+${'-+'.repeat(40)}\n${lines(n, () => '+'.repeat(81))}`],
  'simple tables': [100, (n) => blocks(n, () => 'Word  Meaning\n----  ------\npear  fruit')],
  'lines of dashes': [500, (n) => blocks(n, () => '---- ----\nab cd')],
  'a multiline table': [150, (n) => `---- ----\n${blocks(n, () => 'ab   cd\nef   gh')}\n---- ----`],
  abbreviations: [200, (n) => `${blocks(n, (i) => `The A${i} of B`)}\n\n${lines(n, (i) => `*[A${i}]: b`)}`],
  'chunks of R': [150, (n) => blocks(n, () => '```{r a, echo=FALSE}\n#| label: b\nx\n```')],
  'a line block': [100, (n) => lines(n, () => '|  x *y* z')],
  'captions in paragraphs': [100, (n) => blocks(n, () => 'Table: words\n\n| a |\n| - |\n| b |')],
  'task lists': [500, (n) => lines(n, (i) => `- [${i % 2 ? 'x' : ' '}] to do`)],
  'emphasis that closes': [60, (n) => blocks(n, () => '*a **b** _c_* '.repeat(20))],
  'emphasis that stays open': [20, (n) => blocks(n, () => '*a _b **c __d '.repeat(40))],
  'emphasis by turns': [20, (n) => blocks(n, () => '*a_b'.repeat(100))],
  tildes: [60, (n) => blocks(n, () => '~~a~~ ~b~ ~~~c '.repeat(20))],
  'opening brackets': [30, (n) => blocks(n, () => '['.repeat(300))],
  'brackets in brackets': [30, (n) => blocks(n, () => `${'['.repeat(40)}a${']'.repeat(40)}`)],
  'links in the text': [600, (n) => blocks(n, (i) => `[a](https://example.org/${i} "title")`)],
  'links in one paragraph': [400, (n) => lines(n, (i) => `[a](https://example.org/${i})`)],
  'links that do not end': [40, (n) => blocks(n, () => '[a](<b '.repeat(60))],
  'images that are not there': [200, (n) => blocks(n, (i) => `![a](no-${i}.png)`)],
  autolinks: [
    500,
    (n) => blocks(n, (i) => `<https://example.org/${i}> and www.example.org and a@example.org`),
  ],
  'almost addresses': [200, (n) => blocks(n, () => 'a.b-c_d+'.repeat(30))],
  'HTML of a line': [400, (n) => blocks(n, () => 'a <b>b <i>c</i></b> <br> <span title="x">d</span>')],
  'HTML blocks': [300, (n) => blocks(n, () => '<div>\n\nx\n\n</div>')],
  'one block of HTML': [600, (n) => `<ul>\n${lines(n, (i) => `<li id="i${i}">x</li>`)}\n</ul>`],
  'HTML left open': [500, (n) => `<ul>\n${lines(n, () => '<li>x')}\n</ul>`],
  comments: [500, (n) => blocks(n, () => '<!-- a -->')],
  'comments that do not end': [60, (n) => blocks(n, () => 'x <!-- a'.repeat(20))],
  'declarations and instructions': [100, (n) => blocks(n, () => 'x <?a <!B <![CDATA[ '.repeat(10))],
  entities: [150, (n) => blocks(n, () => '&amp; &#65; &notin; &no; & '.repeat(15))],
  'a long table': [300, (n) => `| a | b | c |\n|---|---|---|\n${lines(n, (i) => `| ${i} | *x* | y |`)}`],
  'a wide table': [120, (n) => `|${' a |'.repeat(n)}\n|${'-|'.repeat(n)}\n|${' b |'.repeat(n)}`],
  'tables with cells left out': [
    15,
    (n) => blocks(n, () => `|${'a|'.repeat(12)}\n|${'-|'.repeat(12)}\n${'|x\n'.repeat(12)}`),
  ],
  'lines that look like tables': [150, (n) => blocks(n, () => 'a | b\n- | x')],
  notes: [300, (n) => `${blocks(n, (i) => `x[^${i}]`)}\n\n${blocks(n, (i) => `[^${i}]: note`)}`],
  'one note, many references': [500, (n) => `${blocks(n, () => 'x[^a]')}\n\n[^a]: note`],
  'notes that are not there': [500, (n) => blocks(n, (i) => `x[^${i}]`)],
  definitions: [
    500,
    (n) => `${blocks(n, (i) => `[a${i}]`)}\n\n${lines(n, (i) => `[a${i}]: https://example.org/${i}`)}`,
  ],
  'one definition, many references': [600, (n) => `${blocks(n, () => '[a]')}\n\n[a]: https://example.org/`],
  'definitions of nothing': [800, (n) => lines(n, (i) => `[a${i}]: <b> "c"`)],
  'references to nothing': [400, (n) => blocks(n, (i) => `[a][b${i}]`)],
  headings: [250, (n) => blocks(n, (i) => `## Heading ${i}`)],
  'headings of the same words': [
    250,
    (n) => blocks(n, () => '## The very same words in each of these long headings'),
  ],
  'underlined headings': [250, (n) => blocks(n, (i) => `Heading ${i}\n---`)],
  'lines for a heading': [1200, (n) => `${lines(n, () => 'a')}\n---`],
  'code blocks': [400, (n) => blocks(n, () => '```\ncode\n```')],
  'a long listing': [1500, (n) => `\`\`\`\n${lines(n, () => '\tx = 1')}\n\`\`\``],
  'indented code': [1000, (n) => lines(n, () => '    code')],
  'backticks of all lengths': [60, (n) => blocks(n, (i) => `${'`'.repeat(1 + (i % 50))}a `.repeat(10))],
  'code in lines': [150, (n) => blocks(n, () => '`a` ``b` c`` '.repeat(10))],
  formulas: [40, (n) => blocks(n, (i) => `$$x^${i} + \\frac{1}{2}$$`)],
  'formulas in one paragraph': [40, (n) => lines(n, () => 'a $$x$$ b')],
  'dollar signs': [150, (n) => blocks(n, () => '$5 and $$ 6 $ '.repeat(20))],
  'citations of nothing': [200, (n) => blocks(n, (i) => `x [@key${i}]`)],
  'leaf and text directives': [300, (n) => blocks(n, () => 'a :b[c]{d=e} ::f\n\n::leaf[x]{y}')],
  'half a box': [300, (n) => blocks(n, () => ':::note[a{b\n::: x')],
  backslashes: [150, (n) => blocks(n, () => '\\\\ \\a \\* \\'.repeat(20))],
  'long words': [60, (n) => blocks(n, () => 'x'.repeat(1000))],
  'long lines of spaces': [60, (n) => blocks(n, () => `a${' '.repeat(1000)}b`)],
  'lines that end in spaces': [700, (n) => lines(n, () => 'a  ')],
  tabs: [300, (n) => blocks(n, () => `a${'\t'.repeat(60)}b`)],
  'quotation marks': [150, (n) => blocks(n, () => `"'a' "b" c's '90s" `.repeat(10))],
  'quotation marks in one paragraph': [400, (n) => lines(n, () => `"a" 'b`)],
  'dashes and dots': [150, (n) => blocks(n, () => 'a--b---c...d -- -- ... '.repeat(10))],
  rules: [500, (n) => blocks(n, () => '---\n\n* * *')],
  'right to left': [150, (n) => blocks(n, () => 'שלום <bdo dir="rtl">abc</bdo> \u200Fעולם 123 '.repeat(5))],
  'Chinese and Japanese': [150, (n) => blocks(n, () => '漢字とひらがな、カタカナ。'.repeat(10))],
  emoji: [150, (n) => blocks(n, () => '👩‍👩‍👧 🏳️‍🌈 ☎ 👍🏽 '.repeat(10))],
  'combining marks': [60, (n) => blocks(n, () => `e${'\u0301'.repeat(300)}`)],
  languages: [100, (n) => blocks(n, (i) => `<span lang="de-x-a${i}">x</span>`)],
  figures: [
    100,
    (n) => blocks(n, (i) => `:::figure[A caption *${i}*]{#f${i} description="#f${i}"}\n![a](no.png)\n:::`),
  ],
  'captions of tables': [
    100,
    (n) => blocks(n, (i) => `:::table[Caption ${i}.]\n| a | b |\n|---|---|\n| 1 | 2 |\n:::`),
  ],
  glossary: [200, (n) => `:::glossary\n${lines(n, (i) => `- **Term ${i}:** means ${i}`)}\n:::`],
  'links to headings': [
    200,
    (n) => `${blocks(n, (i) => `## H ${i}`)}\n\n${blocks(n, (i) => `[x](#h-${i})`)}`,
  ],
  'links to headings that are not there': [
    150,
    (n) => `${blocks(n, (i) => `## H ${i}`)}\n\n${blocks(n, (i) => `[x](#nowhere-${i})`)}`,
  ],
  'fields to fill in': [150, (n) => `x ${'_:'.repeat(n)}a`],
  'a text without spaces': [10_000, (n) => 'ab/'.repeat(n)],
  'numbers and hyphens': [10_000, (n) => '1-'.repeat(n)],
  'everything at once': [
    15,
    (n) =>
      blocks(
        n,
        (i) =>
          `## H ${i}\n\n> - *a* [b](c) \`d\`\n>   1. ~~e~~[^n${i}]\n\n| a | b |\n|---|---|\n| 1 |\n\n[^n${i}]: $$x$$ "q"`,
      ),
  ],
};

export const GENERATORS: readonly Generator[] = Object.entries(BY_NAME).map(([name, [from, text]]) => ({
  name,
  from,
  text: (n) => `# Title\n\n${text(n)}\n`,
}));
