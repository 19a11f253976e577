/** Tests `markdown:`, which turns features of other programs' Markdown off. */
import { expect, test } from 'vitest';
import { FEATURE_NAMES } from '../../../src/read/settings/features.ts';
import { memoryHost, openWorkbench, readAndRenderAny, sectionHtml } from '../../support/workbench.ts';

const TEXT = '# A\n\nWords $x$, ==marked==.\n\n{{#include part.md}}\n';
const PART = { 'part.md': 'A part with $y$.\n' };

const read = async (files: Readonly<Record<string, string>>, what: string) => {
  const { book, diagnostics } = await readAndRenderAny(
    openWorkbench(memoryHost({ ...PART, ...files })),
    what,
  );
  const codes = diagnostics.map(({ code, place, severity }) => `${severity} ${code} ${place?.line}`);
  return { html: book === undefined ? '' : sectionHtml(book), codes };
};
const readFile = (setting: string) =>
  read({ 'a.md': `---\nlanguage: en\n${setting}\n---\n\n${TEXT}` }, 'a.md');

test('every feature has a name of its own', () => {
  expect(new Set(FEATURE_NAMES).size).toBe(FEATURE_NAMES.length);
  expect(FEATURE_NAMES).toContain('dollar-math');
  expect(FEATURE_NAMES).toContain('mdbook-includes');
});

test('a feature that is off leaves the text as it is written, also in included files', async () => {
  const { html } = await readFile('markdown: { dollar-math: false }');
  expect(html).toContain('Words $x$, <mark>marked</mark>');
  expect(html).toContain('A part with $y$');
});

test('an include that is off is markup that is not read', async () => {
  const { html, codes } = await readFile('markdown: { mdbook-includes: false }');
  expect(html).not.toContain('A part');
  expect(codes).toContain('warning markup-literal 10');
});

test.each(['gfm', 'commonmark'])('%s turns all of them off', async (name) => {
  const { html } = await readFile(`markdown: ${name}`);
  expect(html).toContain('$x$, ==marked==');
  expect(html).toContain('{{#include part.md}}');
});

test('a name with `true` changes nothing', async () => {
  const { html } = await readFile('markdown: { marks: true }');
  expect(html).toContain('<mark>marked</mark>');
  expect(html).toContain('<math');
});

test('an unknown name is reported with a similar one, and a wrong value is left out', async () => {
  expect((await readFile('markdown: { dolar-math: false }')).codes).toEqual(['warning feature-unknown 3']);
  expect((await readFile('markdown: pandoc')).codes).toEqual(['warning value-wrong 3']);
});

test('a publication sets it for all its chapters, and says more than the project', async () => {
  const files = {
    'handpress.yaml': 'markdown: gfm\n',
    'book/publication.yaml': 'title: A\nlanguage: en\nidentifier: urn:example:a\nmarkdown: { marks: true }\n',
    'book/one.md': '# One\n\nWords $x$, ==marked==.\n',
    'book/two.md': '# Two\n\nWords $x$, ==marked==.\n',
  };
  const { html } = await read(files, 'book');
  expect(html.match(/\$x\$, <mark>/g)).toHaveLength(2);
  const { html: plain } = await read({ 'handpress.yaml': 'markdown: gfm\n', 'a.md': TEXT }, 'a.md');
  expect(plain).toContain('$x$, ==marked==');
});
