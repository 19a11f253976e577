/** Tests that HTML which the parser would repeat without limit is reported and not parsed. */
import { describe, expect, test } from 'vitest';
import { cpuTime } from '../../support/cpu-time.ts';
import { collectDiagnostics } from '../../support/workbench.ts';

const LONG = 'x'.repeat(50_000);

describe('repeated HTML', () => {
  test.each([
    [
      'around paragraphs of HTML',
      `<div><p><b title="${LONG}">a${'<p>y'.repeat(20_000)}</b></div>`,
      'html-repeated',
    ],
    [
      'in each other around paragraphs',
      `<div><p>${'<b><i><u>'.repeat(30)}a${'<p>y'.repeat(20_000)}`,
      'html-repeated',
    ],
    ['around blocks of Markdown', `<b title="${LONG}">\n\n${'y\n\n'.repeat(2000)}</b>`, 'html-repeated'],
    [
      'left open by an element around',
      `<div><b title="${LONG}"></div>\n\n${'y\n\n'.repeat(2000)}`,
      'html-repeated',
    ],
    [
      'closing themselves, as they do not in HTML',
      `<b title="${LONG}"/>\n\n${'y\n\n'.repeat(2000)}`,
      'html-repeated',
    ],
    ['in a listing', `<pre><span title="${LONG}">${'\n'.repeat(20_000)}</span></pre>`, 'html-repeated'],
    ['blocks that close themselves', '<div/>\n\nx\n\n'.repeat(5000), 'nesting-too-deep'],
  ])('refuses repeated HTML: %s', async (_, text, code) => {
    const { value, milliseconds } = await cpuTime(() => collectDiagnostics({ 't.md': `# T\n\n${text}\n` }));
    expect(value.some((one) => one.startsWith(`${code} `))).toBe(true);
    expect(milliseconds).toBeLessThan(2000);
  });
});

test.each([
  ['styles around blocks', '<b>\n\nx\n\n</b>\n\n'.repeat(300)],
  ['styles in items', `<ul>${'<li><b>a</b> <i>b</i>\n'.repeat(2000)}</ul>`],
  [
    'places named by links that close themselves',
    [...Array(300).keys()].map((n) => `x <a name="p${n}"></a>y\n\n`).join(''),
  ],
  ['a few blocks that close themselves', '<div/>\n\nx\n\n'.repeat(50)],
  ['a coloured listing', `<pre>${'<span class="k">if</span> x:\n'.repeat(2000)}</pre>`],
])('accepts ordinary HTML: %s', async (_, text) => {
  expect(await collectDiagnostics({ 't.md': `# T\n\n${text}\n` })).toEqual([]);
});
