/** Tests that many problems take a screen and a half, each kind once, and few are shown one by one. */
import { describe, expect, test } from 'vitest';
import { formatGrouped, MAX_LINES } from '../../../src/cli/report/grouped.ts';
import { formatDiagnostic } from '../../../src/cli/report/pretty.ts';
import type { Diagnostic } from '../../../src/core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../../src/core/diagnostics/diagnostic.ts';
import { at } from './outcomes.ts';

const options = { color: false, linesOf: async () => ['# A line of the file'] };
const rows = (text: string): number => text.split('\n').length - 1;

/** As many files, each with a missing link, a missing title, and an unused note of its own name. */
const manyFiles = (count: number): readonly Diagnostic[] =>
  Array.from({ length: count }, (_, index) => [
    diagnostic('note-unused', { label: `note-${index}` }, at(`f${index}.md`, 9, 1)),
    diagnostic('chapter-empty', {}, at(`f${index}.md`, 1, 1)),
  ]).flat();

describe('formatGrouped', () => {
  test('shows few problems one by one, in their order', async () => {
    const few = manyFiles(2);
    const each = await Promise.all(few.map((problem) => formatDiagnostic(problem, options)));
    expect(await formatGrouped(few, options)).toBe(each.map((text) => `${text}\n`).join(''));
  });

  test('shows the kinds of many problems once, errors first, with the number of files', async () => {
    const text = await formatGrouped(manyFiles(300), options);
    expect(rows(text)).toBeLessThanOrEqual(MAX_LINES);
    expect(text.indexOf('chapter-empty')).toBeLessThan(text.indexOf('note-unused'));
    expect(text).toContain('also at f1.md:1:1, f2.md:1:1, f3.md:1:1 and 296 other places');
    expect(text).toContain('297 more of this kind, in 297 files: f3.md:9:1');
    expect(text).toContain('600 problems in all: `--format json` lists each with its place.');
  });

  test('lists the kinds that have no room', async () => {
    const kinds = manyFiles(40).map((problem, index) => ({
      ...problem,
      code: `kind-${index}` as Diagnostic['code'],
    }));
    const text = await formatGrouped(kinds, options);
    expect(rows(text)).toBeLessThanOrEqual(MAX_LINES);
    expect(text).toMatch(/ {2}error {2}kind-\d+: 1 in 1 file\n/);
    expect(text).toMatch(/and \d+ other kinds/);
  });
});
