/** Tests citations whose author is a word of the sentence, and words around numbers. */
import { expect, test } from 'vitest';
import { readAndRender, sectionHtml } from '../../support/workbench.ts';

const NAMES: Readonly<Record<string, readonly object[]>> = {
  ames2020: [{ family: 'Ames' }],
  berg: [{ family: 'Berg', 'non-dropping-particle': 'van den' }, { family: 'Cole' }],
  dunn1999: [{ family: 'Dunn' }, { family: 'Ek' }, { family: 'Fox' }],
  who: [{ literal: 'World Health Organization' }],
  untitled: [],
};
const REFERENCES = JSON.stringify(
  Object.entries(NAMES).map(([id, author]) => ({ id, type: 'book', title: `Title of ${id}`, author })),
);

const link = (id: string, number: number): string =>
  `<a class="citation" role="doc-biblioref" href="#ref-${id}" aria-label="Source ${number}">${number}</a>`;

/** Returns the HTML of a text with references. */
async function render(text: string, expected: readonly string[] = [], strict = true): Promise<string> {
  const head = `title: x\nreferences: r.json\nstrict: ${strict}\n`;
  const files = { 'p/publication.yaml': head, 'p/r.json': REFERENCES, 'p/a.md': `# A\n\n${text}\n` };
  return sectionHtml((await readAndRender(files, { expected })).book, 0);
}

test.each([
  ['@ames2020 says', `<span>Ames <span class="citations">[${link('ames2020', 1)}]</span></span> says`],
  [
    '@berg [p. 7] says',
    `<span>van den Berg and Cole <span class="citations">[${link('berg', 1)}, p. 7]</span>`,
  ],
  ['As (@dunn1999) says', `As (<span>Dunn et al. <span class="citations">[${link('dunn1999', 1)}]`],
  ['@{who} says', '<span>World Health Organization <span'],
  ['@untitled says', '<span>Title of untitled <span'],
  ['Ames -@ames2020 says', `Ames <span class="citations">[${link('ames2020', 1)}]</span> says`],
  ['@ames2020 [see; also @berg, ch. 2]', `[${link('ames2020', 1)}, see, also ${link('berg', 2)}, ch. 2]`],
  ['[see @ames2020, p. 7; also @berg]', `[see ${link('ames2020', 1)}, p. 7, also ${link('berg', 2)}]`],
  ['[-@ames2020]', `<span class="citations">[${link('ames2020', 1)}]</span>`],
  ['{cite:t}`ames2020, berg`', 'Ames <span class="citations">['],
  [
    '\\\\citet[p. 7]{ames2020}'.replace('\\\\', '\\'),
    `Ames <span class="citations">[${link('ames2020', 1)}, p. 7]`,
  ],
  ['\\citep[see][p. 7]{ames2020,berg}', `[see ${link('ames2020', 1)}, ${link('berg', 2)}, p. 7]`],
])('prints %j', async (text, expected) => expect(await render(text)).toContain(expected));

test('names the author in headings of the contents', async () => {
  const files = {
    't.md': '---\nreferences: r.json\n---\n# T\n\n## As @ames2020 says [@berg]',
    'r.json': REFERENCES,
  };
  const { book } = await readAndRender(files);
  expect(book.sections[0]?.headings[1]?.text).toBe('As Ames says');
});

test('other names, addresses, code and escaped signs stay', async () => {
  const text = 'By @anna and \\@berg, me@berg, x/@berg, `@berg`, @fig-one, @media [sic].';
  const html = await render(text, ['reference-missing p/a.md:3:49']);
  expect(html).toContain('By @anna and @berg, me@berg, x/@berg, <code>@berg</code>, @fig-one, @media [sic].');
});

test('reports a name that is a key with a year or nearly one of a source', async () => {
  const html = await render('So @smith2021, @ames202, @anna, @dunn [p. 7] and @bergs.', [
    'citation-unknown p/a.md:3:4',
    'citation-unknown p/a.md:3:16',
    'citation-unknown p/a.md:3:33',
    'citation-unknown p/a.md:3:50',
  ]);
  expect(html).toContain('So @smith2021, @ames202, @anna, @dunn [p. 7] and @bergs.');
});
