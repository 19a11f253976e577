/** Tests that the sources and the style in the settings of Quarto, MyST and bookdown are read like those of front matter. */
import { expect, test } from 'vitest';
import {
  type Files,
  formatDiagnostics,
  memoryHost,
  openWorkbench,
  readAndRenderAny,
} from '../../support/workbench.ts';

const SOURCES =
  '@book{one, title={One}, author={A. Byron}, year={2001}}\n@book{other, title={Other}, author={C. Doe}, year={2002}}\n';
const QUARTO =
  'bibliography: refs.bib\ncsl: apa\nnocite: "@other"\nbook:\n  title: T\n  chapters: [index.qmd]\n';
const INDEX = '# Index\n\nAs @one says.\n';

async function read(files: Files, what?: string) {
  const { publication, diagnostics } = await readAndRenderAny(openWorkbench(memoryHost(files)), what);
  const notes = new Set(['language-taken', 'project-read', 'language-guessed']);
  return {
    keys: [...(publication?.references.keys() ?? [])].sort(),
    style: publication?.citationStyle?.name,
    uncited: publication?.uncited,
    problems: formatDiagnostics(diagnostics.filter(({ code }) => !notes.has(code))),
  };
}

test('a book of Quarto has its sources, its style and its uncited sources', async () => {
  const files = { 'p/_quarto.yml': QUARTO, 'p/refs.bib': SOURCES, 'p/index.qmd': INDEX };
  expect(await read(files)).toEqual({
    keys: ['one', 'other'],
    style: 'apa',
    uncited: ['other'],
    problems: [],
  });
});

test('a book of MyST has its sources', async () => {
  const files = {
    'p/myst.yml':
      'version: 1\nproject:\n  title: T\n  bibliography: [refs.bib]\n  toc:\n    - file: index.md\n',
    'p/refs.bib': SOURCES,
    'p/index.md': INDEX,
  };
  expect(await read(files)).toMatchObject({ keys: ['one', 'other'], problems: [] });
});

const BOOK = {
  'p/_bookdown.yml': 'delete_merged_file: true\n',
  'p/index.Rmd':
    '---\ntitle: T\nsite: bookdown::bookdown_site\nbibliography: [refs.bib]\ncsl: apa\nnocite: "@other"\n---\n\n# Index\n\nWords.\n',
  'p/01-a.Rmd': '# A\n\nAs @one says.\n',
  'p/refs.bib': SOURCES,
};
const { '_bookdown.yml': _, ...withoutSettings } = Object.fromEntries(
  Object.entries(BOOK).map(([path, text]) => [path.replace('p/', ''), text]),
);

test('a book of bookdown has those of its index.Rmd in all chapters, with _bookdown.yml or without', async () => {
  const expected = { keys: ['one', 'other'], style: 'apa', uncited: ['other'], problems: [] };
  expect(await read(BOOK)).toEqual(expected);
  expect(await read(withoutSettings)).toEqual(expected);
});

test('a single file of a book of bookdown has them, too', async () => {
  const files = { ...BOOK, 'p/01-a.Rmd': '---\ntitle: A\nlang: en\n---\n\nAs @one says.\n' };
  expect(await read(files, 'p/01-a.Rmd')).toMatchObject({ style: 'apa', problems: [] });
});

test('what a program names and no one has is a warning at its place, and its citations are reported', async () => {
  const named = { ...BOOK, 'p/index.Rmd': BOOK['p/index.Rmd'].replace('refs.bib', 'refs.bib, gone.bib') };
  named['p/01-a.Rmd'] = '# A\n\nAs @one and [@R-knitr] say.\n';
  const { diagnostics } = await readAndRenderAny(openWorkbench(memoryHost(named)));
  const found = diagnostics.filter(({ code }) => /^(?:references|citation)-/.test(code));
  expect(found.map(({ severity }) => severity)).toEqual(['warning', 'warning']);
  expect(formatDiagnostics(found)).toEqual([
    'citation-unknown p/01-a.Rmd:3:14',
    'references-missing p/index.Rmd:4:26',
  ]);
});

test('it is an error in settings of ours', async () => {
  const text = '---\ntitle: T\nlang: en\nbibliography: gone.bib\n---\n\nWords.\n';
  for (const files of [
    { 'p/a.md': text },
    { 'p/_quarto.yml': QUARTO, 'p/refs.bib': SOURCES, 'p/index.qmd': INDEX, 'p/more/a.md': text },
  ]) {
    const what = Object.keys(files).at(-1);
    const { diagnostics } = await readAndRenderAny(openWorkbench(memoryHost(files)), what);
    const found = diagnostics.filter(({ code }) => code === 'references-missing');
    expect(found.map(({ severity }) => severity)).toEqual(['error']);
  }
});

test('a file that is missing, and a style that no one knows, are reported in the settings', async () => {
  const settings = QUARTO.replace('refs.bib', '[refs.bib, gone.bib]').replace('apa', 'nothing');
  const files = { 'p/_quarto.yml': settings, 'p/refs.bib': SOURCES, 'p/index.qmd': INDEX };
  expect([...(await read(files)).problems].sort()).toEqual([
    'citation-style-unknown p/_quarto.yml:2:6',
    'references-missing p/_quarto.yml:1:26',
  ]);
});

test('a single file takes them from the project above it, unless it names its own', async () => {
  const files = {
    'p/_quarto.yml': QUARTO,
    'p/refs.bib': SOURCES,
    'p/index.qmd': INDEX,
    'p/more/own.bib': SOURCES.replace('One', 'Uno'),
    'p/more/paper.qmd': '---\ntitle: Paper\nlang: en\n---\n\nAs @one says.\n',
    'p/more/own.qmd': '---\ntitle: Own\nlang: en\nbibliography: own.bib\ncsl: ieee\n---\n\nAs @one says.\n',
  };
  expect(await read(files, 'p/more/paper.qmd')).toEqual({
    ...{ keys: ['one', 'other'], style: 'apa', uncited: ['other'] },
    problems: [],
  });
  expect(await read(files, 'p/more/own.qmd')).toMatchObject({
    keys: ['one', 'other'],
    style: 'ieee',
    problems: [],
  });
});
