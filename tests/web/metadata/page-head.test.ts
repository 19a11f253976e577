/** What the head of web pages says for search engines and for programs that show links. */
import { join } from 'node:path';
import { fromHtml } from 'hast-util-from-html';
import { toString as textOf } from 'hast-util-to-string';
import { visit } from 'unist-util-visit';
import { describe, expect, test } from 'vitest';
import type { Book } from '../../../src/core/model/book.ts';
import type { WebEdition } from '../../../src/core/model/edition.ts';
import type { Publication } from '../../../src/core/model/publication.ts';
import { writeWeb } from '../../../src/web/write-web.ts';
import { contextIn, REPOSITORY } from '../../support/context.ts';
import { sampleAsset, sampleBook, samplePng, sampleSection } from '../../support/sample-book.ts';

const SITE: WebEdition = { id: 'web', family: 'web', form: 'site', styles: [] };
const ONE_FILE: WebEdition = { id: 'html', family: 'web', form: 'file', styles: [] };

/** What a search engine finds in the head of a page. */
interface Head {
  readonly named: Readonly<Record<string, readonly string[]>>;
  readonly canonical: string | undefined;
  readonly data: Readonly<Record<string, unknown>>;
}

function readHead(html: string): Head {
  const named: Record<string, string[]> = {};
  let canonical: string | undefined;
  const scripts: string[] = [];
  visit(fromHtml(html), 'element', (element) => {
    const { tagName, properties } = element;
    const name = properties.name ?? properties.property;
    if (tagName === 'meta' && name !== undefined) {
      named[String(name)] = [...(named[String(name)] ?? []), String(properties.content)];
    }
    if (tagName === 'link' && String(properties.rel) === 'canonical') canonical = String(properties.href);
    if (tagName === 'script' && properties.type === 'application/ld+json') scripts.push(textOf(element));
  });
  expect(scripts).toHaveLength(1);
  return { named, canonical, data: JSON.parse(scripts[0] ?? '') };
}

