/** Tests the list of the abbreviations that a book has, in the place that its author made for it. */
import { EpubCheck } from '@likecoin/epubcheck-ts';
import { expect, test } from 'vitest';
import { pack } from '../../epub/packed.ts';
import { type Files, readAndRender, renderHandout, sectionHtml } from '../../support/workbench.ts';

const FILES = {
  'p/publication.yaml': 'title: T\nlanguage: en\n',
  'p/1.md': '# List\n\n::: {#abbreviations}\n:::\n',
  'p/2.md':
    '# One\n\nThe WHO and the <abbr title="Área">ÁB</abbr>.\n\n*[WHO]: World Health Organization\n*[XYZ]: Never used\n',
  'p/3.md':
    '# Two\n\nThe WHO and an AZ, <abbr title="AZ">AZ</abbr>.\n\n*[WHO]: Who hears others\n*[AZ]: All of Zoology\n',
};

test('lists the abbreviations of all chapters with every meaning, sorted, and only those that are used', async () => {
  const { book } = await readAndRender(FILES, { what: 'p' });
  expect(sectionHtml(book, 0)).toContain(
    '<div id="1--abbreviations"><dl><dt>ÁB</dt><dd>Área</dd><dt>AZ</dt><dd>All of Zoology</dd>' +
      '<dt>WHO</dt><dd>World Health Organization</dd><dd>Who hears others</dd></dl></div>',
  );
  expect(sectionHtml(book, 1)).toContain('</abbr> (World Health Organization)');
  const { messages } = await EpubCheck.validate((await pack(book)).bytes);
  expect(messages.filter(({ severity }) => severity !== 'usage' && severity !== 'info')).toEqual([]);
});

test('a handout lists its own, and a book without a place has no list', async () => {
  const bench = await readAndRender(FILES, { what: 'p' });
  expect(sectionHtml(await renderHandout(bench, 0), 0)).not.toContain('<dl');
  const { book } = await readAndRender({ ...FILES, 'p/1.md': '# List\n\nWords.\n' }, { what: 'p' });
  expect(sectionHtml(book, 0)).not.toContain('<dl');
});

test('keeps the language of a meaning in a book of another one', async () => {
  const files = {
    ...FILES,
    'p/3.md': '---\nlanguage: de\n---\n\n# Zwei\n\nDie BZgA.\n\n*[BZgA]: Bundeszentrale\n',
  };
  const { book } = await readAndRender(files, { what: 'p' });
  expect(sectionHtml(book, 0)).toContain('<dt>BZgA</dt><dd lang="de">Bundeszentrale</dd>');
});

const FRONT = {
  ...FILES,
  'p/publication.yaml': 'title: T\nlanguage: de\nlist-of-abbreviations: true\nnumber-sections: true\n',
  'p/1.md': '---\npart: preface\n---\n\n# Vorwort\n\nWorte.\n',
};

test('a chapter of its own is before the text, with a heading in the language of the book', async () => {
  const { book } = await readAndRender(FRONT, { what: 'p' });
  expect(book.sections.map(({ title }) => title)).toEqual(['Vorwort', 'Abkürzungen', 'One', 'Two']);
  expect(book.navigation.map(({ title }) => title)).toEqual(['Vorwort', 'Abkürzungen', '1 One', '2 Two']);
  expect(sectionHtml(book, 1)).toMatch(/^<h1 id="abbreviations">Abkürzungen<\/h1><dl><dt>ÁB<\/dt>/);
  const packed = await pack(book);
  expect(packed.text('abbreviations.xhtml')).toContain('<body epub:type="frontmatter">');
  const { messages } = await EpubCheck.validate(packed.bytes);
  expect(messages.filter(({ severity }) => severity !== 'usage' && severity !== 'info')).toEqual([]);
});

test('there is no such chapter beside a place for the list, in a handout, and without abbreviations', async () => {
  const settings = FRONT['p/publication.yaml'];
  const titles = async (files: Files) => {
    const { book } = await readAndRender(files, { what: 'p' });
    return book.sections.map(({ title }) => title);
  };
  expect(await titles({ ...FILES, 'p/publication.yaml': settings })).toEqual(['List', 'One', 'Two']);
  expect(await titles({ 'p/publication.yaml': settings, 'p/1.md': '# One\n\nWords.\n' })).toEqual(['One']);
  const bench = await readAndRender(FRONT, { what: 'p' });
  expect((await renderHandout(bench, 1)).sections).toHaveLength(1);
});
