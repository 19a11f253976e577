/** Tests where lists of sources are: at the end, in each chapter, or in the place that an author gives them. */
import { expect, test } from 'vitest';
import { readAndRender, renderHandout, sectionHtml } from '../../support/workbench.ts';

const SOURCES =
  '@book{ames, title={Water}}\n@book{berg, title={Air}, author={Berg, Ann}}\n@book{cole, title={Fire}}\n';

const files = (settings: string, chapters: Readonly<Record<string, string>>) => ({
  'p/publication.yaml': `title: x\nlanguage: en\nreferences: r.bib\n${settings}`,
  'p/r.bib': SOURCES,
  ...Object.fromEntries(Object.entries(chapters).map(([name, text]) => [`p/${name}`, text])),
});

test.each(['vancouver', 'ieee'])(
  'each chapter has a list of its own, with its own numbers: %s',
  async (style) => {
    const settings = `references-per: chapter\ncitation-style: ${style}\nnocite: "@cole"\n`;
    const made = await readAndRender(
      files(settings, { '1-a.md': '# A\n\n[@ames] [@berg]\n\n## Sources\n\nx', '2-b.md': '# B\n\n[@berg]' }),
    );
    expect(made.book.sections.map(({ kind }) => kind)).toEqual(['chapter', 'chapter']);
    const [one, two] = [sectionHtml(made.book, 0), sectionHtml(made.book, 1)];
    expect(one).toContain('href="#a--ref-berg" aria-label="Source 2"');
    expect(one).toContain(
      '<section class="references" role="doc-bibliography" aria-labelledby="a--sources-list"><h2 id="a--sources-list">Sources</h2><ol class="references"><li id="a--ref-ames">',
    );
    expect(two).toContain('href="#b--ref-berg" aria-label="Source 1"');
    expect(two.match(/<li id="b--ref-\w+"/g)).toEqual(['<li id="b--ref-berg"', '<li id="b--ref-cole"']);
    expect(made.book.anchors.get('a--ref-ames')).toBe('a');
    const handout = await renderHandout(made, 1);
    expect(handout.sections.map(({ kind }) => kind)).toEqual(['chapter', 'references']);
  },
);

test.each([
  ['::: {#refs}\n:::', 'a'],
  ['<div id="refs"></div>', 'a'],
])('the list is where %j is', async (place, id) => {
  const { book } = await readAndRender(
    files('citation-style: apa\n', { 'a.md': `# A\n\n[@berg]\n\n## Read on\n\n${place}\n\n## End\n\nx` }),
  );
  expect(book.sections).toHaveLength(1);
  expect(sectionHtml(book, 0)).toMatch(
    /Read on<\/h2>\s*<div id="a--refs"><ul class="references unnumbered"><li id="ref-berg">.*<\/ul><\/div>\s*<h2 id="a--end">/s,
  );
  expect(book.anchors.get('ref-berg')).toBe(id);
});

test('a place without citations stays empty', async () => {
  const { book } = await readAndRender(files('', { 'a.md': '# A\n\nx\n\n::: {#refs}\n:::\n' }));
  expect(sectionHtml(book, 0)).toContain('<div id="a--refs"></div>');
});
