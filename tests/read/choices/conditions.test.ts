/** Content for some editions, readers or a status: `::: {.content-visible when-format="pdf"}`. */
import { describe, expect, test } from 'vitest';
import { builtInEditions } from '../../../src/core/editions.ts';
import {
  formatDiagnostics,
  memoryHost,
  openWorkbench,
  readAndRenderAny,
  sectionHtml,
} from '../../support/workbench.ts';

interface Choice {
  readonly edition?: string;
  readonly settings?: string;
  readonly variables?: readonly string[];
}

async function show(text: string, { edition = 'book-a4', settings = '', variables }: Choice = {}) {
  const yaml = `title: Guide\nlanguage: en\nidentifier: urn:example:guide\n${settings}`;
  const host = memoryHost({ 'p/publication.yaml': yaml, 'p/a.md': `# A\n\n${text}\n` });
  const { context, diagnostics: found } = openWorkbench(host);
  const [shownIn] = builtInEditions.find(edition);
  const { book, publication, diagnostics } = await readAndRenderAny({
    context: { ...context, ...(shownIn && { shownIn }), ...(variables && { variables }) },
    diagnostics: found,
  });
  const html = book === undefined ? '' : sectionHtml(book).replace(/^[\s\S]*<\/h1>/, '');
  return { html, publication, book, problems: formatDiagnostics(diagnostics) };
}

const part = (attributes: string, words = 'Words.'): string =>
  `Before.\n\n::: {${attributes}}\n${words}\n:::\n`;

describe('a part with a condition', () => {
  test.each<readonly [attributes: string, choice: Choice, isShown: boolean]>([
    ['.content-visible when-format="pdf"', {}, true],
    ['.content-visible when-format="pdf"', { edition: 'epub' }, false],
    ['.content-visible when-format="html"', { edition: 'epub' }, true],
    ['.content-hidden when-format="epub"', { edition: 'epub' }, false],
    ['.content-visible unless-format="epub"', { edition: 'epub' }, false],
    ['.content-visible when-format="pdf, epub"', { edition: 'epub' }, true],
    ['.content-visible when-edition="large-print"', { edition: 'book-large-print-uk' }, true],
    ['.content-visible when-edition="large-print-*"', { edition: 'handouts-large-print-us' }, true],
    ['.content-visible when-edition="large-print"', {}, false],
    ['.content-visible when-edition="book"', {}, true],
    ['when-edition="handouts"', {}, false],
    ['.content-visible when-status="draft"', {}, false],
    ['.content-visible when-status="draft"', { settings: 'status: draft\n' }, true],
    ['.content-visible when-status="draft"', { settings: 'clinical: true\n' }, true],
    ['.content-visible when-audience="staff"', {}, false],
    ['.content-visible when-audience="staff"', { variables: ['audience=staff'] }, true],
    ['.content-visible unless-audience="staff"', { settings: 'variables: { audience: staff }\n' }, false],
    ['.content-visible when-profile="advanced"', { variables: ['profile=basic,advanced'] }, true],
    ['.content-visible when-meta="ward.open"', { settings: 'variables: { ward: { open: yes } }\n' }, true],
    ['.content-visible when-meta="ward.open"', { settings: 'variables: { ward: { open: no } }\n' }, false],
    ['.content-visible when-format="pdf" when-edition="giant"', {}, false],
  ])('%s in %o', async (attributes, choice, isShown) => {
    const { html } = await show(part(attributes), choice);
    expect(html.includes('<p>Words.</p>')).toBe(isShown);
  });

  test.each([
    [
      'a quotation',
      '> Before.\n>\n> ::: {when-format="pdf"}\n> Words.\n> :::',
      '<p>Words.</p>\n</blockquote>',
    ],
    ['an item', '1. One\n\n   ::: {when-format="pdf"}\n   Words.\n   :::\n2. Two', '<p>Words.</p>\n</li>'],
    [
      'another part',
      ':::: {when-format="pdf"}\n::: {when-edition="book"}\nWords.\n:::\n::::',
      '<p>Words.</p>',
    ],
    ['a box', '::: {.callout-note when-format="pdf" title="T"}\nWords.\n:::', 'box-note'],
  ])('in %s', async (_name, text, html) => {
    expect((await show(text)).html.replace(/<p class="lead">/, '<p>')).toContain(html);
    const hidden = await show(`Before.\n\n${text}`, { edition: 'epub' });
    expect(hidden.html).not.toContain('Words');
    expect(hidden.problems).toEqual([]);
  });

  test('leaves no words, headings, ids, notes, pictures or formulas where it is hidden', async () => {
    const words =
      '## Secret {#secret}\n\nWords.[^1] ![](none.png) $$x_1$$ [@nobody2]\n\n[^1]: Note.\n\n[L]: https://e.org';
    const { html, book, problems } = await show(part('when-format="epub"', words));
    expect(html).toBe('\n<p class="lead">Before.</p>');
    expect(problems).toEqual([]);
    expect([...(book?.anchors.keys() ?? [])].join()).not.toContain('secret');
  });

  test('reports a link to what is hidden', async () => {
    const { problems } = await show(
      `[See](#secret).\n\n${part('when-format="epub"', '## Secret {#secret}')}`,
    );
    expect(problems.join()).toContain('link-anchor-missing');
  });

  test('tells the build what it asks, also inside a part that is hidden', async () => {
    const text = `:::: {when-format="epub"}\n::: {when-edition="epub-compatible"}\nWords.\n:::\n::::`;
    const { publication } = await show(`Before.\n\n${text}`);
    expect(publication?.view?.conditions).toEqual([
      { key: 'format', value: 'epub' },
      { key: 'edition', value: 'epub-compatible' },
    ]);
    expect((await show('Before.')).publication?.view).toBeUndefined();
  });

  test('is none in code', async () => {
    const { html } = await show('```\n::: {when-format="epub"}\nWords.\n:::\n```');
    expect(html).toContain('Words.');
  });
});

