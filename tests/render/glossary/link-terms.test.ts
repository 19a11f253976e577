/** Tests which words lead to the glossary: marked ones, and the first uses of a chapter. */
import { EpubCheck } from '@likecoin/epubcheck-ts';
import { expect, test } from 'vitest';
import { formPlurals } from '../../../src/render/glossary/plurals.ts';
import { foldTerm, TermIndex } from '../../../src/render/glossary/term-index.ts';
import { pack } from '../../epub/packed.ts';
import {
  collectDiagnostics,
  type Files,
  readAndRender,
  renderHandout,
  renderMarkdown,
  sectionHtml,
} from '../../support/workbench.ts';

const WORDS =
  '---\npart: glossary\n---\n\n# Words\n\nLatch\n: what keeps a gate closed\n\nField gate\n: a wide gate\n\nGate\n: a door in a fence, with a latch\n';

const bookOf = (one: string, settings = 'glossary: { link: first-use }\n', words = WORDS): Files => ({
  'p/publication.yaml': `title: Gates\nlanguage: en\n${settings}`,
  'p/1.md': one,
  'p/2.md': '# Two\n\nThe latch again.\n',
  'p/3.md': words,
});

/** Returns the linked words of a section, with what they lead to. */
async function linksOf(files: Files, section = 0): Promise<readonly string[]> {
  const { book } = await readAndRender(files, { what: 'p' });
  const links = sectionHtml(book, section).matchAll(/<a href="#3--term-([^"]+)"[^>]*>([^<]*)</g);
  return [...links].map(([, id, words]) => `${words} ${id}`);
}

test('links each term where a chapter uses it first, the longest first', async () => {
  const files = bookOf('# One\n\nA field gate has a **Latch**. A gate has a latch.\n\nA field\ngate.\n');
  expect(await linksOf(files)).toEqual(['field gate field-gate', 'Latch latch', 'gate gate']);
  expect(await linksOf(files, 1)).toEqual(['latch latch']);
});

test('links nothing in headings, code, links, captions and the glossary itself', async () => {
  const text =
    '# One latch\n\n## The latch\n\n`latch`, [a latch](https://example.org), half-latch, relatches, latch-bolt.\n\n:::table[A latch]\n| a |\n|---|\n| b |\n:::\n';
  const files = bookOf(text);
  expect(await linksOf(files)).toEqual([]);
  expect(await linksOf(files, 2)).toEqual([]);
});

test('links nothing where the author refuses it, or in another language', async () => {
  const text =
    '# One\n\nA [latch]{.no-gloss} and [a latch]{lang=de}.\n\n::: {.no-gloss}\nThe latch.\n:::\n\n## Part {.no-gloss}\n\nA latch.\n\n### Below\n\nA latch.\n\n## Last\n\nA latch.\n';
  expect(await linksOf(bookOf(text))).toEqual(['latch latch']);
});

test('does not link a term again to which the chapter has a link', async () => {
  expect(await linksOf(bookOf('# One\n\nThe {term}`bars <latch>` and a latch.\n'))).toEqual(['bars latch']);
});

test('links marked words alone without the setting', async () => {
  const files = bookOf('# One\n\nA {term}`Latch`, a latch, and {term}`wide ones <field gate>`.\n', '');
  expect(await linksOf(files)).toEqual(['Latch latch', 'wide ones field-gate']);
  expect(await linksOf(files, 1)).toEqual([]);
});

test('a handout without the glossary has plain words', async () => {
  const files = bookOf('# One\n\nA {term}`latch` and a gate.\n');
  const html = sectionHtml(await renderHandout(await readAndRender(files, { what: 'p' }), 0));
  expect(html).toContain('A <span>latch</span> and a <span>gate</span>.');
});

test('reports terms that are missing, defined twice or not defined, with their places', async () => {
  const words = `${WORDS}\nlatch\n: again\n\n:::glossary\n- **Bolt**\n:::\n\n:::glossary\nNothing.\n:::\n`;
  expect(await collectDiagnostics(bookOf('# One\n\nA {term}`lach`.\n', '', words), 'p')).toEqual([
    'term-missing p/1.md:3:9',
    'glossary-term-duplicate p/3.md:16:1',
    'glossary-definition-missing p/3.md:20:1',
    'glossary-empty p/3.md:23:1',
  ]);
});

