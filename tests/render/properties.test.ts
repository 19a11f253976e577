/** Tests properties that hold for all content, with seeded random Markdown and HTML. */
import type { Element } from 'hast';
import { visit } from 'unist-util-visit';
import { describe, expect, test } from 'vitest';
import type { Book } from '../../src/core/model/book.ts';
import { allowedElements } from '../../src/render/html/sanitize-schema.ts';
import { assembleHandout } from '../../src/render/render-publication.ts';
import {
  type Files,
  memoryHost,
  openWorkbench,
  readAndRenderAny,
  type WorkbenchResult,
} from '../support/workbench.ts';

const SEEDS = Array.from({ length: 400 }, (_, seed) => seed + 1);

/** Mulberry32: a small generator with the same numbers for a seed on all systems. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const PIECES = [
  ...[
    '\n',
    '\n',
    '\n\n',
    '\n\n',
    ' ',
    ' ',
    'word',
    'Wörter',
    '日本',
    '😀',
    'a\u0301',
    '\t',
    '    ',
    '\u0000',
    '\u2028',
  ],
  ...[
    '# ',
    '## ',
    '### ',
    '#### ',
    '- ',
    '* ',
    '1. ',
    '- [ ] ',
    '- [x] ',
    '> ',
    '| a | b |\n|-|:-:|\n| c | d |\n',
  ],
  ...[
    '*',
    '**',
    '_',
    '~~',
    '`',
    '``',
    '```\n',
    '~~~',
    '\\',
    '&amp;',
    '&#91;',
    '&#0;',
    '---\n',
    '===\n',
    '"',
    "'",
    '--',
    '...',
  ],
  ...[
    '[x](#a)',
    '[x](b.md)',
    '[x](two.md#a)',
    '[x](javascript:y)',
    '[x]()',
    '[',
    ']',
    '](',
    ')',
    '![i](g.svg)',
    '![](no.png)',
  ],
  ...[
    '![i](g.svg "T")',
    '[@known]',
    '[@known, p. 1; @no]',
    '[@',
    '[^1]',
    '[^1]: note\n',
    '[^n]',
    '[r]: #a\n',
    '[r]',
    '[a][b]',
  ],
  ...[
    ':::note\n',
    ':::urgent[T]{#a}\n',
    '::::warning\n',
    ':::figure[C]\n',
    ':::table[C]{#a}\n',
    ':::\n',
    '::::\n',
    ':x[y]',
    '::: note\n',
  ],
  ...[
    '<div>',
    '</div>',
    '<b>',
    '</b>',
    '<p>',
    '</p>',
    '<br>',
    '<ul><li>',
    '</ul>',
    '<table><tr><td>',
    '</table>',
    '<a name="a">',
  ],
  ...[
    '<a href="#a">',
    '</a>',
    '<script>',
    '</script>',
    '<style>',
    '<p onclick="x">',
    '<svg onload=x>',
    '<math>',
    '<textarea>',
    '<!--',
  ],
  ...[
    '-->',
    '<![CDATA[',
    '<?',
    '<a href="java&#9;script:x">',
    '<img src=g.svg onerror=x>',
    '<x-y>',
    '<h2 id="a">',
    '</h2>',
    '<select>',
  ],
  ...[
    '<span data-cite="known">',
    '<section data-footnotes>',
    '<template>',
    '<plaintext>',
    '<input>',
    '<form>',
    '<frameset>',
    '<body>',
  ],
  ...[
    '{#a}',
    '{#b}\n',
    '{',
    '}',
    'https://x.org/',
    'www.x.org',
    'me@x.org',
    '<https://x.org>',
    '\r\n',
    '\r',
    '<',
    '>',
    '&',
    '|',
    '$',
  ],
];

function heap(random: () => number): string {
  const count = 1 + Math.floor(random() * 60);
  return Array.from({ length: count }, () => PIECES[Math.floor(random() * PIECES.length)]).join('');
}

function project(seed: number): Files {
  const random = randomFrom(seed);
  return {
    'p/publication.yaml': 'title: x\nreferences: r.json\nchapters: [one.md, two.md]\n',
    'p/one.md': `# One\n\n${heap(random)}`,
    'p/two.md': random() < 0.5 ? heap(random) : `# Two\n\n${heap(random)}`,
    'p/r.json': '[{"id":"known","type":"book","title":"<b onclick=x>T</b><script>y</script>"}]',
    'p/g.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>',
  };
}

const elementsOf = ({ sections }: Book): readonly Element[] => {
  const found: Element[] = [];
  for (const { body } of sections) visit(body, 'element', (element) => void found.push(element));
  return found;
};

async function booksOf({ book, rendered }: WorkbenchResult): Promise<readonly Book[]> {
  if (!book || !rendered) return [];
  const handouts = rendered.chapters.map(({ chapter }) => assembleHandout(rendered, chapter));
  return [book, ...(await Promise.all(handouts))];
}

/** Counts lines as editors do. */
const linesOf = (text: string): readonly string[] => text.split(/\r\n?|\n/);

