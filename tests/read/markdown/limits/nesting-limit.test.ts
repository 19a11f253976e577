/** Text that would take the parser too long or too deep is refused with a place; everything up to there is read. */
import { describe, expect, test } from 'vitest';
import { collectDiagnostics, readAndRender } from '../../../support/workbench.ts';

describe('nesting levels', () => {
  test.each([
    ['quotations', `# T\n\n${'>'.repeat(5000)} x`, 'nesting-too-deep t.md:3:1'],
    ['lists on one line', `# T\n\n${'- '.repeat(5000)}x`, 'nesting-too-deep t.md:3:1'],
    ['numbered lists on one line', `# T\n\n${'1. '.repeat(5000)}x`, 'nesting-too-deep t.md:3:1'],
    ['lists line by line', `# T\n${[...Array(120).keys()].map((n) => `\n${'  '.repeat(n)}- x`).join('')}`],
    [
      'lists with empty lines',
      `# T\n${[...Array(400).keys()].map((n) => `\n\n${'  '.repeat(n)}- x`).join('')}`,
    ],
    ['boxes', `# T\n\n${[...Array(200).keys()].map((n) => `${':'.repeat(210 - n)}note`).join('\n')}`],
    ['emphasis', `# T\n\n${'*a **b '.repeat(300)}${'c** d*'.repeat(300)}`],
  ])('rejects %s', async (_, text, place = expect.stringMatching(/^nesting-too-deep t\.md:\d+:\d+$/)) => {
    expect(await collectDiagnostics({ 't.md': text })).toEqual([place]);
  });

  test('rejects raw HTML that is nested too deep', async () => {
    const found = await collectDiagnostics({
      't.md': `# T\n\n${'<div>'.repeat(5000)}${'</div>'.repeat(5000)}`,
    });
    expect(found).toEqual([`nesting-too-deep t.md:3:${100 * 5 + 1}`]);
  });

  test.each([
    ['forty quotations', `# T\n\n${'>'.repeat(40)} x`],
    ['twenty lists', `# T\n${[...Array(20).keys()].map((n) => `\n${'  '.repeat(n)}- x`).join('')}`],
    ['a rule of two hundred marks', `# T\n\n${'- '.repeat(200)}\n\n${'* * '.repeat(200)}\n\nx`],
    ['a list of a thousand items', `# T\n\n${'- x\n'.repeat(1000)}`],
    ['a table of a thousand rows', `# T\n\n| a |\n|-|\n${'| *x* |\n'.repeat(1000)}`],
    ['a thousand items of HTML left open', `# T\n\n<ul>\n${'<li>x\n'.repeat(1000)}</ul>`],
    ['a box with a long fence', `# T\n\n${':'.repeat(150)}note\nx\n${':'.repeat(150)}`],
  ])('accepts %s', async (_, text) => {
    await readAndRender({ 't.md': text });
  });
});

describe('delimiters', () => {
  test('rejects too many delimiters in one paragraph', async () => {
    const text = `# T\n\nfine\n\n${'*[_('.repeat(25_000)}`;
    expect(await collectDiagnostics({ 't.md': text })).toEqual(['marks-too-many t.md:5:2667']);
  });

  test('accepts many delimiters in many paragraphs', async () => {
    await readAndRender({ 't.md': `# T\n${'\n*a* _b_ **c** \\[d]\n'.repeat(2000)}` });
  });
});

test('reports a paragraph that is too long at its start', async () => {
  const text = `# T\n\nfine\n\n${'word '.repeat(50_000)}`;
  expect(await collectDiagnostics({ 't.md': text })).toEqual(['paragraph-too-long t.md:5:1']);
});

test('reports a file that is too large', async () => {
  expect(await collectDiagnostics({ 't.md': 'word word\n\n'.repeat(500_000) })).toEqual([
    'file-too-large t.md:1:1',
  ]);
});
