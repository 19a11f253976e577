/** Tests which pieces of code are set apart, that no character of code changes, and which listings stay plain. */
// cspell:ignore pyton
import { readFileSync } from 'node:fs';
import type { Element } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { describe, expect, test } from 'vitest';
import { visit } from '../../../src/lib/html/visit.ts';
import { type Color, contrast } from '../../../src/print/printed/contrast.ts';
import { ChapterKeys } from '../../../src/render/cache/chapter-key.ts';
import { CONTAINED, GRAMMARS } from '../../../src/render/code/grammars.ts';
import { MAX_CODE_LENGTH, MAX_CODE_LINE_LENGTH } from '../../../src/render/code/highlight.ts';
import { ALIASES, findLanguage } from '../../../src/render/code/languages.ts';
import { loadTokenizer } from '../../../src/render/code/tokenize.ts';
import { collectDiagnostics, readAndRender, renderMarkdown } from '../../support/workbench.ts';

const fence = (info: string, code: string): string => `\`\`\`${info}\n${code}\n\`\`\``;

/** Returns the text of the first listing of a text. */
async function readListing(markdown: string): Promise<string> {
  const { book } = await readAndRender({ 'a.md': `# T\n\n${markdown}\n` });
  const found: Element[] = [];
  visit(book.sections[0]?.body ?? { type: 'root', children: [] }, 'element', (element) => {
    if (element.tagName === 'pre') found.push(element);
  });
  return found[0] === undefined ? '' : textOf(found[0]);
}

const span = (kind: string, text: string): string => `<span class="token-${kind}">${text}</span>`;

test.each([
  [
    'ts',
    'const a: A = f("x"); // y',
    [
      ...[span('keyword', 'const'), span('attribute', 'a'), span('function', 'f'), span('string', '"x"')],
      span('comment', '// y'),
    ],
  ],
  ['python', '@d\ndef f(): return 1', [span('meta', '@d'), span('keyword', 'def'), span('number', '1')]],
  ['html', '<p class="a">x</p>', [span('tag', 'p'), span('attribute', 'class')]],
  ['sh', 'echo "$x"', [span('function', 'echo'), span('variable', '$x')]],
  ['cpp', 'class A {};', [span('type', 'A')]],
  ['diff', '-a\n+b', [span('deleted', '-a'), span('inserted', '+b')]],
  ['console', '$ ls', [span('meta', '$ ')]],
])('sets the pieces of %s apart', async (language, code, pieces) => {
  const html = await renderMarkdown(fence(language, code));
  for (const piece of pieces) expect(html.replaceAll('&#x22;', '"')).toContain(piece);
});

const SAMPLES: Readonly<Record<string, string>> = {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the code of an example
  js: 'const a = `x${b + "c"}`; // é 😀\n\n/* two\n  lines */\nexport default <b>&amp;</b>;',
  ts: 'abstract class A<T> implements B { #x?: T; static { } }',
  python: 'async def f(x: int = 0) -> None:\n\t"""Doc"""\n\tprint(f"{x!r:>{5}}")',
  java: '@Override public <T> void f(List<? extends T> x) throws E {}',
  c: '#define X(a) \\\n  ((a) + 1)\nint main(void) { return 0; }',
  cpp: 'template <class... T> auto f(T&&... t) { return R"(a"b)"; }',
  csharp: 'var s = $@"a{b}c"; // x\n#region y',
  go: 'func (t *T) F(ch chan<- int) error { defer close(ch); return nil }',
  rust: "impl<'a> T for S<'a> { fn f(&self) -> &'a str { \"x\" } }",
  ruby: 'def f(x:) = "#{x} #{[1].map { |y| y }}"\n__END__\nrest',
  php: '<?php echo "a $b {$c->d}"; ?>\n<p>x</p>',
  html: '<!doctype html>\n<style>a { b: c }</style>\n<script>let x = "</b>";</script>',
  css: '@media (width > 1px) { a::before { content: "\\201C"; } }',
  json: '{\n\t"a": [1.5e3, null, true]\n}',
  yaml: '- a: &x "y"\n  b: *x # c\n  d: |\n    text',
  toml: '[a.b]\nc = 1979-05-27 # d',
  sql: "SELECT 'it''s' AS x FROM t -- y",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the code of an example
  bash: 'cat <<EOF\n$x ${y:-z} $(date)\nEOF',
  r: 'x <- c(a = 1L, b = NA) |> f(\\(y) y^2)',
  diff: '--- a\n+++ b\n@@ -1 +1 @@\n-x\n+y\n z',
  tex: '\\begin{align} a &= \\frac{1}{2} % x\n\\end{align}',
  haskell: "main = do { x <- getLine; putStrLn ('a' : x) } -- y",
  makefile: 'all: a.o\n\t$(CC) -o $@ $< # x',
  markdown: '# A *b* `c`\n\n- [d](e)\n\n> f',
};

test.each(Object.entries(SAMPLES))('changes no character of %s', async (language, code) => {
  expect(findLanguage(language).kind).toBe('known');
  expect(await readListing(fence(language, code))).toBe(`${code}\n`);
});

test('highlights code in the line that names its language, and leaves other braces alone', async () => {
  expect(await renderMarkdown('a `x = None`{.python} b')).toContain(
    `<code class="language-python">x = ${span('keyword', 'None')}</code>`,
  );
  expect(await renderMarkdown('a `x = None`{.filename} b')).toContain('>x = None</code>');
});

test('highlights listings in HTML', async () => {
  const html = await renderMarkdown('<pre><code class="language-js">let x;</code></pre>');
  expect(html).toContain(span('keyword', 'let'));
});

