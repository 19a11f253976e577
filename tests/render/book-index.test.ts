/** Tests the index of a book: its entries, their order, and what they refer to. */
import { toString as textOf } from 'hast-util-to-string';
import { describe, expect, test } from 'vitest';
import { readMakeindex, readSphinx } from '../../src/read/markdown/dialects/index-marks/index-entry.ts';
import { collectDiagnostics, type Files, readAndRender, sectionHtml } from '../support/workbench.ts';

async function indexHtml(markdown: string | Files): Promise<string> {
  const files = typeof markdown === 'string' ? { 't.md': `# Lamps\n\n${markdown}` } : markdown;
  const { book } = await readAndRender(files);
  return sectionHtml(book, book.sections.length - 1);
}

/** The lines of an index: entries below another one after two spaces each. */
async function indexLines(markdown: string): Promise<readonly string[]> {
  const { book } = await readAndRender({ 't.md': `# Lamps\n\n${markdown}` });
  const list = book.sections
    .at(-1)
    ?.body.children.find((child) => child.type === 'element' && child.tagName === 'ul');
  const lines: string[] = [];
  const walk = (node: unknown, depth: number): void => {
    const { children = [] } = node as {
      children?: readonly { tagName?: string; children?: readonly unknown[] }[];
    };
    for (const item of children) {
      const own = {
        ...item,
        children: (item.children ?? []).filter((child) => (child as { tagName?: string }).tagName !== 'ul'),
      };
      lines.push('  '.repeat(depth) + textOf(own as never));
      for (const below of item.children ?? [])
        if ((below as { tagName?: string }).tagName === 'ul') walk(below, depth + 1);
    }
  };
  walk(list, 0);
  return lines;
}

describe('an index', () => {
  test('has the words of a passage, or the entry that its mark names, in the order of the language', async () => {
    expect(
      await indexLines(
        '[Wicks]{.index}, [Zinc]{.index}, [émail]{.index}, [oil]{.index entry="lamps!oil"} and []{.index entry="lamps"}.',
      ),
    ).toEqual(['émail, Lamps', 'lamps, Lamps', '  oil, Lamps', 'Wicks, Lamps', 'Zinc, Lamps']);
  });

  test('leads to the passages, and the words stay in the text', async () => {
    const { book } = await readAndRender({ 't.md': '# Lamps\n\nSome [oil lamps]{.index}.' });
    expect(sectionHtml(book, 0)).toContain('Some <span id="_index-1" class="index-mark">oil lamps</span>.');
    expect(sectionHtml(book, 1)).toContain('<a class="index-place" href="#_index-1">Lamps</a>');
    expect(book.sections[1]?.part).toBe('index');
  });

  test('says where a passage ends', async () => {
    const html = await indexHtml(
      'One. []{.index entry="oil" range=start}\n\nTwo. []{.index entry="oil" range=end}',
    );
    expect(html).toContain('href="#_index-1" data-end="_index-2"');
    expect(html.match(/index-place"/g)).toHaveLength(1);
  });

  test('refers to other entries', async () => {
    const lines = await indexLines(
      '[Oil]{.index entry="lamps!oil" seealso="wicks"} [wicks]{.index} []{.index entry="lanterns" see="lamps!oil"}',
    );
    expect(lines).toContain('lanterns, see lamps, oil');
    expect(lines).toContain('  oil, Lamps; see also wicks');
    expect(await indexHtml('[a]{.index} []{.index entry="b" see="a"}')).toMatch(
      /<a class="index-see" href="#_entry-1">a<\/a>/,
    );
  });

  test('is read from LaTeX and MyST, too', async () => {
    expect(
      await indexLines(
        'Oil\\index{lamps!oil}, {index}`wicks`, {index}`oil lamps <pair: lamps; brass>`.\n\n```{index} single: glass\n```\n\nText.\n\n\\index{tin}\n\nMore.',
      ),
    ).toEqual([
      'brass',
      '  lamps, Lamps',
      'glass, Lamps',
      'lamps',
      '  brass, Lamps',
      '  oil, Lamps',
      'tin, Lamps',
      'wicks, Lamps',
    ]);
  });

  test('is read from LaTeX with escaped signs and commands in it', async () => {
    const lines = await indexLines(
      'T\\index{missing values!NA \\& NULL} \\index{piping|see {\\texttt{\\%>\\%}}} \\index{\\texttt{\\%>\\%}}',
    );
    expect(lines).toEqual(['%>%, Lamps', 'missing values', '  NA & NULL, Lamps', 'piping, see %>%']);
  });

  test('leaves no empty paragraph where a mark is alone in one', async () => {
    const { book } = await readAndRender({
      't.md': '# T\n\n\\index{tin}\n\n- An item.\n\n[]{.index entry="x"}',
    });
    expect(sectionHtml(book, 0)).not.toMatch(/<p><span[^>]*><\/span><\/p>/);
  });

  test('can be one of several, and where the author wants it', async () => {
    const { book } = await readAndRender({
      't.md': '# T\n\n[Ann]{.index index=names} [oil]{.index}\n\n::: {#index}\n:::',
    });
    expect(book.sections.map(({ title }) => title)).toEqual(['T', 'Names']);
    expect(sectionHtml(book, 0)).toContain('<ul class="index"><li><span class="index-term">oil</span>');
  });

  test('has no entries from raw HTML', async () => {
    const span = `<span data-index='[{"terms":[{"text":"x"}],"kind":"place"}]'>x</span>`;
    expect(await collectDiagnostics({ 't.md': `# T\n\n${span}\n` })).toEqual([
      'html-attribute-forbidden t.md:3:1',
    ]);
  });
});

describe('the entries of other programs', () => {
  test.each([
    ['a!b!c', ['a', 'b', 'c'], 'place'],
    ['a!b!c!d', ['a', 'b', 'c, d'], 'place'],
    ['alpha@\\textbf{Alpha}', ['Alpha'], 'place'],
    ['"!key', ['!key'], 'place'],
    ['x|(', ['x'], 'start'],
    ['x|)', ['x'], 'end'],
    ['x|textbf', ['x'], 'place'],
    ['x|see{y}', ['x'], 'see'],
    ['x|seealso{y!z}', ['x'], 'also'],
    ['x|see{}', ['x'], 'place'],
    // As in public books.
    ['bugs|see {debugging}', ['bugs'], 'see'],
    ['options!warn@\\texttt{warn}', ['options', 'warn'], 'place'],
    ['a \\& b', ['a & b'], 'place'],
  ])('%s of makeindex is read', (written, terms, kind) => {
    const entry = readMakeindex(written);
    expect(entry?.terms.map(({ text }) => text)).toEqual(terms);
    expect(entry?.kind).toBe(kind);
  });

  test.each(['', '!', ' ! | '])('“%s” is no entry', (written) =>
    expect(readMakeindex(written)).toBeUndefined(),
  );

  test.each([
    ['single: a; b', ['a>b']],
    ['pair: a; b', ['a>b', 'b>a']],
    ['triple: a; b; c', ['a>b c', 'b>c, a', 'c>a b']],
    ['a, b', ['a', 'b']],
    ['!a', ['a']],
    ['see: a; b', ['a']],
  ])('%s of Sphinx is read', (line, paths) => {
    expect(readSphinx(line).map(({ terms }) => terms.map(({ text }) => text).join('>'))).toEqual(paths);
  });
});
