/** Checks how benchmarks compute and print their results. No test depends on a speed. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { describe, expect, test } from 'vitest';
import { type Comparison, spreadOf, verdictOf } from './comparison.ts';
import { longText } from './long-text.ts';
import { toPandoc } from './pandoc-rivals.ts';
import { plain } from './rivals.ts';
import { tableOf } from './table.ts';
import { treeMemory } from './tree-memory.ts';

const compared = (pairs: Comparison['pairs'], target?: Comparison['target']): Comparison => ({
  subject: 'ours',
  floor: 'theirs',
  pairs,
  ...(target && { target }),
});
const RATIOS_1_2_6 = [
  { subject: 100, floor: 100 },
  { subject: 60, floor: 10 },
  { subject: 40, floor: 20 },
];

describe('a comparison', () => {
  test('a comparison has the median of its values and their spread', () => {
    expect(spreadOf([9, 1, 5])).toEqual({ least: 1, median: 5, most: 9 });
    expect(spreadOf([4, 1, 2, 3])).toEqual({ least: 1, median: 2.5, most: 4 });
    expect(() => spreadOf([])).toThrow(RangeError);
  });

  test('a comparison uses the median of the ratios of each pair, not the ratio of the medians', () => {
    // 60 against 20, were the medians divided: 3.
    expect(verdictOf(compared(RATIOS_1_2_6, { ratio: 2 }))).toBe('pass');
    expect(verdictOf(compared(RATIOS_1_2_6, { ratio: 1.9 }))).toBe('miss');
  });

  test('a comparison may have a target in milliseconds, or none', () => {
    expect(verdictOf(compared(RATIOS_1_2_6, { most: 60 }))).toBe('pass');
    expect(verdictOf(compared(RATIOS_1_2_6, { most: 59 }))).toBe('miss');
    expect(verdictOf(compared(RATIOS_1_2_6))).toBe('told');
  });

  test('a comparison without a value does not pass', () => {
    expect(verdictOf(compared([], { ratio: 2 }))).toBe('not measured');
    expect(tableOf('b', [compared([], { ratio: 2 })])).toMatch(/ours +– +≤ 2 +not measured/);
  });

  test('a comparison is printed as a line of ratio, spread, target, verdict and times', () => {
    expect(tableOf('b', [compared(RATIOS_1_2_6, { ratio: 2.4 })]).split('\n')[1]).toMatch(
      /^ours +2\.00 +1\.00–6\.00 \(3\) +≤ 2\.4 +pass +60 ms +20 ms: theirs$/,
    );
  });
});

test('the long text is the same each time, with the headings that are asked for', () => {
  const size = { chapters: 10, parts: 7, paragraphs: 3 };
  const files = longText(size);
  expect(longText(size)).toEqual(files);
  const chapters = Object.entries(files).filter(([path]) => path.endsWith('.md'));
  const lines = chapters.flatMap(([, text]) => text.split('\n'));
  expect(chapters).toHaveLength(10);
  expect(lines.filter((line) => /^##? /.test(line))).toHaveLength(80);
  expect(new Set(lines.filter((line) => line.startsWith('## '))).size).toBe(70);
});

test('other tools get the same text in a style that they understand', () => {
  const policy = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">';
  const given = plain(`<head>${policy}<style>a:is(b,\nc){}</style></head><h1 style="page: section-1">A</h1>`);
  expect(given).not.toMatch(/Policy|:is/);
  expect(given).toMatch(/^<head><style>@page .*<\/style><\/head><h1>A<\/h1>$/s);
});

test('pandoc gets the captions of tables and the links to chapters in its own form', () => {
  const text = '# A\n\nSee [what follows](chapter-02.md).\n\n:::table[Rain]\n| A |\n|---|\n| 1 |\n:::\n';
  expect(toPandoc(text)).toBe(
    '# A {#start}\n\nSee [what follows](chapter-02.md#start).\n\n| A |\n|---|\n| 1 |\n\n: Rain\n',
  );
});

test.runIf(process.platform === 'linux')(
  'memory is that of a process and of those that it started',
  async () => {
    const script = `const held = Buffer.alloc(100e6, 1); console.log('held', held.length); process.stdin.resume();`;
    const before = treeMemory(process.pid);
    const child = spawn(process.execPath, ['-e', script], { stdio: ['pipe', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    const [own, all] = [treeMemory(child.pid ?? 0), treeMemory(process.pid)];
    child.kill();
    await once(child, 'exit');
    expect(own).toBeGreaterThan(95);
    expect(own).toBeLessThan(400);
    expect(all - before).toBeGreaterThan(90);
  },
);
