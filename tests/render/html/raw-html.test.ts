/** Tests raw HTML: allowed and forbidden elements, and the line and column of reports. */
import { describe, expect, test } from 'vitest';
import {
  collectDiagnostics,
  type Files,
  memoryHost,
  openWorkbench,
  readAndRender,
  readAndRenderAny,
  renderMarkdown,
  sectionHtml,
} from '../../support/workbench.ts';

describe('allowed HTML', () => {
  test.each([
    ['H<sub>2</sub>O, <kbd>x</kbd><br/>y', '<p class="lead">H<sub>2</sub>O, <kbd>x</kbd><br>y</p>'],
    [
      '<details><summary>S</summary>\n\n**md**\n\n</details>',
      '<details><summary>S</summary>\n<p><strong>md</strong></p>\n</details>',
    ],
    ['<dl><dt>a<dd>b</dl>', '<dl><dt>a</dt><dd>b</dd></dl>'],
    ['<p>open &amp; &copy;', '<p class="lead">open &#x26; ©</p>'],
    ['<p><div>x</div></p>', '<div>x</div>'],
    ['<a name="x">y</a> [z](#x)', '<p class="lead"><a id="text--x">y</a> <a href="#text--x">z</a></p>'],
    ['x <!-- nobody sees --> y', '<p class="lead">x  y</p>'],
    ['<SPAN LANG=de>x</SPAN>', '<p class="lead"><span lang="de">x</span></p>'],
    ['<p align="Center">x</p>', '<p class="align-center lead">x</p>'],
    ['<h2 align=right id="h">x</h2>', '<h2 class="align-right" id="text--h">x</h2>'],
    ['<p style="text-align:Center !important;">x</p>', '<p class="align-center lead">x</p>'],
    ['<h2 align=right style="text-align: left" id="h">x</h2>', '<h2 class="align-right" id="text--h">x</h2>'],
    ['2 < 3 > 1, a<b, <3', '<p class="lead">2 &#x3C; 3 > 1, a&#x3C;b, &#x3C;3</p>'],
    ['<table><tr><td>a<td>b</table>', '<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>'],
  ])('keeps allowed HTML: %s', async (markdown, html) =>
    expect((await renderMarkdown(markdown)).trim()).toBe(html),
  );
});

describe('forbidden HTML', () => {
  test.each([
    ['<div>', ['html-unclosed 3:1']],
    ['x <b>y', ['html-unclosed 3:3']],
    ['x </b> y', ['html-unopened 3:3']],
    ['<b><i>x</b></i>', ['html-unclosed 3:4', 'html-unopened 3:12']],
    ['<script>if (a < b) x("<b>")</script>', ['html-element-forbidden 3:1']],
    ['<style>p { }</style>', ['html-element-forbidden 3:1']],
    ['x <iframe src="y"></iframe>', ['html-element-forbidden 3:3']],
    ['<svg viewBox="0 0 1 1"></svg>', ['html-element-forbidden 3:1']],
    ['<base href="https://x.org">', ['html-element-forbidden 3:1']],
    ['<meta http-equiv="refresh" content="0">', ['html-element-forbidden 3:1']],
    ['<p onclick="x()">y</p>', ['html-attribute-forbidden 3:1']],
    ['<p ONCLICK=x>y</p>', ['html-attribute-forbidden 3:1']],
    ['<p\n  style="x"\n  onfocus="y">z</p>', ['html-attribute-forbidden 3:1', 'html-style-dropped 3:1']],
    ['<p style="margin: 0; display:none">x</p>', ['html-attribute-forbidden 3:1']],
    ['<p><source srcset="a.png"></p>', ['html-attribute-forbidden 3:4', 'html-element-forbidden 3:4']],
    ['<div align="justify">x</div>', ['html-alignment-dropped 3:1']],
    ['<span data-cite="x">y</span>', ['html-attribute-forbidden 3:1']],
    [
      '<div data-locators="no json" data-cite="x">y</div>',
      ['html-attribute-forbidden 3:1', 'html-attribute-forbidden 3:1'],
    ],
    ['<my-element>x</my-element>', ['html-element-unknown 3:1']],
    ['<plaintext>x', ['html-element-forbidden 3:1', 'html-unclosed 3:1']],
  ])('reports HTML that is broken or forbidden: %j', async (markdown, expected) => {
    const found = await collectDiagnostics({ 't.md': `# T\n\n${markdown}\n` });
    expect(found.map((line) => line.replace('t.md:', ''))).toEqual(expected);
  });
});

