/** Tests titles, numbers and marks of lines, in every spelling that is read. */
// cspell:ignore linenos linenostart firstnumber
import { describe, expect, test } from 'vitest';
import { collectDiagnostics, renderMarkdown } from '../../support/workbench.ts';

const CODE = 'a\nb\nc\nd';

/** Returns the lines of a listing, each with its number and its classes: `7 marked`. */
async function readLines(markdown: string): Promise<readonly string[]> {
  const html = await renderMarkdown(markdown);
  return [...html.matchAll(/<span class="code-line([^"]*)"(?: data-line="(\d+)")?>/g)].map(
    ([, classes = '', number = '']) => `${number}${classes}`,
  );
}

const list = (info: string, code = CODE): string => `\`\`\`${info}\n${code}\n\`\`\``;

describe('numbers of lines', () => {
  test.each([
    ['{.text .numberLines}', 1],
    ['{.numberLines startFrom="10"}', 10],
    ['{.text .number-lines start-from=10}', 10],
    ['text linenos', 1],
    ['text {linenos=true,linenostart=7}', 7],
    ['text {linenos=table}', 1],
    ['text linenums="3"', 3],
    ['text showLineNumbers', 1],
    ['text showLineNumbers=5', 5],
    ['text showLineNumbers{5}', 5],
    ['text:line-numbers', 1],
    ['text:line-numbers=2', 2],
    ['{.text code-line-numbers="true"}', 1],
  ])('%s begins with %i', async (info, first) => {
    expect(await readLines(list(info))).toEqual([0, 1, 2, 3].map((index) => `${first + index}`));
  });

  test.each(['text', 'text:no-line-numbers', 'text {linenos=false}', 'text title="linenos"', '{.text}'])(
    '%s has none',
    async (info) => {
      expect(await readLines(list(info))).toEqual([]);
    },
  );

  test('come from the options of MyST', async () => {
    const options = ':linenos:\n:lineno-start: 8\n:emphasize-lines: 2,4-9\n\n';
    const lines = ['8', '9 marked', '10', '11 marked'];
    expect(await readLines(list('{code-block} text', options + CODE))).toEqual(lines);
    expect(await readLines(`:::{code-block} text\n${options}${CODE}\n:::`)).toEqual(lines);
  });

  test('come from a template', async () => {
    const text = `{{< highlight text "linenos=table,hl_lines=1 3-4,linenostart=199" >}}\n${CODE}\n{{< /highlight >}}`;
    expect(await readLines(text)).toEqual(['199 marked', '200', '201 marked', '202 marked']);
  });

  test('are no text, and have room for as many digits as the highest', async () => {
    const html = await renderMarkdown(list('text showLineNumbers{998}'));
    expect(html).toContain('<pre class="numbered digits-4">');
    expect(html.replace(/<[^>]*>/g, '')).toBe(`${CODE}\n`);
  });
});

describe('lines', () => {
  test.each([
    ['text {1,3-4}', ['1', '3', '4']],
    ['text{1,3-4}', ['1', '3', '4']],
    ['text {2}', ['2']],
    ['text {4-2}', []],
    ['text {3-99}', ['3', '4']],
    ['text {0}', []],
    ['text hl_lines="2 3"', ['2', '3']],
    ['text {hl_lines=[2,"3-4"]}', ['2', '3', '4']],
    ['text mark={2}', ['2']],
    ['{.text code-line-numbers="1,3"}', ['1', '3']],
    ['{2}', ['2']],
  ])('%s marks %j', async (info, marked) => {
    const found = await readLines(list(info));
    expect(found.flatMap((line, index) => (line.includes('marked') ? [`${index + 1}`] : []))).toEqual(marked);
  });

  test('are added and removed by options and by comments', async () => {
    expect(await readLines(list('text ins={1} del={2-3}'))).toEqual([' added', ' removed', ' removed', '']);
    const code = 'a // [!code ++]\nb # [!code --]\n<!-- [!code highlight:2] -->\nc\nd';
    expect(await readLines(list('text', code))).toEqual([' added', ' removed', ' marked', ' marked']);
  });

  test('keep what is in quotation marks, and comments that mean nothing', async () => {
    const code = 'a // [!code nothing]\nsay("[!code ++] is a mark")';
    expect(await renderMarkdown(list('text', code))).toContain(
      'a // [!code nothing]\nsay("[!code ++] is a mark")',
    );
  });
});

