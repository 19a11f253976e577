/** What people type who know other programs: the answer leads on. */
// cspell:ignore biuld oout
import { expect, test } from 'vitest';
import { parseCommandLine } from '../../src/cli/arguments.ts';
import { builtInEditions } from '../../src/core/editions.ts';
import { resolveRequestedEditions } from '../../src/pipeline/request.ts';
import { nodeHost } from '../../src/runtime/node-host.ts';
import { openWorkbench } from '../support/workbench.ts';

const answers = (...args: readonly string[]): readonly string[] => {
  const parsed = parseCommandLine(args);
  return parsed.kind === 'wrong' ? parsed.problems.map(({ message, hint }) => `${message} ${hint}`) : [];
};

test.each([
  ['biuld note.md', 'There is no command `biuld`. Did you mean `build`?'],
  ['manifest marge', 'There is no command `manifest marge`. Did you mean `manifest merge`?'],
  ['build note.md -o out', 'There is no option `-o`. Use `--out` with a folder'],
  ['build --output out', 'There is no option `--output`. Use `--out` with a folder'],
  ['build --watch', 'There is no option `--watch`. Handpress does not watch files.'],
  [
    'build --toc',
    'There is no option `--toc`. A book always has its contents; set their depth with `contents-depth`',
  ],
  ['build --oout x', 'There is no option `--oout`. Did you mean `--out`?'],
  [
    'build -',
    '`build` needs the names of files or folders, because no Markdown is read from the standard input',
  ],
])('%s', (line, expected) => {
  expect(answers(...line.split(' ')).some((answer) => answer.startsWith(expected))).toBe(true);
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
  expect(parseCommandLine(['help'])).toEqual({ kind: 'help' });
});

test('a list of editions is answered with one option for each', () => {
  const { context, diagnostics } = openWorkbench(nodeHost);
  const request = { inputs: [], out: '/dist', editions: ['epub,book'], proof: false, jobs: 1, debug: false };
  expect(resolveRequestedEditions(request, builtInEditions, context)).toBeUndefined();
  expect(diagnostics.map(({ hint }) => hint)).toEqual(['Did you mean `epub --edition book`?']);
});
