/** Text of a Word document that looks like markup stays text in the Markdown that is written. */
import { toString as textOf } from 'hast-util-to-string';
import { expect, test } from 'vitest';
import { memoryHost, openWorkbench, readAndRenderAny } from '../support/workbench.ts';
import { heading, text } from './docx-files.ts';
import { importDocx } from './imported.ts';

/** Markup of Markdown and its dialects. */
const LINES: readonly string[] = [
  '== marked ==x==',
  'x^2^ and H~2~O',
  '$x$ and $5 and $10, $a_b$',
  '%%comment%% here',
  '{#id} {.class}',
  '[TOC]',
  '[[page]] and ![[x]]',
  '@fig-x and [@key]',
  ': a definition',
  '!!! note',
  '??? question',
  '| x | y',
  '||| z',
  ':::note',
  '::: warning',
  '\\newpage',
  '\\textbf{x} and \\begin{a}',
  '{{< x >}} {{ y }} {% z %}',
  '(1) see',
  'a) first',
  'A. Smith',
  'i. one',
  '(@) example',
  '1) x',
  '1. x',
  '- x',
  '+ x',
  '* x',
  '# x',
  '> x',
  '<b>x</b> <https://a.b>',
  'a:b:c :smile: :+1:',
  '`code` ``x``',
  '~~~',
  '```',
  '---',
  '===',
  '+++',
  'Table: x',
  'a_b_c *d* __e__',
  '[^1] note',
  '[^1]: note',
  '[a]: b',
  '[x] y',
  '[ ] z',
  '//www.x.y and www.example.org',
  'C:\\new\\table',
  'R&D &amp; &copy;',
  '^[note]',
  '--8<-- "x"',
  '!include x',
  '{{#include x}}',
  '<!-- c -->',
  'import x from "y"',
  'export const a = 1',
  '<Tabs>',
  '```{r}',
  '#hashtag',
  '#+TITLE: x',
  '.. note::',
  '%title',
  '10:30',
  'x | y',
  '{width=50%}',
  '[text]{.underline}',
  'Key: value',
  '$$x$$',
  '\\(x\\) \\[y\\]',
  '=== "Tab"',
  '\\',
  'line \\',
  '_____',
  '```math',
  '&nbsp;',
  'http://x.y/a_b_c',
  'a@b.cd',
  '[link](x)',
  '![image](y)',
  '~~x~~',
  '**Note:** x',
  '!!!',
  '(c) 2024',
  '-- dash',
  '--- x',
  'x\u00a0y',
  '\u2022 bullet',
  '1\u00ad2',
  '|',
  '^',
  '~',
  '"quoted"',
  "it's",
  '> [!NOTE]',
  '[!NOTE]',
];

const escapeXml = (line: string): string => line.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** Undoes what typography does. */
const normalize = (line: string): string =>
  line
    .replace(/[“”]/g, '"')
    .replace(/[’‘]/g, "'")
    .replace(/[–—-]+/g, '-')
    .replace(/…/g, '...')
    .replace(/\s+/g, ' ')
    .replaceAll('\u00ad', '');

/** Imports a document with these lines, and returns the blocks of its chapter. */
async function importBlocks(lines: readonly string[]) {
  const { files, host } = await importDocx({
    body: heading(1, 'T') + lines.map((line) => text(escapeXml(line))).join(''),
  });
  const read = async (path: string) => [path, await host.read(`/project/${path}`)] as const;
  const project = memoryHost(Object.fromEntries(await Promise.all(files.map(read))));
  const { book } = await readAndRenderAny(openWorkbench(project), 'leaflet');
  return (book?.sections ?? []).flatMap(({ body }) => body.children);
}

test('every line is one paragraph with the same words', async () => {
  const shown = (await importBlocks(LINES)).flatMap((block) =>
    block.type === 'element' && block.tagName === 'p' ? [normalize(textOf(block).trim())] : [],
  );
  expect(shown).toEqual(LINES.map(normalize));
});

test('a line of three asterisks is the break between two scenes that it is in Word', async () => {
  const blocks = await importBlocks(['Before.', '* * *', 'Between.', '***', 'After.']);
  const names = blocks.flatMap((block) => (block.type === 'element' ? [block.tagName] : []));
  expect(names).toEqual(['h1', 'p', 'hr', 'p', 'hr', 'p']);
});
