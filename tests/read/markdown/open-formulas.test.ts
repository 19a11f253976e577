/** Tests formulas that nothing ends, and those whose marks are at words: what is a formula, and what is text. */
import { expect, test } from 'vitest';
import { findOpenFormulas } from '../../../src/read/markdown/limits/open-formulas.ts';
import {
  formatDiagnostics,
  memoryHost,
  openWorkbench,
  readAndRenderAny,
  sectionHtml,
  withoutProposals,
} from '../../support/workbench.ts';

const END = '\n\nWords.\n\n## After it\n\n:::note\nBox.\n:::';

/** Returns the HTML with `[tex]` for each formula, and the diagnostics. */
async function render(text: string) {
  const host = memoryHost({ 't.md': `# T\n\nFirst.\n\n${text}${END}\n` });
  const { book, diagnostics } = await readAndRenderAny(openWorkbench(host));
  const html = book === undefined ? '' : sectionHtml(book);
  return {
    html: html.replace(/<math\b[^>]*?alttext="([^"]*)".*?<\/math>/gs, '[$1]').replaceAll('\n', '⏎'),
    problems: formatDiagnostics(withoutProposals(diagnostics)),
  };
}

test.each([
  ['signs on their own lines', '$$\na\n$$', '<div class="formula">[a]</div>'],
  ['an empty line in it', '$$\na\n\nb\n$$', '<div class="formula">[ab]</div>'],
  ['an empty line above its end', '$$\na\n\n$$', '<div class="formula">[a]</div>'],
  ['a first line with words', '$$a\nb\n$$', '<div class="formula">[ab]</div>'],
  ['a last line with words', '$$\na\nb $$', '<div class="formula">[ab]</div>'],
  ['an item whose next line is not indented', '1. $$a\nb$$', '<li><div class="formula">[ab]</div></li>'],
  ['an end in the middle of a line', '$$a\nb$$ and words', '<p>[ab] and words</p>'],
  ['an end in the middle of a line, below signs alone', '$$\na\n$$ words', '<p>[a] words</p>'],
  ['a quotation', '> $$\n> a\n> $$', '<div class="formula">[a]</div>'],
  ['an item', '- $$\n  a\n  $$\n- b', '<li>⏎<div class="formula">[a]</div>⏎</li>'],
])('reads a formula with %s', async (_, text, expected) => {
  const { html, problems } = await render(text);
  expect(problems).toEqual([]);
  expect(html).toContain(expected);
  expect(html).toContain('<h2 id="t--after-it">After it</h2>');
  expect(html).toContain('Box.');
});

test.each([
  ['signs alone', '$$\na', '<p>$$⏎a</p>', 1],
  ['signs before words', '$$a', '<p>$$a</p>', 1],
  ['signs for a price', '$$ moderate', '<p>$$ moderate</p>', 1],
  ['signs of another length', '$$$\na\n$$', '<p>$$$⏎a⏎$$</p>', 2],
  ['an item', '- $$\n  a\n- next', '<li>$$⏎a</li>', 1],
  ['a quotation', '> $$\n> a', '<p>$$⏎a</p>', 1],
  ['a quotation with the end below it', '> $$\n> a\n\n$$', '<p>$$⏎a</p>', 2],
  ['another formula below', '$$\na\n\nW.\n\n$$\nb\n$$', '<div class="formula">[b]</div>', 1],
  ['another formula right below words', '$$\na\n\nW.\n$$\nb\n$$', '[b]', 1],
  ['two of them', '$$a\n\n$$b', '<p>$$b</p>', 2],
])('keeps as text what has no end: %s', async (_, text, expected, count) => {
  const { html, problems } = await render(text);
  expect(html).toContain(expected);
  expect(html).toContain('<h2 id="t--after-it">After it</h2>');
  expect(html).toContain('Box.');
  expect(problems).toHaveLength(count);
  for (const problem of problems) expect(problem).toMatch(/^formula-unclosed /);
});

test('names the line of a formula without an end', async () => {
  expect((await render('> $$\n> a')).problems).toEqual(['formula-unclosed t.md:5:3']);
});

test.each(['`$$`', '```\n$$\na\n```', '\\$$\na', 'costs $$'])(
  'finds nothing unclosed in %s',
  async (text) => {
    expect((await render(text)).problems).toEqual([]);
  },
);

test.each(['$$\n', '$$a\n\n', '$$\na\n\n', '> $$\n', '- $$\n'])('takes linear time for %j', (unit) => {
  const started = performance.now();
  findOpenFormulas(unit.repeat(50_000));
  expect(performance.now() - started).toBeLessThan(3000);
});
