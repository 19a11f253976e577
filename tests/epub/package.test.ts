/** What `publication.yaml` says of a work, as the package document says it: people, numbers, series, subjects, contents. */
import { EpubCheck } from '@likecoin/epubcheck-ts';
import { expect, test } from 'vitest';
import { readAndRender } from '../support/workbench.ts';
import { elements, type Packed, pack, texts } from './packed.ts';

const YAML = `title: The garden
language: en-GB
authors:
  - name: Ada Bell
    file-as: Bell, Ada
contributors:
  - { name: Cy Day, role: translator, file-as: "Day, Cy" }
  - { name: Di Earl, role: illustrator }
  - { name: Ed Fox, role: translator }
  - { name: Flo Gale, role: author }
isbn: 978-3-16-148410-0
print-isbn: 0-306-40615-2
doi: https://doi.org/10.1000/182
series: { title: "Plants & <people>", number: 2.5 }
subjects:
  - Gardens
  - { term: Migraine Disorders, authority: MeSH, code: D008881 }
  - { term: MEDICAL / Neurology, authority: BISAC, code: MED056000 }
  - { term: Neurology, authority: Thema, code: MKJ }
`;
const CHAPTER = '# One\n\n## Two\n\n### Three\n\n#### Four\n\n##### Five\n\nText.\n';

const packed = async (yaml: string, chapters: Readonly<Record<string, string>> = { 'one.md': CHAPTER }) => {
  const files = Object.entries(chapters).map(([name, text]) => [`p/${name}`, text]);
  const { book } = await readAndRender({ 'p/publication.yaml': yaml, ...Object.fromEntries(files) });
  return pack(book);
};

const refining = (opf: ReturnType<Packed['xml']>, id: string | null | undefined, property: string) =>
  texts(opf, 'meta', { refines: `#${id}`, property });

test('makes a valid EPUB 3.3 of a publication with all metadata', async () => {
  const { messages } = await EpubCheck.validate((await packed(YAML)).bytes);
  expect(messages.filter(({ severity }) => severity !== 'usage' && severity !== 'info')).toEqual([]);
});

test('gives each person their role in the work', async () => {
  const book = await packed(YAML);
  const opf = book.xml('content.opf');
  const people = (name: string) =>
    elements(opf, name).map(({ attributes: { id } }) => [
      ...texts(opf, name, { id: String(id) }),
      ...refining(opf, id, 'role'),
      ...refining(opf, id, 'file-as'),
    ]);
  expect(people('dc:creator')).toEqual([
    ['Ada Bell', 'aut', 'Bell, Ada'],
    ['Flo Gale', 'aut'],
  ]);
  expect(people('dc:contributor')).toEqual([
    ['Cy Day', 'trl', 'Day, Cy'],
    ['Di Earl', 'ill'],
    ['Ed Fox', 'trl'],
  ]);
  const about = book.xml('about.xhtml');
  const facts = texts(about, 'dt').map((label, index) => `${label}: ${texts(about, 'dd')[index]}`);
  expect(facts).toEqual(
    expect.arrayContaining([
      'Written by: Ada Bell; Flo Gale',
      'Translation: Cy Day and Ed Fox',
      'Illustrations: Di Earl',
      'Series: Plants & <people>, 2.5',
      'ISBN: 9783161484100',
      'DOI: 10.1000/182',
    ]),
  );
});

test.each([
  ['urn:isbn:978-3-16-148410-0', ['15']],
  ['https://doi.org/10.1000/182', ['06']],
  ['urn:uuid:7f3c1c1e-6a0e-5d0c-9d53-0d4c6c3a2b11', []],
])("writes the type of the package's identifier: %s", async (identifier, kinds) => {
  const opf = (await packed(`title: x\nidentifier: ${identifier}\n`)).xml('content.opf');
  expect(refining(opf, 'publication-id', 'identifier-type')).toEqual(kinds);
});

