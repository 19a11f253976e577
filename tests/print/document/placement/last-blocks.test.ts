/** Tests which blocks of a handout are on the page of its imprint. */
import { fromHtml } from 'hast-util-from-html';
import { toHtml } from 'hast-util-to-html';
import { expect, test } from 'vitest';
import { keepWithImprint } from '../../../../src/print/document/placement/last-blocks.ts';

const kept = (html: string): string =>
  keepWithImprint([fromHtml(html, { fragment: true })])
    .map((tree) => toHtml(tree))
    .join('');
const item = (words: string, style = ''): string => `<li${style}>${words}</li>`;
const BREAK = ' style="break-before: page"';

test('the last two items of a list move, or a long one alone, because two would leave a hole', () => {
  const short = ['a', 'b', 'c', 'd'];
  expect(kept(`<ol>${short.map((words) => item(words)).join('')}</ol>`)).toBe(
    `<ol>${item('a')}${item('b')}${item('c', BREAK)}${item('d')}</ol>`,
  );
  const long = 'word '.repeat(50);
  expect(kept(`<ol>${[...short, long].map((words) => item(words)).join('')}</ol>`)).toContain(
    `${item('d')}${item(long, BREAK)}`,
  );
});
