/** Tests the length of the text of a tree, against the text itself. */
import { fromHtml } from 'hast-util-from-html';
import { toString as textOf } from 'hast-util-to-string';
import { expect, test } from 'vitest';
import { textLength } from '../../../src/lib/html/text-length.ts';

test.each([
  ['', 0],
  ['words', 5],
  ['<p>one <em>two</em><br> three</p>\n<!-- a comment --><pre>four\n</pre>', 19],
  ['<p>😀</p>', 2],
])('of %j it is %d', (html, length) => {
  const tree = fromHtml(html, { fragment: true });
  expect(textLength(tree)).toBe(length);
  expect(textOf(tree)).toHaveLength(length);
});