test("lists ISBN and DOI as identifiers with their types, beside the package's own", async () => {
  const opf = (await packed(YAML)).xml('content.opf');
  const [main, ...others] = texts(opf, 'dc:identifier');
  expect(main).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5/);
  expect(others).toEqual(['urn:isbn:9783161484100', 'urn:doi:10.1000/182']);
  expect(refining(opf, 'isbn', 'identifier-type')).toEqual(['15']);
  expect(refining(opf, 'doi', 'identifier-type')).toEqual(['06']);
});

test("does not repeat the package's own identifier", async () => {
  const yaml = 'title: x\nidentifier: urn:isbn:978-3-16-148410-0\nisbn: 9783161484100\n';
  expect(texts((await packed(yaml)).xml('content.opf'), 'dc:identifier')).toEqual([
    'urn:isbn:978-3-16-148410-0',
  ]);
});

test('writes the series for EPUB 3 and for calibre', async () => {
  const opf = (await packed(YAML)).xml('content.opf');
  expect(texts(opf, 'meta', { property: 'belongs-to-collection' })).toEqual(['Plants & <people>']);
  expect(refining(opf, 'series', 'collection-type')).toEqual(['series']);
  expect(refining(opf, 'series', 'group-position')).toEqual(['2.5']);
  const named = (name: string) =>
    elements(opf, 'meta').find(({ attributes }) => attributes.name === name)?.attributes.content;
  expect([named('calibre:series'), named('calibre:series_index')]).toEqual(['Plants & <people>', '2.5']);
});

test("writes a subject's code and authority", async () => {
  const opf = (await packed(YAML)).xml('content.opf');
  const subjects = elements(opf, 'dc:subject').map(({ attributes: { id } }, index) => [
    texts(opf, 'dc:subject')[index],
    ...(id === undefined ? [] : [...refining(opf, id, 'authority'), ...refining(opf, id, 'term')]),
  ]);
  expect(subjects).toEqual([
    ['Gardens'],
    ['Migraine Disorders', 'http://id.nlm.nih.gov/mesh/', 'D008881'],
    ['MEDICAL / Neurology', 'BISAC', 'MED056000'],
    ['Neurology', 'Thema', 'MKJ'],
  ]);
});

const NESTED = [
  [1, ['One']],
  [3, ['One', 'Two', 'Three']],
  [5, ['One', 'Two', 'Three', 'Four', 'Five']],
] as const;

test.each(NESTED)('lists contents of depth %i', async (depth, expected) => {
  const book = await packed(`title: x\ncontents-depth: ${depth}\n`);
  const ncx = book.xml('toc.ncx');
  expect(texts(ncx, 'navPoint').length).toBe(expected.length + 1);
  expect(elements(ncx, 'meta')[1]?.attributes.content).toBe(String(expected.length));
  let list = elements(book.xml('toc.xhtml'), 'ol')[0];
  const found: string[] = [];
  while (list !== undefined) {
    const [item] = elements({ type: 'root', children: list.children as never }, 'li');
    if (item === undefined) break;
    found.push(String(texts({ type: 'root', children: [item] }, 'a')[0]));
    list = elements({ type: 'root', children: item.children as never }, 'ol')[0];
  }
  expect(found).toEqual(expected);
});

test('lists three levels of contents by default', async () => {
  expect(texts((await packed('title: x\n')).xml('toc.ncx'), 'navPoint')).toHaveLength(4);
});

test('uses each id once in the whole book, whatever the chapters are called', async () => {
  const names = ['title', 'about', 'contents', 'toc', 'landmarks', 'page-list', 'cover'];
  const chapters = Object.fromEntries(names.map((name) => [`${name}.md`, CHAPTER]));
  const book = await packed('title: x\n', chapters);
  const ids = [...book.entries.keys()]
    .filter((name) => name.endsWith('.xhtml'))
    .flatMap((name) => elements(book.xml(name.replace('OEBPS/', '')), '*'))
    .flatMap(({ attributes }) => attributes.id ?? []);
  expect(ids).toContain('about-page');
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  const { messages } = await EpubCheck.validate(book.bytes);
  expect(messages.filter(({ severity }) => severity !== 'usage' && severity !== 'info')).toEqual([]);
});
