/** Tests references in formulas: their numbers, also read aloud, and what is reported. */
import { expect, test } from 'vitest';
import { collectDiagnostics, readAndRender, sectionHtml } from '../../support/workbench.ts';

const TWO = '$$x = 1$$ {#eq-one}\n\n$$y = 2$$ {#eq-two}\n\n';

async function show(markdown: string): Promise<string> {
  const { book } = await readAndRender({ 'text.md': `# T\n\n${TWO}${markdown}` });
  return sectionHtml(book).split('\n').at(-1) ?? '';
}

test.each([
  ['So $$a \\stackrel{\\eqref{eq-two}}{=} b$$.', '(2)'],
  ['So $$a = b \\quad\\text{by \\eqref{eq-two}, again}$$.', 'by (2), again'],
  ['So $$a = b \\text{ by \\ref{eq-two} and \\ref{eq-one}}$$.', 'by 2 and 1'],
  ['So $a = b \\quad \\text{(see \\autoref{eq-one})}$.', '(see Equation\u00A01)'],
])('the number is in the formula, and in its words: %s', async (markdown, words) => {
  const html = await show(markdown);
  expect(html.replace(/<[^>]*>/g, '').replaceAll('\u00A0', ' ')).toContain(words.replaceAll('\u00A0', ' '));
  expect(/alttext="([^"]*)"/.exec(html)?.[1]?.replaceAll('\u00A0', ' ')).toContain(
    words.replaceAll('\u00A0', ' '),
  );
  expect(html).not.toMatch(/data-|[\uFDD0-\uFDEF]/);
});

test('lines of a formula refer to each other', async () => {
  const html = await show(
    '$$\n\\begin{align}\na &= b \\label{eq:a} \\\\\nc &= d && \\text{by \\eqref{eq:a}} \\label{eq:c}\n\\end{align}\n$$',
  );
  expect(html.replace(/<[^>]*>/g, '')).toMatch(/by\s\(3\)/);
});

test('an unknown label is reported, and printed as it is written', async () => {
  const files = { 'text.md': '# T\n\nSo $$a = \\text{by \\eqref{eq-gone}}$$.\n' };
  expect(await collectDiagnostics(files)).toEqual(['reference-missing text.md:3:4']);
});

test('a fault after a reference has its place', async () => {
  const files = { 'text.md': `# T\n\n${TWO}So $$\\eqref{eq-one} \\nonsense$$.\n` };
  expect(await collectDiagnostics(files)).toEqual(['formula-broken text.md:7:21']);
});
