/** Tests which signs in tables join cells, and which of them stay. */
import { expect, test } from 'vitest';
import { joinCells, type Sign } from '../../../../src/read/markdown/dialects/tables/joined-cells.ts';
import { collectDiagnostics } from '../../../support/workbench.ts';

const SIGNS: readonly string[] = ['^', '<', '>'];
const join = (...rows: readonly string[]) =>
  joinCells(
    rows.map((row) =>
      row.split(' ').map((text) => ({ sign: SIGNS.includes(text) ? (text as Sign) : undefined, text })),
    ),
  );

test('signs in several directions join one rectangle', () => {
  const joined = join('a b c', 'd e >', 'f x < '.trim(), '^ ^ ^');
  expect(joined).toEqual({ row: 1, column: 2, problem: 'edge' });
  expect(join('a b c', 'd e <', 'f ^ ^')).toMatchObject({
    rows: [
      { length: 3 },
      [{ columns: 1 }, { columns: 2, rows: 2, from: { row: 1, column: 1 } }],
      { length: 1 },
    ],
  });
  expect(join('a b', '> c')).toMatchObject({ rows: [{}, [{ columns: 2, from: { column: 1 } }]] });
});

test.each([
  ['an edge', ['a b', '^ c'], 'head'],
  ['a ring', ['a b', '> <'], 'edge'],
  ['no rectangle', ['a b', 'c d', '^ <'], 'shape'],
  ['a comparison', ['a b c', 'd < 5', 'e < 7'], 'doubtful'],
  ['a limit', ['a b', '> 5'], 'doubtful'],
  ['a sign below a sign', ['a b', '+ c', '^ d'], 'doubtful'],
])('%s joins nothing', (_name, rows, problem) => {
  expect(join(...rows)).toMatchObject({ problem });
});

test('a long column of signs is read in a moment', () => {
  const started = performance.now();
  join('a b', 'c d', ...Array.from({ length: 20_000 }, () => '^ e'));
  expect(performance.now() - started).toBeLessThan(2000);
});

test('a table with missing cells beyond the limit is refused as before', async () => {
  const wide = `|${' a |'.repeat(2000)}\n|${'-|'.repeat(2000)}\n${'| ^ |\n'.repeat(2000)}`;
  expect(await collectDiagnostics({ 'a.md': `# T\n\n${wide}` })).toEqual(['table-gaps-too-many a.md:3:1']);
});