async function makeHeads(book: Book, edition = SITE): Promise<ReadonlyMap<string, Head>> {
  const problems: unknown[] = [];
  const context = contextIn(REPOSITORY, (problem) => problems.push(problem));
  const files = await writeWeb(book, edition, context);
  expect(problems).toEqual([]);
  const pages = files.filter(({ mediaType }) => mediaType === 'text/html');
  return new Map(
    pages.map(({ path, bytes }) => [path.replace(/^.*\//, ''), readHead(new TextDecoder().decode(bytes))]),
  );
}

const withSite = (book: Book, address = 'https://example.org/x/', more: Partial<Publication> = {}): Book => ({
  ...book,
  publication: { ...book.publication, site: { address, folder: '.' }, ...more },
});

const headOf = async (book: Book, file = 'index.html', edition = SITE): Promise<Head> => {
  const head = (await makeHeads(book, edition)).get(file);
  if (head === undefined) throw new Error(`no ${file}`);
  return head;
};

describe('addresses', () => {
  test('a page has the address of the site and its file, the first page that of the folder', async () => {
    const heads = await makeHeads(withSite(sampleBook()));
    const addresses = [...heads].map(([file, { canonical, named, data }]) => [
      file,
      canonical,
      ...(named['og:url'] ?? []),
      data.url,
    ]);
    const all = (file: string, address: string) => [file, address, address, address];
    expect(addresses).toEqual([
      all('index.html', 'https://example.org/x/'),
      all('what-is-migraine.html', 'https://example.org/x/what-is-migraine.html'),
      all('risks.html', 'https://example.org/x/risks.html'),
      all('sources.html', 'https://example.org/x/sources.html'),
    ]);
  });

  test('an address is written as a URL, whatever letters it has', async () => {
    const { canonical } = await headOf(
      withSite(sampleBook(), 'https://exämple.org/für Ärzte/'),
      'what-is-migraine.html',
    );
    expect(canonical).toBe('https://xn--exmple-cua.org/f%C3%BCr%20%C3%84rzte/what-is-migraine.html');
  });

  test.each<[string, Book, WebEdition]>([
    ['without a site', sampleBook(), SITE],
    ['in one file', withSite(sampleBook()), ONE_FILE],
    [
      'where another program makes the site',
      withSite(sampleBook(), 'https://example.org/', {
        site: { address: 'https://example.org/', folder: '.', isOther: true },
      }),
      SITE,
    ],
  ])('names no address %s', async (_, book, edition) => {
    for (const [, { canonical, named, data }] of await makeHeads(book, edition)) {
      expect(canonical).toBeUndefined();
      expect(Object.keys(named).filter((name) => name.startsWith('og:'))).toEqual([]);
      expect(JSON.stringify(data)).not.toContain('example.org/');
    }
  });
});

describe('descriptions', () => {
  test('the first page has that of the publication, a chapter its own or none', async () => {
    const book = withSite(sampleBook({ metadata: { description: 'About all.' } }));
    const [first, ...others] = book.publication.chapters;
    if (first === undefined) throw new Error('no chapter');
    const described = { ...first, metadata: { ...first.metadata, description: 'About one.' } };
    const own = { ...book, publication: { ...book.publication, chapters: [described, ...others] } };
    const heads = await makeHeads(own);
    expect([...heads.values()].map(({ named }) => named.description?.[0])).toEqual([
      'About all.',
      'About one.',
      undefined,
      undefined,
    ]);
    expect(heads.get('what-is-migraine.html')?.named['og:description']).toEqual(['About one.']);
    expect(heads.get('risks.html')?.data).not.toHaveProperty('description');
  });

  test('each author has an element', async () => {
    const authors = [{ name: 'Ada "A" Byron' }, { name: 'بن' }];
    const { named } = await headOf(sampleBook({ metadata: { authors } }), 'what-is-migraine.html');
    expect(named.author).toEqual(['Ada "A" Byron', 'بن']);
  });

  test.each([
    ['en-GB', 'en_GB'],
    ['de', 'de'],
    ['zh-Hant-TW', 'zh_TW'],
  ])('the language %s is %s in previews', async (language, locale) => {
    const { named } = await headOf(withSite(sampleBook({ metadata: { language } })));
    expect(named['og:locale']).toEqual([locale]);
  });

  test('a chapter in another language has that language', async () => {
    const sections = [sampleSection('<h1 id="un">Un</h1>', { language: 'fr-CA' })];
    const { data, named } = await headOf(withSite(sampleBook({ sections })), 'un.html');
    expect([data.inLanguage, named['og:locale']]).toEqual(['fr-CA', ['fr_CA']]);
  });
});

describe('the picture of a preview', () => {
  const cover = sampleAsset('cover.png', 'image/png', samplePng(9));
  const drawn = sampleAsset('images/gate.svg', 'image/svg+xml', new TextEncoder().encode('<svg/>'));

  test('is the cover image, which the site has', async () => {
    const context = contextIn(REPOSITORY, () => undefined);
    const files = await writeWeb(withSite(sampleBook({ cover })), SITE, context);
    expect(files.map(({ path }) => path)).toContain(join('sample/web/images/cover.png'));
    const { named } = await headOf(withSite(sampleBook({ cover })));
    expect(named['og:image']).toEqual(['https://example.org/x/images/cover.png']);
    expect(named['og:image:width']).toEqual(['8']);
  });

  test.each<[string, Book]>([
    ['no cover image', sampleBook()],
    ['a cover that previews cannot show', sampleBook({ cover: drawn, assets: new Map() })],
  ])('is missing with %s', async (_, book) => {
    const { named } = await headOf(withSite(book));
    expect(named).not.toHaveProperty('og:image');
  });

  test('is not in a site without an address', async () => {
    const context = contextIn(REPOSITORY, () => undefined);
    const files = await writeWeb(sampleBook({ cover }), SITE, context);
    expect(files.map(({ path }) => path)).not.toContain('sample/web/images/cover.png');
  });
});

describe('the description for search engines', () => {
  const plain = {
    ...{ clinical: false, status: 'published' as const, reviewers: [], modified: '1980-01-01T00:00:00Z' },
  };

  test('states a book and its chapters', async () => {
    const book = withSite(sampleBook({ metadata: { ...plain, title: 'Fever' }, draftMark: null }));
    const heads = await makeHeads(book);
    expect(heads.get('index.html')?.data).toMatchObject({
      ...{ '@context': 'https://schema.org', '@type': 'Book', name: 'Fever' },
    });
    expect(heads.get('what-is-migraine.html')?.data).toMatchObject({
      '@type': 'Chapter',
      isPartOf: { '@type': 'Book', name: 'Fever', url: 'https://example.org/x/' },
    });
    expect(heads.get('sources.html')?.data['@type']).toBe('WebPage');
  });

  test('states a leaflet as an article', async () => {
    const book = sampleBook({ form: 'file', metadata: { ...plain, title: 'Fever' }, draftMark: null });
    const { data } = await headOf(book);
    expect(data).toMatchObject({ '@type': 'Article', name: 'Fever', headline: 'Fever' });
  });

  test('has no date that is not known to the day it says', async () => {
    const { published: _, ...metadata } = sampleBook().publication.metadata;
    const undated = { ...sampleBook(), publication: { ...sampleBook().publication, metadata } };
    const bare = { ...undated, publication: { ...undated.publication, metadata: { ...metadata, ...plain } } };
    expect((await headOf(bare)).data).not.toHaveProperty('dateModified');
    expect((await headOf(bare)).data).not.toHaveProperty('datePublished');
    const month = { published: '2026-11', modified: '2026-11-01T00:00:00Z' };
    const { data } = await headOf(sampleBook({ metadata: { ...plain, ...month } }));
    expect(data.datePublished).toBe('2026-11');
    expect(data).not.toHaveProperty('dateModified');
    const changed = { ...month, modified: '2026-11-07T10:00:00Z' };
    const known = await headOf(sampleBook({ metadata: { ...plain, ...changed } }));
    expect(known.data.dateModified).toBe('2026-11-07');
  });

  test('has a license only where the rights are an address', async () => {
    const license = 'https://creativecommons.org/licenses/by/4.0/';
    expect((await headOf(sampleBook({ metadata: { rights: license } }))).data.license).toBe(license);
    const { data } = await headOf(sampleBook({ metadata: { rights: 'CC BY 4.0' } }));
    expect(data).not.toHaveProperty('license');
  });

  test('names a type only of authors who are known to be people', async () => {
    const authors = [
      { name: 'Ada', orcid: '0000-0002-1825-0097', affiliations: ['Example University'] },
      { name: 'Example Clinic' },
    ];
    const { data } = await headOf(sampleBook({ metadata: { authors } }));
    expect(data.author).toEqual([
      {
        ...{ '@type': 'Person', name: 'Ada', sameAs: 'https://orcid.org/0000-0002-1825-0097' },
        affiliation: [{ '@type': 'Organization', name: 'Example University' }],
      },
      { name: 'Example Clinic' },
    ]);
  });

  const reviewers = [{ name: 'Dr. Lee', role: 'Pediatrician', date: '2026-11-22' }, { name: 'Dr. Cho' }];

  test('names the reviewers of health information who have a date', async () => {
    const metadata = { clinical: true, status: 'published' as const, reviewers };
    const { data } = await headOf(sampleBook({ metadata, draftMark: null }));
    expect(data['@type']).toEqual(['MedicalWebPage', 'Book']);
    expect(data.lastReviewed).toBe('2026-11-22');
    expect(data.reviewedBy).toEqual([{ name: 'Dr. Lee', description: 'Pediatrician' }]);
    expect(data).not.toHaveProperty('creativeWorkStatus');
  });

  test.each([
    ['a draft', { status: 'draft' as const, reviewers }],
    ['a review without a date', { status: 'published' as const, reviewers: [{ name: 'Dr. Cho' }] }],
    ['no review', { status: 'published' as const, reviewers: [] }],
  ])('states no review of %s', async (_, metadata) => {
    const { data } = await headOf(
      sampleBook({ metadata: { clinical: true, ...metadata } }),
      'what-is-migraine.html',
    );
    expect(data).not.toHaveProperty('lastReviewed');
    expect(data).not.toHaveProperty('reviewedBy');
    expect(data.creativeWorkStatus).toBe(metadata.status === 'draft' ? 'Draft' : undefined);
  });

  test.each([
    '</script><script>alert(1)</script>',
    '<!-- <script> & "double" \'single\' \\ back',
    'A\u2028B\u2029C 👩🏽‍⚕️',
    'مرحبا \u202Eabc\u202C',
  ])('has the title %j, and nothing ends the element', async (title) => {
    const context = contextIn(REPOSITORY, () => undefined);
    const book = withSite(sampleBook({ metadata: { title, description: title } }));
    const { data, named } = await headOf(book);
    expect(data.name).toBe(title);
    expect(named['og:title']).toEqual([title]);
    expect(named.description).toEqual([title]);
    const [first] = await writeWeb(book, SITE, context);
    const [, json = ''] = /ld\+json">(.*?)<\/script>/s.exec(new TextDecoder().decode(first?.bytes)) ?? [];
    expect(json).not.toMatch(/[<>&\u2028\u2029]/);
    expect(JSON.parse(json).name).toBe(title);
  });
});
