/** Tests that the front matter of included files is left out, and nothing else. */
import { expect, test } from 'vitest';
import { readMarkdown } from '../../../src/read/read-markdown.ts';
import { memoryHost, openWorkbench } from '../../support/workbench.ts';

test.each([
  ['YAML', '---\n# -----\ntitle: A\n---\nWords.', 'Words.'],
  ['YAML that ends with dots', '---\ntitle: A\n...\nWords.', 'Words.'],
  ['TOML', '+++\n[params]\n+++\nWords.', 'Words.'],
  ['front matter without keys', '---\n---\nWords.', 'Words.'],
  ['text between two lines', '---\n\nWords.\n\n---\n\nMore.', '---\n\nWords.\n\n---\n\nMore.'],
  ['a line alone', '---\nWords.', '---\nWords.'],
])('%s', async (_, part, expected) => {
  const files = { 'a.md': '# A\n\n{{#include b.md}}\n', 'b.md': part };
  const source = await readMarkdown('a.md', '.', openWorkbench(memoryHost(files)).context, {
    featuresOff: new Set(),
  });
  expect(source?.text).toBe(`# A\n\n${expected}\n`);
});