describe('a heading with a condition', () => {
  const text =
    '## One\n\nFirst.\n\n## Two {.content-visible when-format="epub"}\n\nSecond.\n\n### Below\n\n```\n## No heading\n```\n\n:::note\nBox.\n:::\n\n## Three {#three .unlisted unless-format="epub"}\n\nThird.';

  test('is hidden with its section, and with the sections below it', async () => {
    const { html, problems } = await show(text);
    expect(html).not.toMatch(/Two|Second|Below|No heading|Box/);
    expect(html).toContain('First.');
    expect(html).toMatch(/<h2[^>]*id="a--three"[^>]*>Three<\/h2>\s*<p>Third/);
    expect(problems).toEqual([]);
  });

  test('is shown without its attributes', async () => {
    const { html } = await show(text, { edition: 'epub' });
    expect(html).toMatch(/<h2 id="a--two">Two<\/h2>\s*<p>Second[\s\S]*No heading[\s\S]*Box/);
    expect(html).not.toContain('Third');
  });

  test.each([
    ['a part that ends', ':::: note\n## Two {when-format="epub"}\n\nSecond.\n::::\n\nLast.', 'Last.'],
    [
      'a heading in a part',
      '## Two {when-format="epub"}\n\n::: note\n### In\nSecond.\n:::\n\n## Last',
      'Last',
    ],
    ['signs at the end', '## Two {when-format="epub"} ##\n\nSecond.\n\n## Last ##', 'Last'],
    [
      'a hidden part',
      '## Two {when-format="epub"}\n\n::: {when-format="pdf"}\nSecond.\n:::\n\n## Last',
      'Last',
    ],
    ['another format', '## Two {.content-visible when-format="revealjs"}\n\nSecond.\n\n## Last', 'Last'],
  ])('ends at %s', async (_name, given, left) => {
    const { html, problems } = await show(`Before.\n\n${given}`);
    expect(html).toContain(left);
    expect(html).not.toMatch(/Two|Second/);
    expect(problems).toEqual([]);
  });

  test('asks for the edition also below a heading that is hidden, and reports what is unknown', async () => {
    const inner = '## A {when-format="epub"}\n\n### B {when-edition="epub-compatible"}\n\nWords.';
    const { publication } = await show(`Before.\n\n${inner}`);
    expect(publication?.view?.conditions).toEqual([
      { key: 'format', value: 'epub' },
      { key: 'edition', value: 'epub-compatible' },
    ]);
    const wrong = await show('Before.\n\n## A {when-edition="large-prnt"}\n\nWords.');
    expect(wrong.problems).toEqual(['condition-unknown p/a.md:5:1']);
    expect(wrong.html).toContain('Words.');
  });

  test('leaves a chapter out whose title is hidden', async () => {
    const host = memoryHost({
      'p/publication.yaml': 'title: Guide\nlanguage: en\nidentifier: urn:example:guide\n',
      'p/a.md': '# A {.content-visible when-format="epub"}\n\nWords.\n',
      'p/b.md': '# B\n\nWords.\n',
    });
    const { publication, diagnostics } = await readAndRenderAny(openWorkbench(host));
    expect(publication?.chapters.map(({ id }) => id)).toEqual(['b']);
    expect(diagnostics).toEqual([]);
  });
});

