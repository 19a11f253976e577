/** Tests large publications: each ends with a book or a report, in linear time. */
import { expect, test } from 'vitest';
import { collectDiagnostics, type Files, readAndRender } from '../support/workbench.ts';

/** Time limit in milliseconds, generous for busy machines. Quadratic algorithms take many times as long. */
const LIMIT = 60_000;

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, number) => number);

test(
  'renders three thousand linked chapters',
  async () => {
    const files: Record<string, string> = { 'p/publication.yaml': 'title: x\n' };
    for (const n of numbers(3000)) {
      files[`p/${n}-c${n}.md`] =
        `# Chapter ${n}\n\n"Words" and [next](${(n + 1) % 3000}-c${(n + 1) % 3000}.md).\n`;
    }
    const { book } = await readAndRender(files satisfies Files);
    expect(book.sections).toHaveLength(3000);
  },
  LIMIT,
);

test.each<[string, string]>([
  [
    'a megabyte in many paragraphs',
    'Drink enough, and *rest* well. "Yes" he said, [x](https://x.org).\n\n'.repeat(15_000),
  ],
  ['ten thousand headings of one name', '## A\n\n'.repeat(10_000)],
  [
    'five thousand ids and links to them',
    numbers(5000)
      .map((n) => `<a id="x${n}"></a> [l](#x${n})\n\n`)
      .join(''),
  ],
  [
    'two thousand notes',
    numbers(2000)
      .map((n) => `Word[^${n}].\n\n[^${n}]: note\n\n`)
      .join(''),
  ],
  ['a table of five thousand rows', `| a | b | c |\n|-|-|-|\n${'| x | "y" | *z* |\n'.repeat(5000)}`],
  ['as many quotation marks as fit in a paragraph', '"\'--...'.repeat(14_000)],
  ['as many entities as fit', '&amp;'.repeat(20_000)],
  ['as many addresses as fit', 'a@b.c '.repeat(16_000)],
  ['a list of ten thousand items', '- x\n'.repeat(10_000)],
])(
  'renders a large text in time: %s',
  async (_, text) => {
    await readAndRender({ 't.md': `# T\n\n${text}` });
  },
  LIMIT,
);

test.each<[string, string, number]>([
  ['five thousand unknown citations', 'See [@nobody] there.\n\n'.repeat(5000), 5000],
  [
    'two thousand broken links',
    numbers(2000)
      .map((n) => `## Head ${n}\n\n[x](#hed${n})\n\n`)
      .join(''),
    2000,
  ],
  ['ten thousand elements left open', '<i>x\n\n'.repeat(10_000), 10_001],
])(
  'reports thousands of problems in time: %s',
  async (_, text, count) => {
    expect(await collectDiagnostics({ 't.md': `# T\n\n${text}` })).toHaveLength(count);
  },
  LIMIT,
);

test(
  'reports a table that is longer than a paragraph may be',
  async () => {
    const text = `# T\n\n| a | b |\n|-|-|\n${'| x | y |\n'.repeat(20_000)}`;
    expect(await collectDiagnostics({ 't.md': text })).toEqual(['paragraph-too-long t.md:3:1']);
  },
  LIMIT,
);
