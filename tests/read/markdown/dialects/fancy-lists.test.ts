/** Lists with letters, numerals and examples, where they are not as one expects. */
import { expect, test } from 'vitest';
import { collectDiagnostics, renderMarkdown } from '../../../support/workbench.ts';

test.each([
  ['(@a) one\n\n(@a) two (@a)', '<ol class="parens decimal">', '(1)'],
  ['(@) one\n\nWords\n\n(@b) two (@b)', '<ol start="2" class="parens decimal">', '(2)'],
  ['- (@a) one\n- (@b) two (@b)', '<ol start="2" class="parens decimal">', '(2)'],
  ['a. one\n\n        code\nb. two', '<ol type="a">', '<pre>'],
  ['a. one\nb.\nc. three', '<li></li>', '<li>three</li>'],
  ['xcix. one\nc. two', '<ol start="99" type="i">', '<li>two</li>'],
  ['1. one\n\na. two\nb. three', '<ol>', '<ol type="a">'],
  ['a. one\nb. two\n1. three', '<ol type="a">', '<ol>'],
])('%j', async (markdown, ...parts) => {
  const html = await renderMarkdown(markdown);
  for (const part of parts) expect(html).toContain(part);
});

test('reports a reference to no example', async () => {
  const text = '# T\n\n(@a) one\n\nSee (@b) and (@a).\n';
  expect(await collectDiagnostics({ 'a.md': text })).toEqual(['markup-literal a.md:5:5']);
  expect(await collectDiagnostics({ 'a.md': '# T\n\nSee (@b).\n' })).toEqual([]);
});
