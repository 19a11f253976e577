/** Tests each form of includes: a folder with a project, and the HTML that its text becomes. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { INCLUDE_FORMS } from '../../../src/read/includes/forms.ts';
import { memoryHost, openWorkbench, readAndRenderAny, sectionHtml } from '../../support/workbench.ts';

const names = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

test('each form has a folder', () => {
  expect(names.toSorted()).toEqual(INCLUDE_FORMS.map(({ name }) => name).toSorted());
});

function readFiles(folder: string): Readonly<Record<string, string>> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'golden.txt')
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1));
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

describe.each(names)('%s', (name) => {
  const folder = join(import.meta.dirname, name);
  const files = readFiles(folder);
  const text = Object.keys(files).find((path) => /\/in\.mdx?$/.test(path)) ?? '';

  test('becomes what a reader expects', async () => {
    const { context, diagnostics: found } = openWorkbench(memoryHost(files));
    const plain = { context: { ...context, isHighlighted: false }, diagnostics: found };
    const { book, diagnostics } = await readAndRenderAny(plain, text);
    const html = book === undefined ? '' : sectionHtml(book);
    const problems = diagnostics.map(
      ({ severity, code, place, message }) =>
        `${place?.file}:${place?.line}:${place?.column} ${severity} ${code}: ${message}`,
    );
    const shown = [
      html.replace(/(?<=>)(?=<(?:p|h\d|section|ul|ol|li|table|figure|div|dl|dt|dd|blockquote|pre)\b)/g, '\n'),
      ...problems,
      '',
    ];
    await expect(shown.join('\n')).toMatchFileSnapshot(join(folder, 'golden.txt'));
  });

  test('is looked for in its text', () => {
    expect(INCLUDE_FORMS.find((form) => form.name === name)?.mark.test(files[text] ?? '')).toBe(true);
  });
});
