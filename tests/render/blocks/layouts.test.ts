/** Tests columns, and pictures beside text. */
import { describe, expect, test } from 'vitest';
import { readAndRender, sectionHtml } from '../../support/workbench.ts';

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>';

async function show(markdown: string): Promise<string> {
  const { book } = await readAndRender({ 'text.md': `# T\n\nLead.\n\n${markdown}`, 'g.svg': SVG });
  const html = sectionHtml(book).replace(/^.*?Lead\.<\/p>\n/s, '');
  return html.replace(/<img[^>]*>/g, '<img>').replaceAll('\n', '');
}

describe('columns', () => {
  test('are those of pandoc, with their widths', async () => {
    expect(
      await show(':::: {.columns}\n::: {.column width="40%"}\na\n:::\n::: {.column width=60}\nb\n:::\n::::'),
    ).toBe(
      '<div class="columns"><div class="column" style="width:40%"><p>a</p></div>' +
        '<div class="column" style="width:60%"><p>b</p></div></div>',
    );
  });

  test('are written in our way, too, and keep what is between them', async () => {
    expect(await show('::::columns{#c lang=de}\n:::column\na\n:::\n\nc\n\n:::column\nb\n:::\n::::')).toMatch(
      /^<div class="columns" lang="de" id="[\w-]*c"><div class="column"><p>a<\/p><\/div><p>c<\/p><div class="column"><p>b/,
    );
  });

  test.each([
    [':::columns\na\n\nb\n:::', 'text-columns'],
    ['::: {.two-columns}\na\n\nb\n:::', 'text-columns'],
    ['::: three-columns\na\n\nb\n:::', 'text-columns three'],
    [':::columns{count=3}\na\n\nb\n:::', 'text-columns three'],
  ])('text runs through them: %j', async (markdown, classes) => {
    expect(await show(markdown)).toBe(`<div class="${classes}"><p>a</p><p>b</p></div>`);
  });

  test('are made of the blocks of a layout of Quarto, in rows', async () => {
    const row = (...cells: readonly (readonly [string, number])[]): string =>
      `<div class="columns">${cells.map(([text, width]) => `<div class="column" style="width:${width}%"><p>${text}</p></div>`).join('')}</div>`;
    expect(await show('::: {layout-ncol=2}\na\n\nb\n\nc\n:::')).toBe(
      row(['a', 50], ['b', 50]) + row(['c', 50]),
    );
    expect(await show('::: {layout="[30, 70]"}\na\n\nb\n:::')).toBe(row(['a', 30], ['b', 70]));
    expect(await show('::: {layout="[[1,3], [1]]"}\na\n\nb\n\nc\n:::')).toBe(
      row(['a', 25], ['b', 75]) + row(['c', 100]),
    );
  });

  test('in columns keep their order', async () => {
    const inner = ':::: {.columns}\n::: {.column}\na\n:::\n::::';
    expect(
      await show(`:::::: {.columns}\n::::: {.column}\n${inner}\n:::::\n::: {.column}\nb\n:::\n::::::`),
    ).toBe(
      '<div class="columns"><div class="column"><div class="columns"><div class="column"><p>a</p></div></div></div>' +
        '<div class="column"><p>b</p></div></div>',
    );
  });
});

describe('pictures beside text', () => {
  const row = (text: string): string =>
    `<div class="picture-row"><div class="row-picture"><figure><img></figure></div><div class="row-text">${text}</div></div>`;

  test('each is in a row with the text below it', async () => {
    expect(await show('::: easy-read\nBefore.\n\n![A.](g.svg)\n\na\n\nb\n\n![B.](g.svg)\n\nc\n:::')).toBe(
      `<div class="easy-read"><p>Before.</p>${row('<p>a</p><p>b</p>')}${row('<p>c</p>')}</div>`,
    );
  });

  test('words in the paragraph of the picture are its text', async () => {
    expect(await show(':::easy-read\n![A.](g.svg)\nWater *well*.\n:::')).toBe(
      `<div class="easy-read">${row('<p>Water <em>well</em>.</p>')}</div>`,
    );
  });
});
