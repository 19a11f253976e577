/** Citations, marks of notes and links by reference: which are meant, and where each fault stands. */

import { visit } from 'unist-util-visit';
import { describe, expect, test } from 'vitest';
import type { CitedItem } from '../../../src/core/citations/citation-node.ts';
import { parseMarkdown } from '../../../src/read/markdown/parse.ts';
import { cpuTime } from '../../support/cpu-time.ts';
import { collectDiagnostics } from '../../support/workbench.ts';

function citations(text: string): readonly (readonly CitedItem[])[] {
  const found: (readonly CitedItem[])[] = [];
  const tree = parseMarkdown({ path: 't.md', text }, () => undefined);
  if (tree) visit(tree, 'citation', ({ items }) => void found.push(items));
  return found;
}

const keys = (text: string) => citations(text).map((items) => items.map(({ key }) => key));

describe('citation syntax', () => {
  test.each([
    ['[@a]', [['a']]],
    ['[@a; @b]', [['a', 'b']]],
    ['[@a;@b;  @c]', [['a', 'b', 'c']]],
    ['[@a][@b]', [['a'], ['b']]],
    ['[@who:2020_x-y/z]', [['who:2020_x-y/z']]],
    ['[@müller]', [['müller']]],
    ['# H [@a]', [['a']]],
    ['| [@a] | x |\n|-|-|\n| y | [@b] |', [['a'], ['b']]],
    ['x[^1]\n\n[^1]: See [@a].', [['a']]],
    ['*so **[@a]***', [['a']]],
    ['- x\n  [@a]', [['a']]],
    [':::note[Title [@a]]\n[@b]\n:::', [['a'], ['b']]],
    ['[words [@a]](https://x.org)', [['a']]],
    ['[@one;\n@two]', [['one', 'two']]],
    ['> [@one;\n> @two]', [['one', 'two']]],
    ['me@x.org [@a] www.x.org [@b]', [['a'], ['b']]],
    ['note:this[@a] at 10:30', [['a']]],
    ['[see @a]', [['a']]],
    ['[-@a; see also -@b]', [['a', 'b']]],
    ['[@{with:odd.}; @{http://x.org/?a=b&c}]', [['with:odd.', 'http://x.org/?a=b&c']]],
    ['@a [p. 7] and @b [p. 8; also @c]', [['a'], ['b', 'c']]],
    ['@a [see @b]', [['b']]],
    ['me@x.org [p. 7] [@b]', [['b']]],
  ])('reads the citation %j', (text, expected) => expect(keys(text)).toEqual(expected));

  test.each([
    '`[@a]`',
    '```\n[@a]\n```',
    '    [@a]',
    '\\[@a]',
    '[\\@a]',
    '[@a\\]',
    '&#91;@a]',
    'me@x.org',
    '@a',
    '[see me@x.org]',
    '[@fig-a]',
    '[@a; @eq:b]',
    '[see @Tbl-a]',
    '@fig-a [p. 7]',
    '[@a](https://x.org)',
    '<https://x.org/[@a]>',
    '<b title="[@a]">x</b>',
  ])('reads no citation in %j', (text) => expect(keys(text)).toEqual([]));

  test('skips an escaped citation and finds a later one with the same words', () => {
    const text = '\\[@a] and [@a], `[@a]` and [@a]';
    expect(
      citations(text)
        .flat()
        .map(({ offset }) => offset),
    ).toEqual([9, 28].map((at) => text.indexOf('@', at)));
  });
});

test.each([
  ['[@a, p. 7]', { label: 'page', locator: '7', after: 'p. 7' }],
  ['[@a p. 7]', { label: 'page', locator: '7', after: 'p. 7' }],
  ['[@a,pp. 7-9, 12]', { label: 'page', locator: '7-9, 12', after: 'pp. 7-9, 12' }],
  ['[@a, p.\n7]', { label: 'page', locator: '7', after: 'p. 7' }],
  ['[@a, 7ff.]', { label: 'page', locator: '7ff.', after: '7ff.' }],
  ['[@a, S. 7 f.]', { label: 'page', locator: '7 f.', after: 'S. 7 f.' }],
  ['[@a, p. e14-xii]', { label: 'page', locator: 'e14-xii', after: 'p. e14-xii' }],
  [
    '[@a, chap. 3, and often]',
    { label: 'chapter', locator: '3', suffix: ', and often', after: 'chap. 3, and often' },
  ],
  ['[@a, § 3.2]', { label: 'section', locator: '3.2', after: '§ 3.2' }],
  ['[@a, s.v. 4]', { label: 'sub-verbo', locator: '4', after: 's.v. 4' }],
  ['[@a, Abb. 4]', { label: 'figure', locator: '4', after: 'Abb. 4' }],
  ['[@a, and often]', { suffix: ', and often', after: 'and often' }],
  ['[@a mix]', { suffix: ' mix', after: 'mix' }],
  [
    '[@a, {pp. iv, (x)-(xii)} at last]',
    { label: 'page', locator: 'iv, (x)-(xii)', suffix: ' at last', after: 'pp. iv, (x)-(xii) at last' },
  ],
  ['[@a, {}12 times]', { suffix: '12 times', after: '12 times' }],
  ['[see e.g. -@a]', { prefix: 'see e.g.', suppressAuthor: true }],
  ['[@a, 3\\* p.]', { label: 'page', locator: '3', suffix: '* p.', after: '3* p.' }],
  ['[@a]', {}],
])('reads the words around the key in %j', (text, expected) => {
  const [{ offset: _, ...item } = { key: '' }] = citations(text)[0] ?? [];
  expect(item).toEqual({ key: 'a', ...expected });
});