describe('words with a condition', () => {
  test('are shown in some editions', async () => {
    const text =
      'Turn [the page]{.content-visible when-format="pdf"}[the screen]{.content-visible when-format="epub"}.';
    expect((await show(text)).html).toContain('Turn the page.');
    expect((await show(text, { edition: 'epub' })).html).toContain('Turn the screen.');
  });
});

describe('a condition that is wrong', () => {
  test.each([
    ['an unknown edition', 'when-edition="large-prnt"', 'condition-unknown'],
    ['an unknown format', 'when-format="pfd"', 'condition-unknown'],
    ['an unknown question', 'when-reader="staff"', 'condition-unknown'],
    ['no name', 'when-edition=""', 'condition-unknown'],
  ])('%s', async (_name, attributes, code) => {
    const { html, problems } = await show(part(`.content-visible ${attributes}`));
    expect(problems.join()).toContain(code);
    expect(html).toContain('Words.');
  });

  test('a part without an end is not hidden', async () => {
    const { html, problems } = await show('Before.\n\n::: {.callout-note when-format="epub"}\nWords.');
    expect(html).toContain('Words.');
    expect(problems.join()).toContain('box-line-broken');
  });
});

describe('a chapter with a condition', () => {
  async function list(frontMatter: string, edition: string) {
    const host = memoryHost({
      'p/publication.yaml': 'title: Guide\nlanguage: en\nidentifier: urn:example:guide\n',
      'p/a.md': `---\n${frontMatter}\n---\n\n# A\n\nWords.\n`,
      'p/b.md': '# B\n\nWords.\n',
    });
    const { context, diagnostics: found } = openWorkbench(host);
    const [shownIn] = builtInEditions.find(edition);
    const own = { context: { ...context, ...(shownIn && { shownIn }) }, diagnostics: found };
    const { publication, diagnostics } = await readAndRenderAny(own);
    return {
      ids: publication?.chapters.map(({ id }) => id),
      problems: formatDiagnostics(diagnostics),
      conditions: publication?.view?.conditions,
    };
  }

  test.each([
    ['when-format: epub', 'book-a4', ['b']],
    ['when-format: "epub"', 'epub', ['a', 'b']],
    ['unless-edition: large-print # not there', 'book-large-print-uk', ['b']],
    ['title: A\nwhen-status: draft', 'epub', ['b']],
  ])('%s in %s', async (frontMatter, edition, ids) => {
    expect(await list(frontMatter, edition)).toMatchObject({ ids, problems: [] });
  });

  test('asks for the edition also where it is left out', async () => {
    const { conditions } = await list('when-format: epub', 'book-a4');
    expect(conditions).toEqual([{ key: 'format', value: 'epub' }]);
  });

  test('reports an edition without any chapter', async () => {
    const host = memoryHost({
      'p/publication.yaml': 'title: Guide\nlanguage: en\nidentifier: urn:example:guide\n',
      'p/a.md': '---\nwhen-format: epub\n---\n\n# A\n\nWords.\n',
    });
    const { diagnostics } = await readAndRenderAny(openWorkbench(host));
    expect(formatDiagnostics(diagnostics)).toEqual(['chapter-none p/publication.yaml:1:1']);
  });
});
