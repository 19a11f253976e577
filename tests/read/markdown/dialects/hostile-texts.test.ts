/** Tests that texts in which a search may begin again and again take no longer than others: long runs of spaces, of rules, of marks. */
import { expect, test } from 'vitest';
import { loadDialects } from '../../../../src/read/markdown/dialects/dialects.ts';
import { parseMarkdown } from '../../../../src/read/markdown/parse.ts';

const LONG = ' '.repeat(60_000);

test.each([
  ['a division of pandoc', `::: {.note} x${LONG}y\n\nw\n\n:::`],
  ['signs at the end of a division', `::: {.note} x${':'.repeat(60_000)}y\n\nw\n\n:::`],
  ['a named box', `::: note x${LONG}y\n\nw\n\n:::`],
  ['a directive', `\`\`\`{note} x${LONG}y\nw\n\`\`\``],
  ['an option of a directive', `\`\`\`{note}\n:class: x${LONG}y\nw\n\`\`\``],
  ['a tab with words after its title', `=== "x${LONG}y" z`],
  ['an admonition with words after its type', `!!! note${LONG}y`],
  ['an abbreviation', `*[A]: x${LONG}y\n\nA`],
  ['a grid that is not closed', `${'+--+\n'.repeat(15_000)}|`],
  ['examples in one line', '(@a) '.repeat(12_000)],
  ['a caption', `Table: x${LONG}{y\n\n| a |\n|---|\n| b |`],
  ['links of LaTeX without an end', '\\href{a}{'.repeat(6000)],
  ['addresses of LaTeX without an end', '\\url{a'.repeat(9000)],
  ['a link of LaTeX with a long address', `\\href{${'a'.repeat(60_000)}`],
])('%s', async (_, text) => {
  const dialects = await loadDialects(text);
  const started = performance.now();
  parseMarkdown({ path: 'a.md', text }, () => undefined, dialects);
  expect(performance.now() - started).toBeLessThan(2000);
});