describe('a language', () => {
  test('is found by each of its names', () => {
    for (const [grammar, names] of Object.entries(ALIASES)) {
      expect(Object.keys(GRAMMARS)).toContain(grammar);
      for (const name of names.split(' ')) expect(findLanguage(name)).toEqual({ kind: 'known', grammar });
    }
    expect(findLanguage('JavaScript')).toEqual({ kind: 'known', grammar: 'javascript' });
  });

  test('that is unknown is reported once, with the nearest name', async () => {
    const text = `# T\n\n${fence('pyton', 'x')}\n\n${fence('pyton', 'y')}\n\n${fence('text', 'z')}\n\nA \`b\`{.c-d}.\n`;
    expect(await collectDiagnostics({ 'a.md': text })).toEqual(['listing-language-unknown a.md:3:1']);
    expect(findLanguage('pyton')).toEqual({ kind: 'unknown', near: 'python' });
  });

  test.each(['text', 'plain', 'txt', 'output', 'console', 'none', 'csv'])('%s is known', async (name) => {
    expect(await collectDiagnostics({ 'a.md': `# T\n\n${fence(name, 'x')}\n` })).toEqual([]);
  });

  test('has all grammars that it contains, and no others', async () => {
    for (const [name, inner] of Object.entries(CONTAINED)) {
      expect(Object.keys(GRAMMARS)).toEqual(expect.arrayContaining([name, ...inner]));
    }
    const tokens = (await loadTokenizer('xml'))('<style>a { color: red }</style>') ?? [];
    expect(tokens).toContainEqual({ text: 'color', kind: 'attribute' });
  });
});

test.each([
  ['a long line', 'x'.repeat(MAX_CODE_LINE_LENGTH + 1)],
  ['many lines', 'let x;\n'.repeat(MAX_CODE_LENGTH / 6)],
])('prints a listing with %s plain, with a warning', async (_, code) => {
  expect(await collectDiagnostics({ 'a.md': `# T\n\n${fence('js', code)}\n` })).toEqual([
    'listing-too-long a.md:3:1',
  ]);
});

test('divides hostile lines of the greatest length in little time', async () => {
  const units = ['(', '"\\', '${', '<a ', 'a.', '/*', '\t', '{{', "'", '=', 'a(', '[[', '$', '\\'];
  const { user } = process.cpuUsage();
  for (const name of ['typescript', 'python', 'cpp', 'xml', 'perl', 'bash', 'ruby', 'latex', 'markdown']) {
    const tokenize = await loadTokenizer(name);
    for (const unit of units) tokenize(unit.repeat(MAX_CODE_LINE_LENGTH / unit.length));
  }
  // A grammar with exponential time would take longer than the universe has; here each takes a few milliseconds.
  expect(process.cpuUsage().user - user).toBeLessThan(20_000_000);
});

describe('highlighting is turned off', () => {
  const code = fence('js', 'let x;');
  const isHighlighted = async (files: Readonly<Record<string, string>>): Promise<boolean> => {
    const { book } = await readAndRender(files);
    let any = false;
    visit(book.sections[0]?.body ?? { type: 'root', children: [] }, 'element', ({ properties }) => {
      any ||= String(properties.className).startsWith('token-');
    });
    return any;
  };

  test('by a file, a publication or a project', async () => {
    expect(await isHighlighted({ 'a.md': `# T\n\n${code}` })).toBe(true);
    expect(await isHighlighted({ 'a.md': `---\nhighlight: false\n---\n\n# T\n\n${code}` })).toBe(false);
    const project = { 'handpress.yaml': 'highlight: false\n' };
    expect(await isHighlighted({ ...project, 'a.md': `# T\n\n${code}` })).toBe(false);
    expect(await isHighlighted({ ...project, 'a.md': `---\nhighlight: true\n---\n\n# T\n\n${code}` })).toBe(
      true,
    );
    const book = { 'publication.yaml': 'title: T\nhighlight: false\n', 'a.md': `# T\n\n${code}` };
    expect(await isHighlighted(book)).toBe(false);
  });
});

test('the key of a cached chapter says whether its code is highlighted', async () => {
  const { publication, rendered } = await readAndRender({ 'a.md': '# T\n\nText.\n' });
  const state = { terms: rendered.terms, counters: { figure: 0, table: 0 }, ids: new Set<string>() };
  const [chapter] = publication.chapters;
  if (chapter === undefined) throw new Error('The publication has no chapter.');
  const keyOf = (changed: object): readonly string[] =>
    new ChapterKeys({ ...state, publication: { ...publication, ...changed } }, ['a']).compute(chapter, 'x');
  expect(keyOf({ hasPlainCode: true })).not.toEqual(keyOf({}));
});

test('colors of code have a contrast of 4.5 to 1 with listings, with marked lines and with the page', () => {
  const tokens = readFileSync(new URL('../../../styles/tokens.css', import.meta.url), 'utf8');
  const toColor = (hex: string): Color => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(
      (at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255,
    );
    return [red, green, blue];
  };
  const colors = new Map(
    [...tokens.matchAll(/(--[a-z-]+): (#[0-9a-f]{6});/g)].map(([, name, hex]) => [name, hex]),
  );
  const foregrounds = [...colors].filter(([name]) => name?.startsWith('--code-') && name !== '--code-mark');
  expect(foregrounds).toHaveLength(7);
  for (const [name, hex = ''] of foregrounds) {
    for (const background of ['#ffffff', colors.get('--tint') ?? '', colors.get('--code-mark') ?? '']) {
      expect([name, background, contrast(toColor(hex), toColor(background)) >= 4.5]).toEqual([
        name,
        background,
        true,
      ]);
    }
  }
});
