/** Tests boxes of other programs that are broken, nested, many, or in a publication of another language. */
// cspell:ignore revealjs
import { describe, expect, test } from 'vitest';
import { DIALECTS } from '../../../../src/read/markdown/dialects/dialects.ts';
import { parseMarkdown } from '../../../../src/read/markdown/parse.ts';
import { collectDiagnostics, readAndRender, sectionHtml } from '../../../support/workbench.ts';

/** Returns the HTML of a text, and its diagnostics that a file of its own has. */
async function render(markdown: string, head = ''): Promise<readonly [string, ...string[]]> {
  const files = { 'content/a.md': `${head}# T\n\n${markdown}\n` };
  const { book } = await readAndRender(files);
  return [sectionHtml(book).replace(/^.*<\/h1>\n/, '')];
}

const diagnose = (markdown: string): Promise<readonly string[]> =>
  collectDiagnostics({ 'content/a.md': `# T\n\n${markdown}\n` });

describe('containers that are not right', () => {
  test.each([
    ['unclosed, with a name', '::: warning\nWords.\n\nMore.', ['box-unclosed content/a.md:3:1']],
    ['unclosed in another', ':::: tip\n::: warning\nWords.\n::::', ['box-unclosed content/a.md:4:1']],
    ['closed twice', '::: tip\nWords.\n:::\n\n:::\n\nMore.', ['box-line-broken content/a.md:7:1']],
    ['unclosed, without a name', '::: {.x}\nWords.', ['box-line-broken content/a.md:3:1']],
    ['unknown, with a name', ':::wraning\nWords.\n:::\n\n::: tip\n:::', ['box-unknown content/a.md:3:1']],
    [
      'for the web',
      '::: {.content-visible when-format="revealjs"}\nA.\n:::',
      ['markup-left-out content/a.md:3:1'],
    ],
    ['from code', '::: package.module.Name\n    options:\n      a: b', ['markup-left-out content/a.md:3:1']],
    [
      'from a command',
      '::: mkdocs-click\n    :module: a\n\n    :command: b\n\nWords.',
      ['markup-left-out content/a.md:3:1'],
    ],
    [
      'a listing unclosed in a tab',
      '=== "A"\n    ```\n    x\n\n=== "B"\n    [x]()',
      ['fence-unclosed content/a.md:4:5', 'link-empty content/a.md:8:5'],
    ],
    ['unknown directive', ':::{foo} Bar\nWords.\n:::', ['markup-literal content/a.md:3:1']],
    ['unknown role', 'Some {unknown}`words`.', ['markup-literal content/a.md:3:15']],
    ['a directive without its end', '```{note}\nWords.', ['box-unclosed content/a.md:3:1']],
    ['inside HTML', '<div>\n::: tip\nWords.\n:::\n</div>', []],
    [
      'no box inside HTML',
      '<div>\n::: some words\nWords.\n</div>\n\n::: tip\n:::',
      ['markup-literal content/a.md:3:1'],
    ],
    ['a hint without its end', '{% hint style="info" %}\nWords.', ['markup-literal content/a.md:3:1']],
    ['an admonition without content', '!!! note\n\nWords.', ['markup-literal content/a.md:3:1']],
  ])('%s', async (_name, markdown, problems) => {
    expect(await diagnose(markdown)).toEqual(problems);
  });
});

test.each([
  ['::: tip\n:::', 'Tip</p></section>'],
  ['!!! tip "A"\n!!! tip "B"\n    Words.', 'A</p></section>'],
  ['::: tip\n::: tip\n::: tip\nWords.\n:::\n:::\n:::', 'Words.</p></section></section></section>'],
  [':::note\n:::warning\nWords.\n:::\n:::\n\nAfter.', 'Words.</p></section></section>'],
  ['::: a\nWords.\n:::', 'Words.</p>'],
  ['- ::: tip\n  Words.\n  :::\n- b', 'Words.</p></section>'],
  ['- a\n\n  ::: tip\n  Words.\n:::\n\nAfter.', '<p>After.</p>'],
  ['::: tip\n```\n:::\n```\n:::', ':::\n</code></pre></section>'],
  ['::: tip\n> quoted\n:::', '</blockquote></section>'],
  ['::: tip\nWords\n:::\nafter', '<p>Words</p></section>\n<p>after</p>'],
  ['!!! tip\n    > quoted\nafter', '</blockquote></section>\n<p>after</p>'],
  ['::: tip\n\n    code\n\n:::', '<pre><code>code\n</code></pre></section>'],
  ['::::: {.x}\n::: {}\nWords.\n:::\n\n::: {}\nMore.\n:::\n:::\n\nAfter.', '<p>After.</p>'],
  ['Term\n:   !!! tip\n        Words.', '<dd><section class="box'],
  ['```\n    ```\n::: tip\n    ```\n```\n\n::: tip A\nWords.\n:::', 'A</p><p>Words.</p></section>'],
  ['::: tip\r\nWords.\r\n:::\r\n\r\nAfter.', 'Words.</p></section>\n<p>After.</p>'],
  ['$$a\n+ b$$\n\n::: tip A\nWords.\n:::', 'A</p><p>Words.</p></section>'],
  ['$$a\n+ b$$\n\n!!! tip "A"\n    Words.', 'A</p><p>Words.</p></section>'],
])('%j', async (markdown, part) => {
  expect((await render(markdown))[0]).toContain(part);
});

test('a box with the English name of another program has a title in the language of the publication', async () => {
  const head = '---\nlanguage: de\n---\n\n';
  expect((await render('::: tip\nWort.\n:::', head))[0]).not.toContain('Tip');
  expect((await render('::: tip Rat\nWort.\n:::', head))[0]).toContain('Rat');
});

test('a diagnostic in a box has its place in the file', async () => {
  expect(await diagnose('::: tip\n!!! note "A"\n    [x]()\n:::')).toEqual(['link-empty content/a.md:5:5']);
});

test('boxes nested too deep are refused', async () => {
  expect(await diagnose(Array.from({ length: 11 }, () => '::: tip').join('\n'))).toEqual([
    'nesting-too-deep content/a.md:13:1',
  ]);
});

test.each([
  ['::: tip\nWords.\n:::\n\n'],
  ['!!! tip\n    Words.\n\n'],
  ['=== "A"\n    Words.\n'],
  ['```{note} A\nWords.\n```\n\n'],
  ['{% hint style="info" %}\nWords.\n{% endhint %}\n'],
  ['::: a\n'],
  [':::\n'],
])('many of %j take time in proportion to their number', async (text) => {
  const all = await Promise.all(DIALECTS.map(({ load }) => load()));
  const time = (count: number): number => {
    const before = process.cpuUsage();
    parseMarkdown({ path: 't.md', text: text.repeat(count) }, () => undefined, all);
    const { user, system } = process.cpuUsage(before);
    return user + system;
  };
  time(100);
  // Quadratic time is more by a factor of 16.
  expect(time(2000)).toBeLessThan(10 * time(500) + 50_000);
});
