/** Tests boxes, checklists, tables and figures. */
import { describe, expect, test } from 'vitest';
import {
  collectDiagnostics,
  memoryHost,
  openWorkbench,
  readAndRender,
  readAndRenderAny,
  renderMarkdown,
} from '../../support/workbench.ts';

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>';

async function htmlWithImage(markdown: string): Promise<string> {
  const { sectionHtml: htmlOf } = await import('../../support/workbench.ts');
  const { book } = await readAndRender({ 'text.md': `# T\n\n${markdown}`, 'g.svg': SVG });
  return htmlOf(book).replace('<h1 id="text">T</h1>\n', '');
}

describe('boxes', () => {
  test('a box has the title of its kind or its own', async () => {
    expect(await renderMarkdown(':::note\nx\n:::')).toBe(
      '<section class="box box-note" aria-labelledby="text--box-1-title" id="text--box-1">' +
        '<p class="box-title" id="text--box-1-title">Good to know</p><p>x</p></section>',
    );
    const own = await renderMarkdown(':::key-points[*My* "title"]{#mine}\nx\n:::\n\n[there](#mine)');
    expect(own).toContain('<p class="box-title" id="text--mine-title"><em>My</em> “title”</p>');
    expect(own).toContain('<a href="#text--mine">there</a>');
  });

  test.each(['warning', 'urgent'])(
    'only the first of two boxes “%s” has a name, and both have a role',
    async (name) => {
      const html = await renderMarkdown(
        `:::${name}\na\n:::\n\n:::${name}\nb\n:::\n\n:::${name}[Other]\nc\n:::`,
      );
      expect(html.match(/aria-labelledby="text--box-(\d)-title"/g)).toEqual([
        'aria-labelledby="text--box-1-title"',
        'aria-labelledby="text--box-3-title"',
      ]);
      expect(html.match(/role="doc-notice"/g)).toHaveLength(3);
      expect(html.match(/class="box-title"/g)).toHaveLength(3);
    },
  );

  test('only the first box of a title is a landmark, because landmarks of one name cannot be told apart', async () => {
    const html = await renderMarkdown(':::note\na\n:::\n\n:::note\nb\n:::\n\n:::note[Other]\nc\n:::');
    expect(html.match(/aria-labelledby="text--box-(\d)-title"/g)).toEqual([
      'aria-labelledby="text--box-1-title"',
      'aria-labelledby="text--box-3-title"',
    ]);
    const words = await renderMarkdown(':::glossary\n- **A:** a\n:::\n\n:::glossary\n- **B:** b\n:::');
    expect(words.match(/aria-label="[^"]*"/g)).toEqual(['aria-label="Glossary"', 'aria-label="Glossary 2"']);
  });

  test('boxes that readers must not miss have a role', async () => {
    const html = await renderMarkdown(':::urgent\nx\n:::\n\n:::warning\nx\n:::\n\n:::action\nx\n:::');
    expect(html.match(/role="doc-notice"/g)).toHaveLength(2);
    expect(html).toContain('What you can do');
  });

  test('boxes nest in each other, in lists and in quotations', async () => {
    const html = await renderMarkdown(
      '::::urgent\na\n\n:::action\nb\n:::\n::::\n\n- :::note\n  c\n  :::\n\n> :::note\n> d\n> :::',
    );
    expect(html).toMatch(
      /box-urgent.*<p>a<\/p><section class="box box-action".*<p>b<\/p><\/section><\/section>/s,
    );
    expect(html).toMatch(/<li>\s*<section class="box box-note"/);
    expect(html).toMatch(/<blockquote>\s*<section class="box box-note"/);
  });

  test.each([
    [':::nte\nx\n:::', ['box-unknown t.md:3:1']],
    [':::note\nx', ['box-unclosed t.md:3:1']],
    ['::::note\n:::action\nx\n::::', ['box-unclosed t.md:4:1']],
    ['> :::note\n> x', ['box-unclosed t.md:3:3']],
    ['::: note\nx\n:::', []],
    [':::note with words\nx\n:::', []],
    [':::nte with words\nx\n:::', ['box-line-broken t.md:3:1', 'box-line-broken t.md:5:1']],
    ['x\n\n:::', ['box-line-broken t.md:5:1']],
    ['- x\n\n  > ::: note', ['box-unclosed t.md:5:5']],
    ['```\n::: note\n```', []],
    ['At 10:30, see x::y and a:::b; ::leaf[x] :text[y].', []],
  ])('reports a broken box, and ignores other colons: %j', async (markdown, expected) =>
    expect(await collectDiagnostics({ 't.md': `# T\n\n${markdown}` })).toEqual(expected),
  );

  test('suggests a name for an unknown box', async () => {
    const { diagnostics } = await readAndRenderAny(
      openWorkbench(memoryHost({ 't.md': '# T\n\n:::urgnt\nx\n:::' })),
    );
    expect(diagnostics[0]?.hint).toBe('Did you mean `urgent`?');
  });
});

describe('checklists', () => {
  test('a checklist has squares with accessible names, and bullets for items without one', async () => {
    expect(await renderMarkdown('- [ ] to do\n- [x] done\n- plain')).toBe(
      '<ul class="checklist">\n' +
        '<li><span class="check-mark" role="img" aria-label="To do"></span> to do</li>\n' +
        '<li><span class="check-mark checked" role="img" aria-label="Done"></span> done</li>\n' +
        '<li class="plain-item">plain</li>\n</ul>',
    );
  });

  test.each(['1. [ ] a', '- [ ] a\n\n- [ ] b', '- x\n  - [X] a'])(
    'transforms a checklist in %j',
    async (markdown) => {
      const html = await renderMarkdown(markdown);
      expect(html).toContain('class="check-mark');
      expect(html).not.toContain('<input');
      expect(html).not.toContain('class=""');
    },
  );
});

describe('tables', () => {
  test('a table has header cells with a scope and columns with a class', async () => {
    const html = await renderMarkdown('| a | b | c |\n|:-|:-:|-:|\n| 1 | 2 | 3 |');
    expect(html).toContain('<th class="align-left" scope="col">a</th>');
    expect(html).toContain('<td class="align-center">2</td>');
    expect(html).toContain('<td class="align-right">3</td>');
    expect(html).not.toContain('align=');
  });

  test('a captioned table has a number and an id', async () => {
    const html = await renderMarkdown(
      ':::table[Doses "now"]{#doses}\n| a |\n|-|\n| b |\n:::\n\n:::table[Two]\n| a |\n|-|\n| b |\n:::\n\n[1](#doses) [2](#table-2)',
    );
    expect(html).toContain(
      '<table id="text--doses"><caption><span class="caption-label">Table 1.</span> Doses “now”</caption>',
    );
    expect(html).toContain(
      '<table id="text--table-2"><caption><span class="caption-label">Table 2.</span> Two',
    );
    expect(html).toContain('<a href="#text--doses">1</a> <a href="#text--table-2">2</a>');
  });

  test('a table with mostly empty cells is a form; images and citations fill cells', async () => {
    expect(await renderMarkdown('| a | b |\n|-|-|\n| x |   |\n|   |   |')).toContain('<table class="form">');
    expect(await renderMarkdown('| a | b |\n|-|-|\n| x |   |')).toContain('<table>');
    expect(await htmlWithImage('| a |\n|-|\n| ![x](g.svg) |')).toContain('<table>');
    expect(await renderMarkdown('| a |\n|-|\n| *[x](#t)* |')).toContain('<table>');
  });

  const rowHeaders = (html: string): readonly string[] =>
    [...html.matchAll(/<th scope="row" class="row-header">(.*?)<\/th>/gs)].map(([, text = '']) =>
      text.replace(/<[^>]*>/g, ''),
    );

  test.each([
    ['names that differ', '| Who | No. |\n|-|-|\n| Women | 1 |\n| Men | 2 |', ['Women', 'Men']],
    ['numbers with a letter', '| After | n |\n|-|-|\n| 5 min | 1 |\n| 10 min | 2 |', ['5 min', '10 min']],
    [
      'a form with its first column filled',
      '| Who | A | B |\n|-|-|-|\n| Clinic | | |\n| Ward | | |',
      ['Clinic', 'Ward'],
    ],
    ['a formula', '| x | n |\n|-|-|\n| $$a$$ | 1 |\n| $$b$$ | 2 |', ['a', 'b']],
    ['numbers', '| mm | n |\n|-|-|\n| 1 | 1 |\n| 2 to 3 | 2 |', []],
    ['an empty cell', '| Who | n |\n|-|-|\n| Women | 1 |\n| | 2 |', []],
    ['one name twice', '| Who | n |\n|-|-|\n| Women | 1 |\n| *women* | 2 |', []],
    ['one row', '| Who | n |\n|-|-|\n| Women | 1 |', []],
    ['one column', '| Who |\n|-|\n| Women |\n| Men |', []],
    ['a spanned cell', '<table><tr><th>A<th>B<tr><td>a<td rowspan=2>1<tr><td>b</table>', []],
    ['cells with headers', '<table><tr><th id=h>A<th>B<tr><td headers=h>a<td>1<tr><td>b<td>2</table>', []],
    ['headers of the author', '<table><tr><th>A<th>B<tr><th>a<td>1<tr><td>b<td>2</table>', []],
    ['a table without a head', '<table><tr><td>a<td>1<tr><td>b<td>2</table>', []],
    ['an HTML table', '<table><tr><th>A<th>B<tr><td>a<td>1<tr><td>b<td>2</table>', ['a', 'b']],
  ])(
    'the first cells of a table are row headers if they name its rows: %s',
    async (_, markdown, expected) => {
      expect(rowHeaders(await renderMarkdown(markdown))).toEqual(expected);
    },
  );

  test('a form with row headers is still a form', async () => {
    expect(await renderMarkdown('| Who | A | B |\n|-|-|-|\n| Clinic | | |\n| Ward | | |')).toContain(
      '<table class="form">',
    );
  });

  test.each([
    ['<tr><th>a<th>b<tr><td>1<td>2', 1, 1],
    ['<tr><th rowspan=2>a<th>b<tr><th>c<tr><td>1<td>2', 2, 1],
    ['<tr><td><th>b<tr><th>row<td>2<tr><th>row<td>3', 1, 2],
    ['<thead><tr><th>a</thead><tbody><tr><th>b<tr><td>c', 1, 2],
    // No head: row headers, a cell that reaches into the body, no other row.
    ['<tr><th scope=row>a<th scope=row>b<tr><td>1<td>2', 0, 2],
    ['<tr><th>a<td>b<tr><td>1<td>2', 0, 2],
    ['<tr><th rowspan=2>a<th>b<tr><td>1<tr><td>2', 0, 3],
    ['<tr><th>a<tr><th>b', 0, 2],
  ])('the first rows of header cells of an HTML table are its head: %s', async (rows, heads, others) => {
    const html = await renderMarkdown(`<table>${rows}</table>`);
    const head = /<thead>.*<\/thead>/s.exec(html)?.[0] ?? '';
    expect(head.match(/<tr>/g) ?? []).toHaveLength(heads);
    expect(html.replace(head, '').match(/<tr>/g) ?? []).toHaveLength(others);
  });

  test('reports a table caption without a table', async () => {
    expect(await collectDiagnostics({ 't.md': '# T\n\n:::table[Cap]\nwords\n:::' })).toEqual([
      'caption-alone t.md:3:1',
    ]);
  });
});

describe('figures', () => {
  const image = '<img src="g.svg" alt="G">';
  test.each([
    ['alone', '![G](g.svg)', `<figure>${image}</figure>`],
    [
      'with a title for a caption',
      '![G](g.svg "The *gate*")',
      `<figure id="text--figure-1">${image}<figcaption><span class="caption-label">Figure 1.</span> The *gate*</figcaption></figure>`,
    ],
    [
      'with a caption of its own',
      ':::figure[The *gate*]{#gate}\n![G](g.svg)\n:::',
      `<figure id="text--gate">${image}<figcaption><span class="caption-label">Figure 1.</span> The <em>gate</em></figcaption></figure>`,
    ],
    [
      'with two paragraphs for a caption',
      ':::figure\n![G](g.svg)\n\nOne.\n\nTwo.\n:::',
      `<figure id="text--figure-1">${image}<figcaption><p><span class="caption-label">Figure 1.</span> One.</p><p>Two.</p></figcaption></figure>`,
    ],
    [
      'with several images',
      ':::figure\n![G](g.svg)\n\n![G](g.svg) ![G](g.svg)\n\nCap\n:::',
      `<figure id="text--figure-1">${image}${image}${image}<figcaption><span class="caption-label">Figure 1.</span> Cap</figcaption></figure>`,
    ],
    ['in a link', '[![G](g.svg)](https://x.org)', `<p class="lead"><a href="https://x.org">${image}</a></p>`],
    ['in the middle of words', 'so ![G](g.svg) so', `<p class="lead">so ${image} so</p>`],
    ['in an item', '- ![G](g.svg)', `<ul>\n<li>${image}</li>\n</ul>`],
    [
      'in an item, with a caption',
      '- ![G](g.svg "Cap")',
      `<ul>\n<li><figure id="text--figure-1">${image}<figcaption><span class="caption-label">Figure 1.</span> Cap</figcaption></figure></li>\n</ul>`,
    ],
    [
      'in HTML',
      ':::figure[Cap]\n<img src="g.svg" alt="G">\n:::',
      `<figure id="text--figure-1"><img src="g.svg" alt="G"><figcaption><span class="caption-label">Figure 1.</span> Cap</figcaption></figure>`,
    ],
  ])('transforms an image: %s', async (_, markdown, html) =>
    expect(await htmlWithImage(markdown)).toBe(html),
  );

  test.each(['![G](g.svg) ![G](g.svg)', '![G](g.svg)\n![G][g]', '![G](g.svg)\n\n![G](g.svg)'])(
    'reports nothing for a caption of several images: %j',
    async (images) => {
      const text = `# T\n\n:::figure[Cap]\n${images}\n:::\n\n![G][g]\n\n[g]: g.svg\n`;
      expect(await collectDiagnostics({ 't.md': text, 'g.svg': SVG })).toEqual([]);
    },
  );

  test.each(['', 'words ![G](g.svg)', 'words'])('reports a figure caption with %j alone', async (words) => {
    const text = `# T\n\n:::figure[Cap]\n${words}\n:::\n`;
    expect(await collectDiagnostics({ 't.md': text, 'g.svg': SVG })).toContain('caption-alone t.md:3:1');
  });

  test('reports a figure caption without an image', async () => {
    expect(await collectDiagnostics({ 't.md': '# T\n\n:::figure[Cap]\nwords\n:::' })).toEqual([
      'caption-alone t.md:3:1',
    ]);
  });

  test('requires alternative text, unless HTML marks an image as decoration', async () => {
    const text =
      '# T\n\n![](g.svg)\n\n<img src="g.svg">\n\n<img src="g.svg" alt="">\n\n- x ![][g]\n\n[g]: g.svg\n';
    expect(await collectDiagnostics({ 't.md': text, 'g.svg': SVG })).toEqual([
      'image-alt-missing t.md:3:1',
      'image-alt-missing t.md:5:1',
      'image-alt-missing t.md:9:5',
    ]);
  });
});

test('marks the first short paragraph after the title as the lead', async () => {
  expect(await renderMarkdown('Short.\n\nMore.')).toBe('<p class="lead">Short.</p>\n<p>More.</p>');
  expect(await renderMarkdown('word '.repeat(100))).not.toContain('lead');
  expect(await renderMarkdown('## H\n\nShort.')).not.toContain('lead');
});
