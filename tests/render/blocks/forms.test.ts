// cspell:ignore Zeile Schreiben
/** Tests what readers fill in by hand: lines to write on, boxes to tick, and scales. */
import { describe, expect, test } from 'vitest';
import { collectDiagnostics, readAndRender, renderMarkdown, sectionHtml } from '../../support/workbench.ts';

const field = (width: string): string =>
  `<span class="field" role="img" aria-label="Line to write on" style="width:${width}"></span>`;

const show = async (markdown: string): Promise<string> =>
  (await renderMarkdown(`Lead.\n\n${markdown}`)).replace(/^.*?Lead\.<\/p>\n/s, '').replaceAll('\n', '');

describe('a line to write on', () => {
  test('is a row of underscores, as long as it is', async () => {
    expect(await show('Name: ________')).toBe(`<p>Name: ${field('4em')}</p>`);
  });

  test('is words in brackets, which are before it', async () => {
    expect(await show('[Name]{.field width=6cm}')).toBe(`<p>Name ${field('6cm')}</p>`);
    expect(await show('[     ]{.field}')).toBe(`<p>${field('50mm')}</p>`);
  });

  test('has the id and the language of its brackets', async () => {
    expect(await show('[Nom]{.field #nom lang=fr}')).toMatch(
      /^<p><span lang="fr" id="[\w-]*nom">Nom<\/span> <span class="field"/,
    );
  });

  test('is not made of a name', async () => {
    expect(await show('snake____case and `____`')).toBe('<p>snake____case and <code>____</code></p>');
  });
});

describe('lines across the page', () => {
  test('are lines of nothing but underscores, in one block', async () => {
    const html = await show('________\n________\n\n________');
    expect(html).toMatch(
      /^<div class="writing-lines"><span class="writing-line" role="img" aria-label="Lines to write on: 3">/,
    );
    expect(html.match(/class="writing-line"/g)).toHaveLength(3);
  });

  test('have a question above them', async () => {
    expect(await show('::: {.lines count=2}\nWhat helped?\n:::')).toMatch(
      /^<p>What helped\?<\/p><div class="writing-lines">/,
    );
  });
});

test('a scale has its numbers, and the meanings of its ends around them', async () => {
  const step = (number: number): string => `<span class="scale-step">${number}</span>`;
  expect(await show('[Pain]{.scale from=1 to=3 low=None high="Worst"}')).toBe(
    `<p>Pain <span class="scale"><span class="scale-low">None</span> <span class="scale-steps">${step(1)} ${step(2)} ${step(3)}</span> ` +
      '<span class="scale-high">Worst</span></span></p>',
  );
});

test('a box to tick has a name, and its words after it', async () => {
  expect(await show('[yes]{.tick-box}')).toBe(
    '<p><span class="tick-box" role="img" aria-label="Box to tick"></span> yes</p>',
  );
});

test('names are in the language of the publication', async () => {
  const { book } = await readAndRender({ 'text.md': '---\nlang: de\n---\n\n# T\n\nName: ________\n' });
  expect(sectionHtml(book)).toContain('aria-label="Zeile zum Schreiben"');
});

test('a table with an empty column is a form', async () => {
  expect(await show('| a | b |\n|--|--|\n| x |  |\n| y |  |')).toContain('<table class="form">');
  expect(await show('| a | b |\n|--|--|\n| x |  |\n| y | z |')).not.toContain('class="form"');
  const long = 'A sentence of many words, not a label.';
  expect(await show(`| a | b |\n|--|--|\n| x |  |\n| ${long} |  |`)).not.toContain('class="form"');
});

test.each([
  ['[a]{.field width=0}', 'form-option-wrong text.md:3:1'],
  ['[a]{.field width=200%}', 'form-option-wrong text.md:3:1'],
  ['[a]{.scale from=0 to=200}', 'form-option-wrong text.md:3:1'],
  ['::: {.lines count=61}\n:::', 'form-option-wrong text.md:3:1'],
])('an option without effect is reported: %j', async (markdown, problem) => {
  expect(await collectDiagnostics({ 'text.md': `# T\n\n${markdown}` })).toEqual([problem]);
});
