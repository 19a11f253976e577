/** Tables whose delimiter row has `+` are the tables that GFM reads with `|`. */
import type { Root } from 'mdast';
import { expect, test } from 'vitest';
import { parseMarkdown } from '../../../src/read/markdown/parse.ts';

const parse = (text: string): Root | undefined => parseMarkdown({ path: 't.md', text }, () => undefined);

test.each([
  '| Dose | Times |\n|---+---|\n| 5 mg | twice |\n',
  '| Dose | Times |\n|------+-------|\n| 5+5 mg | + |\n',
  'Dose | Times\n-----+------\n5 mg | twice\n',
  'Dose | Times | Days\n:---+----:|:---:\n5 mg | twice | 3\n',
  '> | A | B |\n> | - + - |\n> | 1 | 2 |\n\nAfter + it.\n',
  '- x\n\n  | A | B |\n  |---+---|\n  | 1 | 2 |\n- y\n',
  'Text\n| A | B |\n|---+---|\n| 1 | 2 |\nno pipe + here\n\n+ list\n',
  '| A | B |\n|---+---|',
])('reads %j with positions', (text) => {
  const usual = text.replace(/^.*-.*$/gm, (line) =>
    /[+]/.test(line) && !/\w/.test(line) ? line.replaceAll('+', '|') : line,
  );
  expect(usual).not.toBe(text);
  const tree = parse(text);
  expect(tree).toEqual(parse(usual));
  expect(JSON.stringify(tree)).toContain('"type":"table"');
});

test.each([
  // The numbers of cells differ.
  '| A | B | C |\n|---+---|\n| 1 | 2 | 3 |\n',
  // No row of cells above.
  'A\n---+---\n1\n',
  '\n|---+---|\n| 1 | 2 |\n',
  // A drawing in a listing.
  '```\n| A | B |\n|---+---|\n| 1 | 2 |\n```\n',
  // A grid, which has a warning of its own.
  '+---+---+\n| A | B |\n+---+---+\n',
  '| A | B |\n|---+a--|\n',
  '| A | B |\n|---++---|\n',
])('reads no table in %j', (text) => expect(JSON.stringify(parse(text))).not.toContain('"type":"table"'));

test('takes no longer for a long line', () => {
  for (const line of [`${' '.repeat(20_000)}+`, `${'-+'.repeat(10_000)}!`, `${'-'.repeat(20_000)}+!`]) {
    const started = performance.now();
    parse(`a | b\n${line}\n`);
    expect(performance.now() - started).toBeLessThan(2000);
  }
});
