/** Tests each feature of other programs' Markdown: a folder with a text and the HTML that it becomes. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DIALECTS } from '../../../../src/read/markdown/dialects/dialects.ts';
import { memoryHost, openWorkbench, readAndRenderAny, sectionHtml } from '../../../support/workbench.ts';

const folders = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

test('each feature has a folder', () => {
  expect(folders.toSorted()).toEqual(DIALECTS.map(({ name }) => name).toSorted());
});

/** Returns the HTML with each block on its own line, and the diagnostics of a text that is a file of its own. */
async function show(text: string): Promise<string> {
  const { context, diagnostics: found } = openWorkbench(memoryHost({ 'content/a.md': text }));
  const plain = { context: { ...context, isHighlighted: false }, diagnostics: found };
  const { book, diagnostics } = await readAndRenderAny(plain);
  const problems = diagnostics.map(
    ({ severity, code, place }) => `${place?.line}:${place?.column} ${severity} ${code}`,
  );
  const html = book === undefined ? '' : sectionHtml(book);
  return [
    html.replace(/(?<=>)(?=<(?:p|h\d|section|ul|ol|li|table|figure|div|dl|dt|dd|blockquote|pre)\b)/g, '\n'),
    ...problems,
    '',
  ].join('\n');
}

describe.each(folders)('%s', (name) => {
  const text = readFileSync(join(import.meta.dirname, name, 'in.md'), 'utf8');

  test('becomes what a reader expects', async () => {
    await expect(await show(text)).toMatchFileSnapshot(join(import.meta.dirname, name, 'golden.txt'));
  });

  test('is looked for in its text', () => {
    expect(DIALECTS.find((dialect) => dialect.name === name)?.mark.test(text)).toBe(true);
  });
});
