/** Tests page numbers of cross-references, lists of captions and running heads. */
import { toHtml } from 'hast-util-to-html';
import { describe, expect, test } from 'vitest';
import type { Terms } from '../../../src/core/model/design.ts';
import { cloneTree } from '../../../src/lib/html/clone.ts';
import { buildCaptionLists } from '../../../src/print/caption-lists.ts';
import { addCrossReferences, collectTitles } from '../../../src/print/document/cross-references.ts';
import { shortenToWidth } from '../../../src/print/document/running-heads.ts';
import { sampleBook, samplePng, sampleSection } from '../../support/sample-book.ts';
import { readAndRender } from '../../support/workbench.ts';

const target = sampleSection(
  '<h1 id="b">What is ketamine?</h1><h2 id="b--end">The end</h2><figure id="figure-2"><img alt="" src="images/dot.png"><figcaption><span class="caption-label">Figure 2.</span> A dot</figcaption></figure>',
);

/** The links of a section as they are printed, with 17 for every number. */
function printed(links: string, terms?: Terms): { html: string; targets: readonly string[] } {
  const section = sampleSection(`<h1 id="a">A</h1>${links}`);
  const book = sampleBook({ sections: [section, target], ...(terms && { terms }) });
  const references = addCrossReferences(section.body, section, book, collectTitles(book.sections));
  for (const { number } of references) number.value = '17';
  return { html: toHtml(section.body), targets: references.map((reference) => reference.target) };
}

/** What a reader reads, white space as it is printed. */
const text = (links: string, terms?: Terms): string =>
  printed(links, terms)
    .html.replace(/^.*<\/h1>/, '')
    .replace(/<[^>]+>/g, '')
    .replaceAll('\u00A0', '~');

describe('addCrossReferences', () => {
  test.each([
    ['<a href="#b">What is ketamine?</a>', 'What is ketamine? (page~17)'],
    ['<a href="#b--end">the end</a>', 'the end (page~17)'],
    ['<a href="#b">this chapter</a>', 'this chapter (page~17)'],
    ['<a href="#figure-2">Figure 2</a>', 'Figure 2 (page~17)'],
    ['<a href="#figure-2">the dot</a>', 'the dot (page~17)'],
    ['<a href="#b"></a>', 'What is ketamine? (page~17)'],
  ])('addCrossReferences prints %s with its page', (link, expected) => {
    expect(text(link)).toBe(expected);
  });

  test.each([
    ['第{page}頁', 'the dot (第17頁)'],
    ['Seite {page}', 'the dot (Seite~17)'],
    ['Seite', 'the dot (Seite~17)'],
  ])('addCrossReferences words the page as the language does: %s', (pageReference, expected) => {
    expect(text('<a href="#figure-2">the dot</a>', { pageReference })).toBe(expected);
  });

  test.each([
    '<a href="#a">up</a>',
    '<a href="#no">no</a>',
    '<a role="doc-biblioref" href="#b">1</a>',
    '<a href="https://b">b</a>',
  ])('addCrossReferences does not change %s', (link) => {
    expect(printed(link)).toMatchObject({ targets: [], html: expect.stringContaining(link) });
  });

  test('addCrossReferences gives an index the numbers of its own section', () => {
    const { html } = printed('<a class="index-place" href="#a"></a>');
    expect(html).toContain('<span class="folio">');
  });

  test('addCrossReferences marks only the text of titles', () => {
    expect(printed('<a href="#b">What is ketamine?</a>').html).toContain('<span class="cross-reference">');
    expect(printed('<a href="#b">other words</a>').html).not.toContain('cross-reference');
  });
});

