/** Cells that a table has no heading for are printed and reported. */
import { expect, test } from 'vitest';
import { collectDiagnostics, readAndRender, sectionHtml } from '../../../support/workbench.ts';

test('prints surplus cells in a column without a heading, and reports them once for each table', async () => {
  const text =
    '# T\n\n| A | B |\n|---|---|\n| 1 | 2 | 3 |\n| 4 |\n| 5 | 6 | 7 | *8* | |\n\n| A |\n|---|\n| 1 | 2 |\n';
  const { book, diagnostics } = await readAndRender(
    { 't.md': text },
    { expected: ['cells-surplus t.md:5:9', 'cells-surplus t.md:11:5'] },
  );
  const rows = sectionHtml(book)
    .split(/<tr>/)
    .slice(1)
    .map((row) => [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/g)].map(([, cell]) => cell));
  expect(rows).toEqual([
    ['A', 'B', '', ''],
    ['1', '2', '3', ''],
    ['4', '', '', ''],
    ['5', '6', '7', '<em>8</em>'],
    ['A', ''],
    ['1', '2'],
  ]);
  expect(diagnostics[0]?.message).toContain('headings for 2 columns, and more cells: “3”, “7”, “8”.');
});

test.each([
  '| A | B |\n|---|---|\n| 1 | 2 | |\n| 3 | 4 |   |\n',
  '| A | B |\n|---|---|\n| 1 \\| 2 | 3 |\n',
  '| A | B |\n|---|---|\n| 1 |\n',
])('says nothing of %j', async (text) =>
  expect(await collectDiagnostics({ 't.md': `# T\n\n${text}` })).toEqual([]),
);

test('counts the cells that a long row adds to all others', async () => {
  const text = `# T\n\n| A |\n|---|\n|${' x |'.repeat(200)}\n${'| 1 |\n'.repeat(100)}`;
  expect(await collectDiagnostics({ 't.md': text })).toEqual([
    'table-gaps-too-many t.md:3:1',
    'cells-surplus t.md:5:5',
  ]);
});
