/** What people type who know other programs: the answer leads on. */
// cspell:ignore biuld oout
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parseCommandLine, readCommandLine } from '../../src/cli/arguments.ts';
import { formatHelp } from '../../src/cli/help.ts';
import { builtInEditions } from '../../src/core/editions.ts';
import { resolveRequestedEditions } from '../../src/pipeline/request.ts';
import { nodeHost } from '../../src/runtime/node-host.ts';
import { openWorkbench } from '../support/workbench.ts';

const answers = async (...args: readonly string[]): Promise<readonly string[]> => {
  const parsed = await readCommandLine(args);
  return parsed.kind === 'wrong' ? parsed.problems.map(({ message, hint }) => `${message} ${hint}`) : [];
};

test.each([
  ['biuld note.md', 'There is no command `biuld`. Did you mean `build`?'],
  [
    'fever',
    'There is no command `fever`. See `handpress --help`. To build a publication of this name: `handpress build fever`.',
  ],
  ['manifest marge', 'There is no command `manifest marge`. Did you mean `manifest merge`?'],
  ['build --toc-depth 2', 'There is no option `--toc-depth`. Write `contents-depth` into'],
  ['note.md --to docx', 'There is no option `--to`. Handpress makes PDF, EPUB and HTML: `--pdf`'],
  ['note.md --from html', 'There is no option `--from`. Handpress reads Markdown only.'],
  ['note.md -M title=x', 'There is no option `-M`. Write it into the front matter'],
  [
    'note.md -V geometry:margin=2cm',
    'There is no option `-V`. Sizes, margins and fonts are those of an edition',
  ],
  [
    'note.md --template=x.tex',
    'There is no option `--template`. Put your styles and templates into the project',
  ],
  [
    'note.md -o out.htm',
    '`--output` needs a folder, or a file that ends in `.pdf`, `.epub` or `.html`; it has `out.htm`.',
  ],
  [
    'note.md -o -',
    '`--output` needs a folder, or a file that ends in `.pdf`, `.epub` or `.html`; it has `-`.',
  ],
  ['note.md --format docx', '`--format` needs `pretty`, `json`'],
  ['build --oout x', 'There is no option `--oout`. Did you mean `--out`?'],
  ['build - note.md', '`build` needs the names of files or folders, or `-` alone for the standard input'],
  ['manifest merge -', '`manifest merge` needs the names of files or folders'],
])('%s', async (line, expected) => {
  expect(await answers(...line.split(' '))).toEqual([expect.stringMatching(escapeStart(expected))]);
});

const escapeStart = (text: string): RegExp => new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);

test.each([
  ['build note.md -o out', { out: resolve('out') }],
  ['build note.md --output out/', { out: resolve('out') }],
  ['build note.md -o out.pdf', { file: resolve('out.pdf') }],
  ['build note.md -o Out.EPUB', { file: resolve('Out.EPUB') }],
  ['build note.md -o out.html', { file: resolve('out.html') }],
  ['build note.md -t html', { editions: ['html'] }],
  ['note.md -w', { watch: true }],
  ['build note.md --pdf', { only: 'pdf' }],
  ['build note.md --epub', { only: 'epub' }],
  ['build note.md --css a.css --css b.css', { styles: [resolve('a.css'), resolve('b.css')] }],
  ['build note.md --edition epub,book', { editions: ['epub', 'book'] }],
  ['build note.md --edition epub --edition a5', { editions: ['epub', 'a5'] }],
  // Spellings of other programs.
  ['-f markdown -t pdf note.md', { inputs: ['note.md'], only: 'pdf' }],
  ['note.md --from=gfm+footnotes --to=epub3', { inputs: ['note.md'], only: 'epub' }],
  ['note.md --format epub', { inputs: ['note.md'], only: 'epub' }],
  ['note.md --output-dir out -c a.css', { out: resolve('out'), styles: [resolve('a.css')] }],
  ['- -o out.pdf', { inputs: ['-'], file: resolve('out.pdf') }],
])('%s', async (line, options) => {
  expect(await readCommandLine(line.split(' '))).toMatchObject({
    kind: 'command',
    command: 'build',
    options,
  });
});

test.each(['--no-highlight', '--syntax-highlighting=none'])('%s prints code plain', async (option) => {
  const parsed = await readCommandLine(['note.md', option]);
  expect(parsed).toMatchObject({ kind: 'command', options: { inputs: ['note.md'], highlight: false } });
  expect((parsed.kind === 'command' && parsed.notes) || []).toEqual([]);
});

test('both kinds are all kinds', async () => {
  const parsed = await readCommandLine(['note.md', '--pdf', '--epub']);
  expect(parsed.kind === 'command' && 'only' in parsed.options).toBe(false);
});

test.each([
  ['note.md --toc', '`--toc` has no effect: a book and an e-book always have their contents'],
  ['note.md -s', '`-s` has no effect'],
  ['note.md --pdf-engine xelatex', '`--pdf-engine` has no effect: Handpress prints with Chromium'],
  ['note.md --pdf-engine=xelatex', '`--pdf-engine` has no effect: Handpress prints with Chromium'],
  ['note.md --syntax-highlighting tango', '`--syntax-highlighting` has no effect: the look of code'],
  ['note.md --highlight-style=tango', '`--highlight-style` has no effect: the look of code'],
])('what has no effect is reported, and the file is made: %s', async (line, expected) => {
  const parsed = await readCommandLine(line.split(' '));
  const notes = parsed.kind === 'command' ? (parsed.notes ?? []) : [];
  expect(notes.map(({ message, severity }) => [message, severity])).toEqual([
    [expect.stringContaining(expected), 'note'],
  ]);
  expect(parsed).toMatchObject({ options: { inputs: ['note.md'] } });
});

test.each([
  ['note.md', ['note.md']],
  ['content/fever', ['content/fever']],
  ['. --edition epub', ['.']],
  ['a.md b.markdown c/d', ['a.md', 'b.markdown', 'c/d']],
])('a path without a command is built: %s', (line, inputs) => {
  expect(parseCommandLine(line.split(' '))).toMatchObject({
    kind: 'command',
    command: 'build',
    options: { inputs },
  });
});

test('help is a command, too', () => {
  expect(parseCommandLine(['help'])).toMatchObject({ kind: 'shell', command: 'help', words: [] });
  expect(parseCommandLine(['help', 'cache', 'clear'])).toMatchObject({ words: ['cache', 'clear'] });
  expect(parseCommandLine(['check', '-h'])).toMatchObject({ command: 'help', words: ['check'] });
  expect(parseCommandLine(['init', '--yes', '-h'])).toMatchObject({ command: 'help', words: ['init'] });
  expect(formatHelp(['check'])).toContain('Usage: handpress check [input...] [options]');
  expect(formatHelp(['check'])).not.toContain('--edition');
  expect(formatHelp(['nothing'])).toBe(formatHelp());
});

test('a list of editions is answered with one option for each', () => {
  const { context, diagnostics } = openWorkbench(nodeHost);
  const request = { inputs: [], out: '/dist', editions: ['epub,book'], proof: false, jobs: 1, debug: false };
  expect(resolveRequestedEditions(request, builtInEditions, context)).toBeUndefined();
  expect(diagnostics.map(({ hint }) => hint)).toEqual(['Did you mean `epub --edition book`?']);
});
