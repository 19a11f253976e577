/** Tests that the sources and the style in the settings of Quarto and MyST are read like those of front matter. */
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
