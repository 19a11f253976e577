/** Tables in plain text that are drawn badly, and what is in their cells. */
import { expect, test } from 'vitest';
import { collectDiagnostics, renderMarkdown } from '../../../support/workbench.ts';

test.each([
  ['+---+---+\n| a | b |\n', 3],
  ['+---+---+\n| a | b |\n+---+--+\n', 3],
  ['+---+---+\n| a | b | c |\n+---+---+\n', 3],
  ['+---+---+\n+---+---+\n', 3],
  ['Word   Meaning\n---- -----\nA pear is a fruit\n', 4],
  ['---- -----\nab   cd\n\nWords\n', 3],
])('%j stays as it is written, with a warning', async (table, line) => {
  expect(await collectDiagnostics({ 'a.md': `# T\n\n${table}` })).toEqual([`markup-literal a.md:${line}:1`]);
});

test.each(['- - -', '---', '* * *', '-- --'])('a line %j is no table', async (line) => {
  const html = await renderMarkdown(`Words are\n\n${line}\n\nwords\n`);
  expect(html).not.toContain('<table>');
});

test('content of cells has its place in the file', async () => {
  const table = '+-----+-------+\n| a   | [b]{: |\n|     | x     |\n|     | {{c}} |\n+-----+-------+\n';
  const text = `# T\n\n> - ${table.replaceAll(/\n(?=.)/g, '\n>   ')}`;
  expect(await collectDiagnostics({ 'a.md': text })).toEqual(['markup-literal a.md:6:13']);
});

test('content of cells has its place in the included file', async () => {
  const table = '+--------------+\n| x            |\n+==============+\n| [b](gone.md) |\n+--------------+\n';
  const files = { 'a.md': '# T\n\n{{#include b.txt}}\n', 'b.txt': `a\n\nb\n\n${table}` };
  expect(await collectDiagnostics(files)).toEqual(['link-chapter-missing b.txt:8:3']);
});

test('cells may refer to what is defined elsewhere', async () => {
  const table = '+-----------+\n| [a] [^n]  |\n| [b] [@c]  |\n+-----------+';
  const html = await renderMarkdown(`${table}\n\n[a]: https://example.org/a\n\n[^n]: Note\n`, {
    expected: ['citation-unknown text.md:5:8'],
  });
  expect(html).toContain('href="https://example.org/a"');
  expect(html).toContain('doc-noteref');
});

test('tables in tables in tables stay lines from the fourth on', async () => {
  let lines = ['+---+', '| x |', '+---+'];
  for (let level = 0; level < 5; level += 1) {
    const rule = `+-${'-'.repeat(lines[0]?.length ?? 0)}-+`;
    lines = [rule, ...lines.map((line) => `| ${line} |`), rule];
  }
  const html = await renderMarkdown(lines.join('\n'), { expected: ['markup-literal text.md:6:7'] });
  expect(html.split('<table>').length - 1).toBe(3);
});

test('a caption may be around a grid', async () => {
  const html = await renderMarkdown(':::table[Fruit]\n+---+---+\n| a | b |\n+---+---+\n:::\n');
  expect(html).toContain('<caption><span class="caption-label">Table 1.</span> Fruit</caption>');
});

test('listings and comments in cells are closed, or reported in their place', async () => {
  const table = (...lines: readonly string[]): string =>
    ['+---+-----------+', ...lines.map((line) => `| a | ${line.padEnd(9)} |`), '+---+-----------+'].join(
      '\n',
    );
  const closed = `# T\n\n${table('```', 'code', '```', '', '<!-- x', 'y -->')}\n`;
  expect(await collectDiagnostics({ 'a.md': closed })).toEqual([]);
  const open = `# T\n\n${table('x', '', '```', 'code')}\n`;
  expect(await collectDiagnostics({ 'a.md': open })).toEqual(['fence-unclosed a.md:6:7']);
});