test('a long text between brackets takes linear time', async () => {
  const texts = (length: number): readonly string[] => [
    `[${'@a '.repeat(length)}]`,
    `[${'x@'.repeat(length)}]`,
    `[@${'a.'.repeat(length)}]`,
    `[@a, ${'1-'.repeat(length)}]`,
    `[@a, ${'pp'.repeat(length)}]`,
    '@a [; '.repeat(length),
    `[${'@{a;'.repeat(length)}]`,
    `[${'*a* '.repeat(length)}@b]`,
  ];
  const times: number[] = [];
  for (const length of [2_000, 8_000]) {
    times.push((await cpuTime(() => texts(length).map(citations))).milliseconds);
  }
  const [short = 0, long = 0] = times;
  expect(long).toBeLessThan(8 * short + 300);
});

describe('locations of faults', () => {
  test.each([
    [
      'the second key of a bracket',
      '# T\n\nAs [@a; @bb] says.',
      ['citation-unknown t.md:3:5', 'citation-unknown t.md:3:9'],
    ],
    [
      'on the next line of a quotation',
      '# T\n\n> As [@a;\n>   @bb].',
      ['citation-unknown t.md:3:7', 'citation-unknown t.md:4:5'],
    ],
    ['after an escape and a reference', '# T\n\n\\*x\\* &amp; &copy; [@a]', ['citation-unknown t.md:3:21']],
    ['after an address', '# T\n\nme@x.org, [@a]', ['citation-unknown t.md:3:12']],
    ['in a cell', '# T\n\n| x |\n|-|\n| y \\| [@a] |', ['citation-unknown t.md:5:9']],
    [
      'a name in the sentence, where there are no references',
      '# T\n\n@smith2020 [p. 7] says, @anna too, @key [sic]',
      [],
    ],
    [
      'not a citation',
      '# T\n\nx [@a; p. 7] and [@!]',
      ['citation-broken t.md:3:3', 'citation-broken t.md:3:18'],
    ],
    [
      'with words before the key, and without the author',
      '# T\n\n[see @a] x [-@a] y [e.g. @a, p. 7; @b]',
      [
        'citation-unknown t.md:3:6',
        'citation-unknown t.md:3:14',
        'citation-unknown t.md:3:26',
        'citation-unknown t.md:3:36',
      ],
    ],
    [
      'with other markup between the brackets',
      '# T\n\nx [*see* @a, **p.** 7] [a *b* c] \\[*see* @a] [*fig* @fig-a] [*x* @a](b) [ *see* [@a]',
      [
        'citation-broken t.md:3:3',
        'reference-missing t.md:3:53',
        'link-chapter-missing t.md:3:61',
        'citation-unknown t.md:3:82',
      ],
    ],
    ['an escaped sign beside other markup', '# T {#t}\n\nx [`a`, see \\@ref(t)] y [*b* \\@a]', []],
    [
      'an address, an escape and a sign in brackets',
      '# T\n\n[me@x.org] [see \\@a] [5 @ 7] [at @](b.md)',
      ['link-chapter-missing t.md:3:30'],
    ],
    [
      'a note with a space in its name',
      '# T\n\nx[^two words] y[^a\nb]\n\n[^two words]: Words\n\n[^c d]: Two words.',
      [
        'link-chapter-missing t.md:3:2',
        'note-label-broken t.md:3:16',
        'note-label-broken t.md:6:1',
        'note-label-broken t.md:8:1',
      ],
    ],
    [
      'a note that is not there',
      '# T\n\n\\[^1] x [^1]\n\n- y[^two]',
      ['note-missing t.md:3:9', 'note-missing t.md:5:4'],
    ],
    [
      'a link that nothing defines',
      '# T\n\n\\[a][b] [a][b] [c][]',
      ['reference-undefined t.md:3:9', 'reference-undefined t.md:3:16'],
    ],
    ['code is nobody’s business', '# T\n\n`[^1] [a][b]`\n\n```\n[^1] [@a] [a][b]\n```', []],
    ['brackets that are only brackets', '# T\n\n[sic] [1] [x] a[0]', []],
  ])('locates the fault: %s', async (_, text, expected) =>
    expect(await collectDiagnostics({ 't.md': text })).toEqual(expected),
  );
});