describe('positions', () => {
  test.each([
    ['an indented list', '- x\n\n  <div>\n     <b>y\n  </div>', ['html-unclosed 6:6']],
    ['a numbered list', '1. x\n\n   <u onclick=z>y</u>', ['html-attribute-forbidden 5:4']],
    ['a quotation', '> x\n> <div>\n>   <b>y\n> </div>', ['html-unclosed 5:5']],
    [
      'a list in a quotation',
      '> - x\n>\n>   <div\n>     onclick="x">y</div>',
      ['html-attribute-forbidden 5:5'],
    ],
    ['a table', '| <b>x | y |\n|-|-|\n| a \\| b | </i> |', ['html-unclosed 3:3', 'html-unopened 5:12']],
    ['a paragraph of several lines', 'x\ny <b>z\nw', ['html-unclosed 4:3']],
    ['a note', 'x[^1]\n\n[^1]: y <b>z', ['html-unclosed 5:9']],
    ['a box', ':::note\n<b>x\n:::', ['html-unclosed 4:1']],
    ['a heading', '## <b>x', ['html-unclosed 3:4']],
  ])('reports the line and column in %s', async (_, markdown, expected) => {
    const found = await collectDiagnostics({ 't.md': `# T\n\n${markdown}\n` });
    expect(found.map((line) => line.replace('t.md:', ''))).toEqual(expected);
  });

  test('reports an element that another block closes', async () => {
    expect(
      await collectDiagnostics({ 't.md': '# T\n\na <b>b\n\nc</b> d\n\n<div>\n\nx\n\n</div>\n' }),
    ).toEqual(['html-unclosed t.md:3:3', 'html-unopened t.md:5:2']);
  });
});

/** Renders what is reported, too. */
async function rendered(files: Files) {
  const { book, diagnostics } = await readAndRenderAny(openWorkbench(memoryHost(files)));
  const own = diagnostics.filter(({ code }) => code !== 'identifier-missing');
  return { html: book ? sectionHtml(book) : '', diagnostics: own };
}

describe('the attribute style', () => {
  const pasted = (attributes: string): string => `<p class=MsoNormal ${attributes}><span lang=EN-GB
style='font-size:12.0pt;mso-bidi-font-size:11.0pt'>Take one tablet.<o:p></o:p></span></p>`;

  test('is reported once in a chapter, and the words of a word processor stay', async () => {
    const text = `# T\n\n${pasted('')}\n\n${pasted("style='margin-bottom:0cm'")}\n\n${pasted('')}\n`;
    const { html, diagnostics } = await rendered({ 't.md': text });
    expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
      [
        'html-style-dropped',
        '`font-size: 12.0pt` in the `style` of `<span>` has no effect. There are 4, in lines 3, 6, 9.',
      ],
      ['html-element-unknown', '`<o:p>` is removed; its text stays. There are 3, in lines 4, 7, 10.'],
    ]);
    expect(html.match(/<span lang="EN-GB">Take one tablet\.<\/span>/g)).toHaveLength(3);
  });

  test('begins a page', async () => {
    const text =
      '# T\n\nx\n\n<div style="page-break-after: always;"></div>\n\ny\n\n<p style="break-before:page">z</p>\n';
    const { book, diagnostics } = await readAndRender({ 't.md': text });
    expect(diagnostics).toEqual([]);
    expect(sectionHtml(book).match(/<p class="new-page">./g)).toEqual([
      '<p class="new-page">y',
      '<p class="new-page">z',
    ]);
  });

  test('gives an image its width', async () => {
    const dot = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>';
    const text =
      '# T\n\n<img src="dot.svg" alt="A dot." style="width: 50%">\n\n<img src="dot.svg" alt="A dot." style="width:30px" width="40">\n';
    const { book, diagnostics } = await readAndRender({ 't.md': text, 'dot.svg': dot });
    expect(diagnostics).toEqual([]);
    expect(sectionHtml(book).match(/width="[^"]*"/g)).toEqual(['width="50%"', 'width="40"']);
  });

  test('leaves of a picture its image, in silence', async () => {
    const dot = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>';
    const text =
      '# T\n\n<picture>\n<source media="(min-width: 1px)" srcset="a.png">\n<img src="dot.svg" alt="A dot.">\n</picture>\n';
    const { book, diagnostics } = await readAndRender({ 't.md': text, 'dot.svg': dot });
    expect(diagnostics).toEqual([]);
    expect(sectionHtml(book)).toContain('alt="A dot."');
  });
});

test('removes active content, even if it is reported', async () => {
  const text = `# T

<script>alert(1)</script><img src="x.png" onerror="alert(1)" alt="y"><a href="java&#10;script:alert(1)">z</a>

<form action="https://x.org"><input value="q"><button>b</button></form><div style="background:url(x)">d</div>

<svg onload="alert(1)"><script>alert(1)</script></svg><object data="x"></object><p id="x" srcset="y">p</p>
`;
  const {
    readAndRenderAny: judge,
    openWorkbench: benchOver,
    memoryHost,
    sectionHtml: htmlOf,
  } = await import('../../support/workbench.ts');
  const { book } = await judge(benchOver(memoryHost({ 't.md': text })));
  const html = book ? htmlOf(book) : '';
  expect(html).toContain('<span>z</span>');
  expect(html).not.toMatch(/script|alert|onerror|style|form|input|button|svg|object|srcset|x\.png/);
});