describe('buildCaptionLists', () => {
  const figure = (n: number, words: string) =>
    `<figure id="figure-${n}"><img alt="" src="images/dot.png"><figcaption><span class="caption-label">Figure ${n}.</span> ${words}</figcaption></figure>`;
  const lists = (figures: string, asked: { hasFigureList?: boolean; hasTableList?: boolean } = {}) => {
    const { body } = sampleSection(`<h1 id="a">A</h1>${figures}`);
    return buildCaptionLists([{ tree: body }], { figures: 'Figures' }, { language: 'en', ...asked });
  };

  test('a list of captions has labels and first sentences, without numbers of sources and notes', () => {
    const words = 'A gate closes <span class="citations">[<a href="#ref-1">1</a>]</span>. It stays so.';
    const note = 'Two dots<sup class="note-reference"><a href="#note-1">1</a></sup>';
    const shown = lists(figure(1, words) + figure(2, note) + figure(3, 'Is it?'), { hasFigureList: true });
    expect(shown).toEqual([
      {
        id: '_figures',
        title: 'Figures',
        items: [
          { id: 'figure-1', title: 'Figure 1. A gate closes' },
          { id: 'figure-2', title: 'Figure 2. Two dots' },
          { id: 'figure-3', title: 'Figure 3. Is it?' },
        ],
      },
    ]);
  });

  test('a list has the short form of a caption', async () => {
    const { book } = await readAndRender({
      'p/publication.yaml': 'title: P\n',
      'p/images/dot.png': samplePng(60),
      'p/a.md': `# A

:::figure[A caption that goes on, and on.]{short-caption='The "dot"'}
![Dot](images/dot.png)
:::

:::table[A table of many words]{#t short-caption="Words" }
| A |
|---|
| b |
:::
`,
    });
    const [section] = book.sections;
    if (section === undefined) throw new Error('no section');
    const tree = cloneTree(section.body);
    const asked = { language: 'en', hasFigureList: true, hasTableList: true };
    const shown = buildCaptionLists([{ tree }], { figures: 'Figures', tables: 'Tables' }, asked);
    expect(shown.flatMap(({ items }) => items.map(({ title }) => title))).toEqual([
      'Figure 1. The “dot”',
      'Table 1. Words',
    ]);
    expect(toHtml(section.body)).not.toContain('short-caption');
  });

  test('a list of listings has those with a number, and the list of figures none of them', () => {
    const listing = (id: string, label: string, words: string) =>
      `<figure class="listing" id="${id}"><figcaption>${label}${words}</figcaption><pre><code>x</code></pre></figure>`;
    const label = '<span class="caption-label">Listing 1.</span> ';
    const { body } = sampleSection(
      `<h1 id="a">A</h1>${listing('lst-a', label, '<code>gate.py</code>')}${listing('b', '', 'other.py')}`,
    );
    const asked = { language: 'en', hasFigureList: true, hasListingList: true };
    expect(buildCaptionLists([{ tree: body }], { listings: 'Listings' }, asked)).toEqual([
      { id: '_listings', title: 'Listings', items: [{ id: 'lst-a', title: 'Listing 1. gate.py' }] },
    ]);
  });

  test.each([
    [4, undefined, 0],
    [5, undefined, 5],
    [1, true, 1],
    [9, false, 0],
    [0, true, 0],
  ])('of %d figures, with `list-of-figures: %s`, %d are listed', (count, hasFigureList, listed) => {
    const figures = Array.from({ length: count }, (_figure, index) => figure(index + 1, 'One')).join('');
    const asked = { ...(hasFigureList !== undefined && { hasFigureList }), hasTableList: true };
    const shown = lists(figures, asked);
    expect(shown.map(({ id, items }) => [id, items.length])).toEqual(
      listed === 0 ? [] : [['_figures', listed]],
    );
  });
});

describe('a running head', () => {
  test('a running head is shortened after a word, with an ellipsis', () => {
    expect(shortenToWidth('Short', 20)).toBe('Short');
    expect(shortenToWidth('A title of words that goes on and on, and on', 12.5)).toBe(
      'A title of words that…',
    );
    expect(shortenToWidth('A title of words', 5)).toBe('');
    expect(shortenToWidth('x'.repeat(400), 20)).toMatch(/^x{36,42}…$/);
  });
});
