/** Tests citations: numbers by first mention in a book, and links to the list of sources. */
import { expect, test } from 'vitest';
import {
  type Files,
  readAndRender,
  renderHandout,
  sectionHtml,
  type WorkbenchBook,
} from '../../support/workbench.ts';

const REFERENCES = JSON.stringify(
  ['ames', 'berg', 'cole', 'dunn', 'x/y:1'].map((id) => ({
    id,
    type: 'article-journal',
    title: `Title of ${id}`,
    author: [{ family: id, given: 'A' }],
    DOI: '10.1000/182',
  })),
);

function book(chapters: Readonly<Record<string, string>>): Promise<WorkbenchBook> {
  const files: Record<string, string> = {
    'p/publication.yaml': 'title: x\nreferences: r.json\n',
    'p/r.json': REFERENCES,
  };
  for (const [name, text] of Object.entries(chapters)) files[`p/${name}`] = text;
  return readAndRender(files satisfies Files);
}

const link = (id: string, number: number): string =>
  `<a class="citation" role="doc-biblioref" href="#ref-${id}" aria-label="Source ${number}">${number}</a>`;

test('numbers citations by first mention, through chapters, notes, captions, cells and headings', async () => {
  const made = await book({
    '1-a.md': '# A [@berg]\n\n| [@ames, p. 7; @berg] |\n|-|\n| x |\n',
    '2-b.md': '# B\n\nText[^1].\n\n:::table[Cap [@dunn]]\n| a |\n|-|\n| b |\n:::\n\n[^1]: See [@cole].\n',
  });
  expect(sectionHtml(made.book, 0)).toContain(`[${link('berg', 1)}]`);
  expect(sectionHtml(made.book, 0)).toContain(
    `<span class="citations">[${link('ames', 2)}, p. 7, ${link('berg', 1)}]</span>`,
  );
  expect(sectionHtml(made.book, 1)).toContain(`[${link('dunn', 3)}]`);
  expect(sectionHtml(made.book, 1)).toContain(`[${link('cole', 4)}]`);
  const sources = made.book.sections.at(-1);
  expect([sources?.kind, sources?.id, sources?.title]).toEqual(['references', 'sources', 'Sources']);
  const ids = [...sectionHtml(made.book, 2).matchAll(/<li id="([^"]+)"/g)].map((match) => match[1]);
  expect(ids).toEqual(['ref-berg', 'ref-ames', 'ref-dunn', 'ref-cole']);
  expect(made.book.sections[0]?.headings[0]?.text).toBe('A');
  expect(made.book.sections[0]?.features).toContain('citation');
});

test('a link to a source is named in the language of the publication', async () => {
  const files = {
    't.md': '---\nlanguage: ja\nreferences: r.json\n---\n# T\n\n[@ames]',
    'r.json': REFERENCES,
  };
  expect(sectionHtml((await readAndRender(files)).book, 0)).toContain('aria-label="出典1">1</a>');
});

test('a handout numbers from 1 and lists only its own citations', async () => {
  const made = await book({ '1-a.md': '# A\n\n[@ames; @berg]\n', '2-b.md': '# B\n\n[@cole] [@berg]\n' });
  const handout = await renderHandout(made, 1);
  expect(sectionHtml(handout, 0)).toContain(
    `[${link('cole', 1)}]</span> <span class="citations">[${link('berg', 2)}]`,
  );
  expect(sectionHtml(handout, 1).match(/<li id="[^"]+"/g)).toEqual([
    '<li id="ref-cole"',
    '<li id="ref-berg"',
  ]);
});

test('a book without citations has no list of sources', async () => {
  const made = await book({ 'a.md': '# A\n\nPlain `[@ames]`, me@x.org and \\[@berg].\n' });
  expect(made.book.sections.map(({ kind }) => kind)).toEqual(['chapter']);
  expect(sectionHtml(made.book)).toContain('<code>[@ames]</code>');
  expect(sectionHtml(made.book)).toContain(' and [@berg].');
});

test('a key with invalid characters gets a valid id', async () => {
  const made = await book({ 'a.md': '# A\n\n[@x/y:1]\n' });
  expect(sectionHtml(made.book, 0)).toContain('href="#ref-x_2f_y_3a_1"');
  expect(made.book.anchors.get('ref-x_2f_y_3a_1')).toBe('sources');
});

test('a citation in a link is not a link', async () => {
  const made = await book({ 'a.md': '# A\n\n[see [@ames]](https://x.org) and [@ames]\n' });
  expect(sectionHtml(made.book, 0)).toContain(
    '<a href="https://x.org">see <span class="citations">[1]</span></a>',
  );
  expect(sectionHtml(made.book, 0)).toContain(`and <span class="citations">[${link('ames', 1)}]`);
});

test('ids of the list of sources avoid ids of chapters', async () => {
  const made = await book({
    '1-sources.md': '# Sources of water\n\n[@ames]\n',
    '2-ref-ames.md': '# R\n\n[@ames]\n',
  });
  const ids = made.book.sections.flatMap(({ body }) =>
    [...JSON.stringify(body).matchAll(/"id":"([^"]+)"/g)].map((m) => m[1]),
  );
  expect(new Set(ids).size).toBe(ids.length);
  expect(made.book.sections.map(({ id }) => id)).toEqual(['sources', 'ref-ames', 'sources-list']);
});

test('reports one unknown key of two, and the other keeps its locator', async () => {
  const files = {
    'p/publication.yaml': 'title: x\nreferences: r.json\n',
    'p/r.json': REFERENCES,
    'p/a.md': '# A\n\nSo [@nobody, p. 1; @ames, p. 2].\n',
  };
  const made = await readAndRender(files, { expected: ['citation-unknown p/a.md:3:5'] });
  expect(sectionHtml(made.book, 0)).toContain(`[${link('ames', 1)}, p. 2]`);
});

test('formats an entry as text, with its address as a link', async () => {
  const made = await book({ 'a.md': '# A\n\n[@ames]\n' });
  expect(sectionHtml(made.book, 1)).toContain('<a href="https://doi.org/10.1000/182">doi:10.1000/182</a>');
  expect(sectionHtml(made.book, 1)).toContain('Title of ames');
  expect(sectionHtml(made.book, 1)).not.toContain('csl-');
});

test('sets a full stop before the numbers of PubMed, and an en dash in page ranges', async () => {
  const item = {
    ...{
      id: 'one',
      type: 'article-journal',
      title: 'Title',
      'container-title': 'Journal',
      issued: { raw: '2018' },
    },
    ...{ volume: '43', issue: '5', page: '369-377.e1', DOI: '10.1000/1-2', PMID: '30429927' },
  };
  const made = await readAndRender({
    'p/publication.yaml': 'title: x\nreferences: r.json\n',
    'p/r.json': JSON.stringify([item]),
    'p/a.md': '# A\n\nx [@one]\n',
  });
  const html = sectionHtml(made.book, 1);
  expect(html).toContain('43(5):369–377.e1.');
  expect(html).toContain('doi:10.1000/1-2</a>. PubMed PMID: 30429927.');
});
