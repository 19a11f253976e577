/** Tests the limits of includes, that they take linear time, and what text without them costs. */
import { expect, test } from 'vitest';
import { INCLUDE_FORMS } from '../../../src/read/includes/forms.ts';
import { readMarkdown } from '../../../src/read/read-markdown.ts';
import { cpuTime } from '../../support/cpu-time.ts';
import { collectDiagnostics, memoryHost, openWorkbench, readAndRenderAny } from '../../support/workbench.ts';

const measure = async (work: () => Promise<unknown>) => (await cpuTime(work)).milliseconds;

test('files that include each other end', async () => {
  const files = {
    'a.md': '# A\n\nWords.\n\n{{#include b.md}}\n',
    'b.md': 'From b.\n\n{{#include c.md}}\n',
    'c.md': 'From c.\n\n{{#include b.md}}\n\n{{#include a.md}}\n',
  };
  expect(await collectDiagnostics(files, 'a.md')).toEqual([
    'include-circular c.md:3:1',
    'include-circular c.md:5:1',
  ]);
});

test('a chain of files ends at ten levels', async () => {
  const chain = Array.from({ length: 12 }, (_, index) => [`f${index}.md`, `{{#include f${index + 1}.md}}\n`]);
  const files = { 'a.md': '# A\n\nWords.\n\n{{#include f0.md}}\n', ...Object.fromEntries(chain) };
  expect(await collectDiagnostics(files, 'a.md')).toEqual(['includes-too-many f9.md:1:1']);
});

test('files that multiply end, whether they have text or not', async () => {
  const level = (next: string) => `${`{{#include ${next}}}\n\n`.repeat(20)}`;
  const files = (last: string) => ({
    'a.md': `# A\n\nWords.\n\n${level('b.md')}`,
    'b.md': level('c.md'),
    'c.md': level('d.md'),
    'd.md': level('e.md'),
    'e.md': last,
  });
  for (const last of ['', 'Words in a paragraph.\n\n'.repeat(1000)]) {
    const { context, diagnostics } = openWorkbench(memoryHost(files(last)));
    const source = await readMarkdown('a.md', '.', context, { featuresOff: new Set() });
    expect(source?.text.length).toBeLessThan(6_000_000);
    expect(new Set(diagnostics.map(({ code }) => code))).toEqual(new Set(['includes-too-many']));
  }
});

const MARKS: Readonly<Record<string, string>> = {
  'mdbook-includes': '{{#include p.md}}\n\n',
  'quarto-includes': '{{< include p.md >}}\n\n',
  snippets: '--8<-- "p.md"\n\n',
  'include-markdown': '{% include-markdown "p.md" %}\n\n',
  'myst-includes': '```{include} p.md\n```\n\n',
  'data-files': ':::table[T]{src=p.md}\n:::\n\n',
  'file-marks': '<<(p.md)\n\n',
  'vitepress-includes': '<!--@include: ./p.md-->\n\n',
  partials: '<P />\n\n',
  'wiki-embeds': '![[p]]\n\n',
};

test('there is a mark of each form', () => {
  expect(Object.keys(MARKS).toSorted()).toEqual(INCLUDE_FORMS.map(({ name }) => name).toSorted());
});

test.each(Object.entries(MARKS))('thousands of %s take linear time', async (_name, mark) => {
  const read = (count: number) => {
    const files = { 'a.md': `import P from './p.md'\n\n# A\n\n${mark.repeat(count)}`, 'p.md': 'Words.\n' };
    return readMarkdown('a.md', '.', openWorkbench(memoryHost(files)).context, { featuresOff: new Set() });
  };
  await read(100);
  const few = await measure(() => read(2000));
  const many = await measure(() => read(8000));
  expect(many).toBeLessThan(8 * few + 100);
});

test.each([
  ['{{#include ', 8000],
  ['{{#include a.md', 8000],
  ['--8<--\n', 8001],
  ['--8<-- "', 8000],
  [':::{include} a.md\n\n', 1000],
  ['```{include} a.md\n', 8001],
  ['{% include-markdown "a', 8000],
  ['{% include-markdown "a.md" ', 8000],
  ['<<[', 8000],
  ['![[a', 8000],
  ['![[a\n', 8000],
  ['<!-- {{#include a.md}}', 4000],
  ['`{{#include a.md}}``', 4000],
  ['{{#include a.md}} <!-- a -->', 4000],
] as const)('marks that never end take no long time: %s', async (text, count) => {
  const files = { 'b.md': `# B\n\nWords.\n\n${text.repeat(count).slice(0, 150_000)}\n` };
  const time = await measure(() => readAndRenderAny(openWorkbench(memoryHost(files)), 'b.md'));
  expect(time).toBeLessThan(8000);
});

test.each([
  ['{{#include', ' ', ''],
  ['{{#include a.md}} \\{{#', 'a', ''],
  ['{{< include', ' ', ''],
  ['<!--@include:', ' ', ''],
  ['<!--@include: a', ' ', 'b'],
  ['```{include} a', ' ', 'b'],
  ['{{#include a.md}}\n\n``` a', ' ', 'b'],
] as const)('a long line takes no long time: %s', async (start, filler, end) => {
  const files = { 'b.md': `# B\n\n${start}${filler.repeat(100_000)}${end}\n` };
  const { context } = openWorkbench(memoryHost(files));
  expect(await measure(() => readMarkdown('b.md', '.', context, { featuresOff: new Set() }))).toBeLessThan(
    2000,
  );
});

test('lines that are taken again and again end', async () => {
  const lines = Array.from({ length: 20_000 }, () => '1-').join(',');
  const files = {
    'a.md': `# A\n\n\`\`\`{literalinclude} b.txt\n:lines: ${lines}\n\`\`\`\n`,
    'b.txt': 'Words\n'.repeat(20_000),
  };
  expect(await collectDiagnostics(files, 'a.md')).toEqual(['includes-too-many a.md:3:1']);
});

test.each(INCLUDE_FORMS.map(({ name, mark }) => [name, mark] as const))(
  'ordinary sentences have no mark of %s',
  (_name, mark) => {
    const sentences = [
      'a << b, and 1 << (2)',
      '{{ name }} and {{name}}',
      '\u0024{{ env.X }}',
      '{% if a %}',
      '{{< figure >}}',
      '-8- <8>',
      'import a from "b.js"',
      '<<EOF',
      '{{/* a */}}',
      '# {{title}}',
      '--8--',
      '<!-- include -->',
      '{include}',
    ];
    expect(sentences.filter((sentence) => mark.test(sentence))).toEqual([]);
  },
);
