/** Tests how white space is collapsed before printing, and which spaces get marks. */
import { fromHtml } from 'hast-util-from-html';
import { describe, expect, test } from 'vitest';
import { serializeHtml } from '../../../src/lib/html/serialize.ts';
import { collapseWhiteSpace } from '../../../src/print/document/white-space.ts';
import { SPACE_MARK } from '../../../src/print/printed/space-marks.ts';

/** Shows a mark as `_`. */
function collapsed(html: string): string {
  const tree = fromHtml(html, { fragment: true });
  collapseWhiteSpace(tree, 'all');
  return serializeHtml(tree).replaceAll(SPACE_MARK, '_').replaceAll(' class="collapsed"', '');
}

describe('collapseWhiteSpace', () => {
  test.each([
    ['spaces and line feeds are one space', '<p>\n one \t two\nthree </p>', '<p>one _two _three</p>'],
    ['across elements', '<p>one <em> two </em> three</p>', '<p>one _<em>two _</em>three</p>'],
    ['between blocks', '<ul>\n<li>\n<p> one </p>\n</li>\n</ul>', '<ul><li><p>one</p></li></ul>'],
    ['around `wbr`, spaces stay', '<p>one <wbr>two</p>', '<p>one _<wbr>two</p>'],
    ['a line that the author ended has a mark', '<p>one <br> two</p>', '<p>one_<br>two</p>'],
    ['no space between Chinese lines', '<p>花园\n里</p>', '<p>花园里</p>'],
    ['a space between Korean lines', '<p>정원\n꽃</p>', '<p>정원 _꽃</p>'],
    ['a space between Chinese and English', '<p>花园\ngarden</p>', '<p>花园 _garden</p>'],
    ['no marks in text from right to left', '<p>גן ירוק</p>', '<p>גן ירוק</p>'],
    [
      'no marks in headings, which become bookmarks',
      '<h1>One <em>two</em> three</h1>',
      '<h1>One <em>two</em> three</h1>',
    ],
    [
      'no marks in the title of an urgent box, which becomes a bookmark, too',
      '<section><p role="heading">One two</p><p>one two</p></section>',
      '<section><p role="heading">One two</p><p>one _two</p></section>',
    ],
    ['an image is no space', '<p><img src="a"> one</p>', '<p><img src="a"> _one</p>'],
    [
      'marks end the lines of a listing',
      '<pre><code>one\n  two\n</code></pre>',
      '<pre><code>one_\n  two_\n</code></pre>',
    ],
    [
      'marks end the texts of a drawing',
      '<svg><text>one </text><text>two</text></svg>',
      '<svg><text>one_</text><text>two_</text></svg>',
    ],
    ['no-break spaces stay', '<p>10\u00A0 mg</p>', '<p>10\u00A0 _mg</p>'],
  ])('%s', (_, html, expected) => expect(collapsed(html).replaceAll('&#xA0;', '\u00A0')).toBe(expected));

  test('a number that is filled in later keeps the spaces around it', () => {
    const tree = fromHtml('<p>on page <b>1</b> below</p>', { fragment: true });
    const [paragraph] = tree.children;
    const number = paragraph?.type === 'element' ? paragraph.children[1] : undefined;
    if (number?.type !== 'element') throw new Error('no number');
    number.children = [{ type: 'text', value: '' }];
    collapseWhiteSpace(tree, 'all');
    number.children = [{ type: 'text', value: '12' }];
    expect(serializeHtml(tree).replaceAll(SPACE_MARK, '')).toContain('on page <b>12</b> below');
  });
});

test('with our own styles, only the spaces of underlined text and the ends of lines have marks', () => {
  const tree = fromHtml('<p>one two <a href="x">three <em>four five</em></a> six<br>seven eight</p>', {
    fragment: true,
  });
  collapseWhiteSpace(tree, 'underlined');
  expect(serializeHtml(tree).replaceAll(SPACE_MARK, '_')).toBe(
    '<p class="collapsed">one two <a href="x">three _<em>four _five</em></a> six_<br>seven eight</p>',
  );
});

test('without marks, the words and spaces are the same as with them', () => {
  const pieces = [
    'one',
    'two ',
    ' ',
    '  ',
    '\n',
    ' three',
    '花',
    '園\n',
    '😀',
    '\u2028',
    'é ',
    '<br>',
    '<wbr>',
    '<img src="a">',
  ];
  let state = 1;
  const choose = (count: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * count);
  };
  const text = (): string =>
    Array.from({ length: 1 + choose(4) }, () => pieces[choose(pieces.length)]).join('');
  for (let times = 0; times < 2000; times += 1) {
    const html = `<p>${text()}<em>${text()}</em>${text()}</p><p>${text()}<b>${text()}</b></p>`;
    const [marked, plain] = (['all', 'underlined'] as const).map((spaces) => {
      const tree = fromHtml(html, { fragment: true });
      collapseWhiteSpace(tree, spaces);
      return serializeHtml(tree).replaceAll(SPACE_MARK, '');
    });
    expect(plain, html).toBe(marked);
  }
});