describe('a title', () => {
  test.each([
    ['js title="a.js"', '<code>a.js</code>'],
    ["js title='What it does'", 'What it does'],
    ['{.js filename="src/a.js"}', '<code>src/a.js</code>'],
    ['{#first .js lst-cap="What it does"}', 'What it does'],
  ])('%s is above the code', async (info, title) => {
    const html = await renderMarkdown(list(info, 'x'));
    expect(html).toMatch(/^<figure class="listing"[^>]*><figcaption>/);
    expect(html).toContain(`<figcaption>${title}</figcaption><pre><code class="language-js">`);
  });

  test('takes the id of the listing', async () => {
    expect(await renderMarkdown(list('{#first .js lst-cap="A"}', 'x'))).toContain('id="text--first"');
    expect(await renderMarkdown(list('{#second .js}', 'x'))).toContain('<pre id="text--second">');
  });

  test.each([
    'js {#first}',
    'js {.numberLines #first lst-cap="A"}',
    'js{#first title="a.js"}',
    '{.js #first}',
  ])('an id is read from %s, before and after the language', async (info) => {
    expect(await renderMarkdown(list(info, 'x'))).toContain('id="text--first"');
  });

  test.each(['js {title="C# 9"}', 'js title="#first"', 'js {1} // #first'])('%s has no id', async (info) => {
    expect(await renderMarkdown(list(info, 'x'))).not.toContain('id=');
  });
});

describe('notes to lines', () => {
  const text = list('js', 'let a; // <1>\nlet b; // <2>\nlet c; // <2>');

  test('link each line to its item, and the item to its first line', async () => {
    const html = await renderMarkdown(`${text}\n\n1. One.\n2. Two.\n`);
    const links = [...html.matchAll(/<a class="code-note" ([^>]*)>(\d)<\/a>/g)].map(
      ([, link, n]) => `${n} ${link}`,
    );
    expect(links).toEqual([
      '1 href="#text--code-note-1-1" id="text--code-note-1-1-line"',
      '2 href="#text--code-note-1-2" id="text--code-note-1-2-line"',
      '2 href="#text--code-note-1-2"',
      '1 href="#text--code-note-1-1-line"',
      '2 href="#text--code-note-1-2-line"',
    ]);
    expect(html).toContain('<li id="text--code-note-1-2">');
    expect(html).not.toContain('//');
  });

  test.each(['', 'Words.', '- One.\n- Two.', '1. One.', '5. Five.\n6. Six.'])(
    'stay comments if %j is below the listing',
    async (below) => {
      const html = await renderMarkdown(`${text}\n\n${below}\n`);
      expect(html).toContain('// &#x3C;1>');
      expect(html).not.toContain('code-note');
    },
  );

  test('of several listings have ids of their own', async () => {
    const html = await renderMarkdown(`${text}\n\n1. One.\n2. Two.\n\n${text}\n\n1. Three.\n2. Four.\n`);
    expect(html).toContain('<li id="text--code-note-2-2">');
  });
});

test.each([
  list('output', 'a'),
  list('{.output}', 'a'),
  list('{.text .output}', 'a'),
  `::: {.cell-output .cell-output-stdout}\n${list('', 'a')}\n:::`,
  `:::: {.cell}\n::: {.cell-output-stderr}\n${list('', 'a')}\n:::\n::::`,
])('sets the output of a program apart: %j', async (markdown) => {
  expect(await renderMarkdown(markdown)).toMatch(/<pre class="output"><samp[^>]*>a\n<\/samp><\/pre>/);
});

test('HTML cannot say what only Handpress writes', async () => {
  const html = '<pre data-listing="{&quot;title&quot;:&quot;x&quot;}"><code>a</code></pre>';
  expect(await collectDiagnostics({ 'a.md': `# T\n\n${html}\n` })).toEqual([
    'html-attribute-forbidden a.md:3:1',
  ]);
});
