/** The way back from a source of the list to the places that cite it. */
import { EpubCheck } from '@likecoin/epubcheck-ts';
import { expect, test } from 'vitest';
import { readAndRender } from '../../support/workbench.ts';
import { type Packed, pack as packBook } from '../packed.ts';

const SOURCES = `@article{ames, author = {Ames, A.}, title = {One}, year = 2001}
@article{berg, author = {Berg, B.}, title = {Two}, year = 2002}
@article{cole, author = {Cole, C.}, title = {Three}, year = 2003}
`;

const CHAPTERS = {
  'sources.bib': SOURCES,
  '1.md': '# One [@ames]\n\nFirst [@ames; @berg]. A [link [@berg]](https://example.org).\n',
  '2.md': '# Two\n\nAgain [@ames].[^1]\n\n[^1]: See [@berg].\n',
};

async function pack(
  settings: string,
  chapters: Readonly<Record<string, string>> = CHAPTERS,
): Promise<Packed> {
  const named = Object.entries(chapters).map(([name, text]) => [`p/${name}`, text]);
  const yaml = `title: x\nlanguage: en\nreferences: sources.bib\nnocite: "@cole"\n${settings}`;
  const { book } = await readAndRender({ ...Object.fromEntries(named), 'p/publication.yaml': yaml });
  return packBook(book);
}

/** Lists where the ways back of each source lead, with their words and names. Each must lead to a citation of it. */
function listWays(packed: Packed, file: string): Readonly<Record<string, readonly string[]>> {
  const items = [...packed.text(file).matchAll(/<li id="([^"]*ref-[^"]+)">(.*?)<\/li>/gs)];
  return Object.fromEntries(
    items.map(([, source = '', content = '']) => {
      const links = [
        ...content.matchAll(
          /<a role="doc-backlink"[^>]*href="([^"]*)"[^>]*aria-label="([^"]*)"[^>]*>(.*?)<\/a>/g,
        ),
      ];
      const ways = links.map(([, href = '', name = '', words = '']) => {
        const [target, id] = href.split('#');
        const cited = new RegExp(`<a [^>]*href="[^"]*#${source}"[^>]* id="${id}"`);
        expect(packed.text(target || file)).toMatch(cited);
        return `${target || file} ${words.replace(/<[^>]+>/g, '')} ${name}`;
      });
      return [source, ways];
    }),
  );
}

const WAYS = {
  'ref-ames': [
    '1.xhtml ↩ Back to the text',
    '1.xhtml ↩2 Back to the text 2',
    '2.xhtml ↩3 Back to the text 3',
  ],
  'ref-berg': ['1.xhtml ↩ Back to the text', '2.xhtml ↩2 Back to the text 2'],
  'ref-cole': [],
};

test.each(['', 'citation-style: apa\n', 'citation-style: ieee\n'])(
  'leads from each source to its citations, with %j',
  async (settings) => {
    const packed = await pack(settings);
    expect(listWays(packed, 'sources.xhtml')).toEqual(WAYS);
    const { messages } = await EpubCheck.validate(packed.bytes);
    expect(messages.filter(({ severity }) => /error|warning|fatal/.test(severity))).toEqual([]);
  },
);

test('has no second way where notes cite', async () => {
  const packed = await pack('citation-style: chicago-notes\n');
  expect(packed.text('sources.xhtml')).not.toContain('doc-backlink');
  expect(packed.text('1.xhtml')).toContain('doc-backlink');
});

test('leads to the citations of the chapter from the list of a chapter, and from the place of the author', async () => {
  const perChapter = await pack('references-per: chapter\n');
  const [one, two] = ['1.xhtml', '2.xhtml'].map((file) => Object.values(listWays(perChapter, file)).flat());
  expect(one).toHaveLength(3);
  expect(two).toHaveLength(2);
  expect([...(one ?? []), ...(two ?? [])].every((way) => /^[12]\.xhtml ↩/.test(way))).toBe(true);
  const placed = await pack('', { ...CHAPTERS, '3.md': '# List\n\n::: {#refs}\n:::\n' });
  expect(listWays(placed, '3.xhtml')).toEqual(WAYS);
});
