/** Citations, marks of notes and links by reference: which are meant, and where each fault stands. */

import { visit } from 'unist-util-visit';
import { describe, expect, test } from 'vitest';
import type { CitedItem } from '../../../src/core/citation-node.ts';
import { parseMarkdown } from '../../../src/read/markdown/parse.ts';
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
    '[see @a]',
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
  ['[@a, p. 7]', 'p. 7'],
  ['[@a p. 7]', 'p. 7'],
  ['[@a,pp. 7-9, 12]', 'pp. 7-9, 12'],
  ['[@a, p.\n7]', 'p. 7'],
  ['[@a]', undefined],
])('reads the locator in %j', (text, expected) => expect(citations(text)[0]?.[0]?.locator).toBe(expected));

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
      'not a citation',
      '# T\n\nx [@a; p. 7] and [@!]',
      ['citation-broken t.md:3:3', 'citation-broken t.md:3:18'],
    ],
    [
      'what other programs take for a citation',
      '# T\n\n[see @a] x [-@a] y [e.g. @a, p. 7; @b]',
      ['citation-broken t.md:3:1', 'citation-broken t.md:3:12', 'citation-broken t.md:3:20'],
    ],
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