function misplaced(files: Files, { diagnostics }: WorkbenchResult): readonly unknown[] {
  return diagnostics.filter(({ place }) => {
    if (place === undefined) return true;
    const lines = linesOf(String(files[place.file]));
    const line = lines[place.line - 1];
    return line === undefined || place.column < 1 || place.column > line.length + 1;
  });
}

function faultsOf(book: Book): readonly string[] {
  const elements = elementsOf(book);
  const ids = elements.flatMap(({ properties: { id } }) => (id === undefined ? [] : [String(id)]));
  return [
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `the id ${id} twice`),
    ...elements.flatMap((element) => [...unsafeIn(element), ...looseIn(element, ids, book)]),
  ];
}

/** Whether an element is of a formula, whose `math` has its text in words; one that was written as HTML has none. */
const isOfFormula = ({ tagName, properties }: Element): boolean =>
  tagName === 'math'
    ? properties.alttext !== undefined
    : /^m(?:[inos]|text|row|su[bp]|subsup|frac|sqrt|root|over|under|underover|table|t[rd]|space|padded|phantom|style|multiscripts|prescripts)$/.test(
        tagName,
      );

function unsafeIn(element: Element): readonly string[] {
  const { tagName, properties } = element;
  const faults = allowedElements.has(tagName) || isOfFormula(element) ? [] : [`<${tagName}>`];
  for (const [name, value] of Object.entries(properties)) {
    if (/^on/i.test(name) || name === 'style') faults.push(`${name} of <${tagName}>`);
    if (/^\s*(?:java|vb)script:/i.test(String(value))) faults.push(`${name}=${value}`);
  }
  const { href } = properties;
  if (typeof href === 'string' && !/^(?:#|https?:|mailto:|tel:|sms:)/.test(href)) faults.push(href);
  return faults;
}

/** Collects links without a target. */
function looseIn({ properties }: Element, ids: readonly string[], book: Book): readonly string[] {
  const { href, src, ariaLabelledBy } = properties;
  const faults: string[] = [];
  if (typeof href === 'string' && href.startsWith('#') && !book.anchors.has(href.slice(1))) faults.push(href);
  if (src !== undefined && !book.assets.has(String(src))) faults.push(`src=${src}`);
  for (const id of [ariaLabelledBy ?? []].flat())
    if (!ids.includes(String(id))) faults.push(`labelled by ${id}`);
  return faults;
}

/**
 * Checks that every heading is there, unless an error is reported, because forbidden HTML may remove what
 * follows.
 */
function missingHeadings(book: Book, { diagnostics }: WorkbenchResult): readonly string[] {
  if (diagnostics.some(({ severity }) => severity === 'error')) return [];
  const ids = new Set(elementsOf(book).map(({ properties }) => properties.id));
  const wanted = book.sections.flatMap(({ id, headings }) => [id, ...headings.map((heading) => heading.id)]);
  return wanted.filter((id) => !ids.has(id));
}

describe('random Markdown and HTML', () => {
  test.each(Array.from({ length: SEEDS.length / 50 }, (_, part) => SEEDS.slice(part * 50, part * 50 + 50)))(
    'invariants hold from seed %i',
    async (...seeds) => {
      for (const seed of seeds) {
        const files = project(seed);
        const result = await readAndRenderAny(openWorkbench(memoryHost(files)));
        expect({ seed, misplaced: misplaced(files, result) }).toEqual({ seed, misplaced: [] });
        for (const book of await booksOf(result)) {
          const faults = [...faultsOf(book), ...missingHeadings(book, result)];
          expect({ seed, scope: book.scope, faults }).toEqual({
            seed,
            scope: book.scope,
            faults: [],
          });
        }
      }
    },
  );

  test('the same seed gives the same result', async () => {
    for (const seed of SEEDS.slice(0, 20)) {
      const [one, other] = await Promise.all(
        [1, 2].map(() => readAndRenderAny(openWorkbench(memoryHost(project(seed))))),
      );
      expect(one?.diagnostics).toEqual(other?.diagnostics);
      expect(one?.book?.sections).toEqual(other?.book?.sections);
    }
  });
});