test.each([
  ['<script>a("<b>")</script>\n\nx', '<p class="lead">x</p>'],
  ['x <iframe src="y"><p>z</iframe> y', '<p class="lead">x  y</p>'],
  ['<style>p { }</style>\n\nx', '<p class="lead">x</p>'],
  [
    '<form action="/x"><p>a <button>b</button> <textarea>c</textarea></p></form>',
    '<p class="lead">a b c</p>',
  ],
  ['x <svg viewBox="0 0 1 1"><text>z</text></svg> y', '<p class="lead">x  y</p>'],
  ['x <math><mi>z</mi></math> y', '<p class="lead">x  y</p>'],
  ['x <video src="a.mp4">No video</video> y', '<p class="lead">x  y</p>'],
  [
    'x <plaintext>*z*</plaintext> **y** <b>c</b>',
    '<p class="lead">x <em>z</em> <strong>y</strong> <b>c</b></p>',
  ],
  ['<noembed><b>z</b></noembed>\n\nx', '<p class="lead">x</p>'],
  ['<p onclick="a()" lang=de\n  onfocus=b>y</p>', '<p lang="de" class="lead">y</p>'],
  ['x <span data-cite="k" data-locators="no json">y</span>', '<p class="lead">x <span>y</span></p>'],
  ['x <b data-formula="0" onclick>y</b>', '<p class="lead">x <b>y</b></p>'],
  ['x <a href="javascript:a()">y</a>', '<p class="lead">x <span>y</span></p>'],
  ['<meta http-equiv="refresh" content="0">\n\n<base href="https://x.org">\n\nx', '<p class="lead">x</p>'],
])('makes a single file without what is forbidden: %j', async (markdown, expected) => {
  for (const [key, severity] of [
    ['', 'warning'],
    ['strict: true\n', 'error'],
    ['clinical: true\n', 'error'],
  ]) {
    const { html, diagnostics } = await rendered({
      't.md': `---\nlanguage: en\n${key}---\n\n# T\n\n${markdown}\n`,
    });
    const found = [
      ...new Set(diagnostics.map((one) => `${one.severity} ${one.code.replace(/-[a-z]+-/, ' ')}`)),
    ];
    expect(found.filter((one) => one.endsWith('html forbidden'))).toEqual([`${severity} html forbidden`]);
    expect(html.replace('<h1 id="t">T</h1>', '').trim()).toBe(expected);
  }
});

test('sets features by content of the page', async () => {
  const { book } = await readAndRender({ 't.md': '# T\n\n<table><tr><td>`x`</td></tr></table>\n' });
  expect([...(book.sections[0]?.features ?? [])].sort()).toEqual(['table']);
});

describe('HTML that is not whole, in a file that is not strict', () => {
  test.each([
    ['x <b>y\n\nz', ['html-unclosed'], '<p class="lead">x <b></b>y</p>\n<p>z</p>'],
    ['x</b> y', ['html-unopened'], '<p class="lead">x y</p>'],
    ['Say <your-name> now', ['html-unclosed'], '<p class="lead">Say &#x3C;your-name> now</p>'],
    ['<name>\n\nx', ['html-unclosed'], '<p class="lead">&#x3C;name></p>\n<p>x</p>'],
    [
      '<a name="x">y\n\n[z](#x)',
      ['html-unclosed'],
      '<p class="lead"><a id="text--x"></a>y</p>\n<p><a href="#text--x">z</a></p>',
    ],
    ['<div>\n\nx', ['html-unclosed'], '<div>\n<p>x</p></div>'],
  ])('keeps the words of %j', async (markdown, codes, html) => {
    const { rendered, book, diagnostics } = await readAndRenderAny(
      openWorkbench(memoryHost({ 'text.md': `# T\n\n${markdown}` })),
    );
    expect(rendered).toBeDefined();
    expect(diagnostics.map(({ code, severity }) => `${code} ${severity}`)).toEqual(
      codes.map((code) => `${code} warning`),
    );
    expect(
      book &&
        sectionHtml(book)
          .replace(/^<h1 id="text">T<\/h1>\n/, '')
          .trim(),
    ).toBe(html);
  });
});

test('puts headings in HTML in order, and reports the level that they skip', async () => {
  const { book, diagnostics } = await readAndRenderAny(
    openWorkbench(
      memoryHost({ 'text.md': '# T\n\n## A\n\n<div>\n<h5>Tip</h5>\n</div>\n\n### B\n\n<h2>C</h2>' }),
    ),
  );
  expect(diagnostics.map(({ code, severity, place }) => [code, severity, place?.line])).toEqual([
    ['heading-skipped', 'warning', 6],
  ]);
  expect(book?.sections[0]?.headings.map(({ level, text }) => `${level} ${text}`)).toEqual([
    '1 T',
    '2 A',
    '3 Tip',
    '3 B',
    '2 C',
  ]);
});
