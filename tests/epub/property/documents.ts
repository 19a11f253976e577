/** Random documents of Markdown and HTML. */
import fc from 'fast-check';
import { samplePng } from '../../support/sample-book.ts';
import type { Files } from '../../support/workbench.ts';
import { around, html, words } from './html.ts';

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>';

/** What the documents show, or try to. */
export const IMAGES: Files = {
  'p/dot.png': samplePng(3),
  'p/one/dot.png': samplePng(5),
  'p/wrong.jpg': samplePng(4),
  'p/a b%23#.svg': SVG,
  'p/صداع 😀.svg': SVG,
  'p/text.png': 'This is no picture.',
};

const inline = fc.oneof(
  words,
  words,
  html,
  fc.constantFrom(
    ...[
      '*em*',
      '**strong**',
      '***',
      '`code`',
      '``',
      '~~del~~',
      '[link](#a)',
      '[link](x.md#a)',
      '[x](<> "t")',
      '[^1]',
      '[^n]',
    ],
    ...[
      '![alt](dot.png)',
      '![](dot.png)',
      '![x](one/dot.png "T")',
      '![x](wrong.jpg)',
      '![x](text.png)',
      '![x](no.png)',
    ],
    ...[
      '![x](<a b%2523%23.svg>)',
      '![x](<صداع 😀.svg>)',
      '![x](data:image/png;base64,iVBORw0KGgo=)',
      '![x](https://x.org/i.png)',
    ],
    ...[
      '<https://example.org/?a[]=1|2>',
      'www.example.org',
      'me@example.org',
      'https://../',
      '[r]',
      '[r][r]',
      '\\',
      '  \n',
      '\n',
    ],
    ...[
      '$$x^2$$',
      '$$\\frac{a}{$$',
      '$$\\text{<&}$$',
      '[@known]',
      '[@no, p. 1]',
      '{#a}',
      '&copy;',
      '&#x80;',
      '---',
      '"q"',
      "'",
    ],
  ),
);

const line = fc.array(inline, { maxLength: 5 }).map((parts) => parts.join(''));
const lines = fc.array(line, { minLength: 1, maxLength: 3 });

const block = fc.oneof(
  { weight: 3, arbitrary: line },
  { weight: 4, arbitrary: html },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom('# ', '## ', '### ', '###### '), line)
      .map(([mark, text]) => mark + text),
  },
  { weight: 1, arbitrary: line.map((text) => `${text}\n===`) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        fc.constantFrom(
          '- ',
          '* ',
          '1. ',
          '007) ',
          '- [ ] ',
          '- [x] ',
          '> ',
          '    ',
          '[^1]: ',
          '[^n]: ',
          '[r]: ',
        ),
        lines,
      )
      .map(([mark, all]) => all.map((text) => mark + text).join('\n')),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('```', '~~~ x', '```\u0001"<'), lines)
      .map(([fence, all]) => [fence, ...all, fence.slice(0, 3)].join('\n')),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(line, line, line, line)
      .map(([a, b, c, d]) => `| ${a} | ${b} | x | y |\n|:-|-:|:-:|-|\n| ${c} | ${d} |`),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.constantFrom('note', 'urgent[T]{#a}', 'figure[C]', 'table[C]', 'unknown', 'key-points'),
        lines,
      )
      .map(([name, all]) => `:::${name}\n\n${all.join('\n\n')}\n\n:::`),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(around, lines)
      .map(([[open, close], all]) => `${open}\n\n${all.join('\n\n')}\n\n${close}`),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '---',
      '***',
      '$$\nx\n$$',
      '$$\n\\begin{matrix} a & b',
      '<!-- open',
      '<div>\n\n- a',
    ),
  },
);

/** The text of a chapter. Its title comes first, as a file without one is no chapter. */
export const randomDocument: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom('# T', '# T', '# T', '# *', '# <b></b>', '#  ![x](dot.png)', '# \u0001', '# $$x$$'),
    fc.array(block, { maxLength: 6 }),
  )
  .map(([title, blocks]) => [title, ...blocks].join('\n\n'));

/** The same for the same seed. */
export const sampleDocuments = (seed: number, count: number): string[] =>
  fc.sample(randomDocument, { seed, numRuns: count });

/** A publication with a chapter for each document. */
export const publicationOf = (documents: readonly string[]): Files => ({
  'p/publication.yaml': 'title: Random documents\nlanguage: en\nreferences: r.json\n',
  'p/r.json': '[{"id":"known","type":"book","title":"A <b>title</b> & more"}]',
  ...IMAGES,
  ...Object.fromEntries(documents.map((text, index) => [`p/${String(index + 1).padStart(5, '0')}.md`, text])),
});