test.each([
  ['a class', '::: {.glossary}\nLatch\n: bar\n:::\n'],
  ['MyST', ':::{glossary}\nLatch\n: bar\n:::\n'],
  ['MyST between backticks', '```{glossary}\nLatch\n: bar\n```\n'],
  ['Sphinx', '```{glossary}\nLatch\n  bar\n```\n'],
  ['a heading', '## Glossary {.glossary}\n\nLatch\n: bar\n'],
])('reads a glossary in the form of %s', async (_name, text) => {
  const html = await renderMarkdown(`${text}\nA {term}\`latch\`.\n`);
  expect(html).toContain('role="doc-glossary"');
  expect(html).toMatch(
    /<dl class="glossary-list"><dt id="[^"]*term-latch"><dfn>Latch<\/dfn><\/dt><dd>bar<\/dd><\/dl>/,
  );
  expect(html).toMatch(/<a href="#[^"]*term-latch" class="glossary-link">latch<\/a>/);
});

test('the e-book is valid, and names terms, definitions and references', async () => {
  const { book } = await readAndRender(bookOf('# One\n\nA latch.\n'), { what: 'p' });
  const { bytes, text } = await pack(book);
  expect((await EpubCheck.validate(bytes)).messages).toEqual([]);
  expect(text('1.xhtml')).toContain('role="doc-glossref" epub:type="glossref">latch</a>');
  expect(text('3.xhtml')).toContain('<dfn epub:type="glossterm">Latch</dfn>');
});

test('reads a glossary in another one, and in a definition', async () => {
  const text =
    '::::glossary\n- **Latch:** bar\n\n  :::glossary\n  - **Pin:** of a latch\n  :::\n\n:::glossary\n- **Bolt:** bar\n:::\n::::\n';
  const html = await renderMarkdown(text);
  expect([...html.matchAll(/<dfn>([^<]+)/g)].map(([, name]) => name)).toEqual(['Latch', 'Pin', 'Bolt']);
});

const find = (text: string, names: readonly string[], language = 'en'): readonly string[] =>
  new TermIndex(names.map((name) => ({ name, id: name, language })))
    .find(text, language)
    .map(({ start, end }) => text.slice(start, end));

test('finds the regular plural of a term in English, unless that is a term itself or mostly another word', async () => {
  const words =
    '---\npart: glossary\n---\n\n# Words\n\nLatch\n: a\n\nField gate\n: b\n\nTherapy\n: c\n\nMRI\n: d\n\nMean\n: e\n\nArrow\n: f\n\nArrows\n: g\n\nVitamin B\n: h\n';
  const text =
    '# One\n\nLatches, therapies, field gates and MRIs. Two arrows. By means of MRIS and vitamin bs. A {term}`latches`.\n';
  const expected = [
    ...['Latches latch', 'therapies therapy', 'field gates field-gate', 'MRIs mri', 'arrows arrows'],
    'latches latch',
  ];
  const files = bookOf(text, 'glossary: { link: first-use }\n', words);
  expect(await linksOf({ ...files, 'p/2.md': '# Two\n\nWords.\n' })).toEqual(expected);
  const german = {
    ...files,
    'p/1.md': text.replace(/ A .term.*/, '').replace('# One', '---\nlanguage: de\n---\n\n# One'),
  };
  expect(await linksOf(german)).toEqual([]);
});

test.each([
  ['aura', 'en', ['auras']],
  ['Virus', 'en-GB', ['Viruses']],
  ['stomach', 'en', ['stomaches', 'stomachs']],
  ['day', 'en', ['days']],
  ['term', 'en', []],
  ['Type 2', 'en', []],
  ['Gate (wide)', 'en', []],
  ['Aura', 'de', []],
  ['étude', 'en', []],
])('forms the plurals of %s in %s', (name, language, plurals) => {
  expect(formPlurals(name, language)).toEqual(plurals);
});

test('finds whole words of each script', () => {
  expect(find('L’aura et l’AURA; auras', ['aura'], 'fr')).toEqual(['aura', 'AURA']);
  expect(find('IŞIK ışık İp ip', ['ışık', 'ip'], 'tr')).toEqual(['IŞIK', 'ışık', 'İp', 'ip']);
  expect(find('門の掛け金は鉄です', ['掛け金'], 'ja')).toEqual(['掛け金']);
  expect(find('ΟΔΟΣ οδός οδος', ['οδος'], 'el')).toEqual(['ΟΔΟΣ', 'οδος']);
  expect(find('AIDS aids Aids', ['AIDS'])).toEqual(['AIDS']);
  expect(find('use .NET, net', ['.NET'])).toEqual(['.NET']);
  expect(foldTerm('İß𝒜', 'en')).toHaveLength('İß𝒜'.length);
});
