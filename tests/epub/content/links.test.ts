/** Links, ids and file names: nothing leads nowhere. */
import { expect, test } from 'vitest';
import type { Book } from '../../../src/core/model/book.ts';
import { sampleAsset, sampleBook, samplePng, sampleSection } from '../../support/sample-book.ts';
import { elements, type Packed, pack } from '../packed.ts';

const files = (packed: Packed): string[] =>
  [...packed.entries.keys()]
    .map((name) => name.replace(/^OEBPS\//, ''))
    .filter((name) => name.endsWith('.xhtml'));

const idsOf = (packed: Packed, file: string): string[] =>
  elements(packed.xml(file), '*').flatMap(({ attributes }) => attributes.id ?? []);

/** Every address of the package's documents that leads into the package, and is not to be found there. */
function deadAddresses(packed: Packed): string[] {
  const ids = new Map(files(packed).map((file) => [file, new Set(idsOf(packed, file))]));
  return [...files(packed), 'toc.ncx'].flatMap((file) =>
    elements(packed.xml(file), '*')
      .flatMap(({ attributes }) => attributes.href ?? attributes.src ?? [])
      .filter((address) => !/^[a-z]+:/.test(address))
      .filter((address) => {
        const [path, fragment] = address.split('#').map(decodeURIComponent);
        if (!packed.entries.has(`OEBPS/${path || file}`)) return true;
        return fragment !== undefined && !ids.get(path || file)?.has(fragment);
      }),
  );
}

test('a link that sends a short message is words with the number, because EPUBCheck does not know its scheme', async () => {
  const html =
    '<h1 id="a">A</h1><p><a href="sms:741741?body=x">Text <em>us</em></a>, <a href="sms:85258">85258</a>.</p>';
  const packed = await pack(sampleBook({ sections: [sampleSection(html)] }));
  const text = files(packed)
    .map((file) => packed.text(file))
    .join('');
  expect(text).toContain('<span>Text <em>us</em></span> (741741), <span>85258</span>.');
});

const unicodeBook = (): Book =>
  sampleBook({
    sections: [
      sampleSection(
        '<h1 id="頭痛">頭痛</h1><p><a href="#2024-été">a</a> <a href="#%E9%A0%AD%E7%97%9B">b</a></p>',
      ),
      sampleSection('<h1 id="2024-été">Été</h1><p><a href="#頭痛">c</a></p><h2 id="2024-ete">Ete</h2>'),
      sampleSection(
        '<h1 id="片頭痛">片頭痛</h1><p id="100%"><a href="#2024-ete">d</a> <a href="#100%">e</a></p>',
      ),
      sampleSection('<h1 id="toc">Toc</h1><p>t</p>'),
    ],
  });

test.each([
  ['the sample', sampleBook],
  ['a book with ids in several scripts', unicodeBook],
])('links only to existing targets in %s, and uses each id once in its file', async (_name, make) => {
  const packed = await pack(make());
  expect(deadAddresses(packed)).toEqual([]);
  for (const file of files(packed))
    expect(new Set(idsOf(packed, file)).size).toBe(idsOf(packed, file).length);
});

test('names the file in a link to another chapter, but not within a chapter', async () => {
  const packed = await pack(sampleBook());
  const hrefs = elements(packed.xml('what-is-migraine.xhtml'), 'a').map(({ attributes }) => attributes.href);
  expect(hrefs).toContain('risks.xhtml#risks--when-to-call');
  expect(hrefs).toContain('sources.xhtml#ref-schwenk2018');
  expect(hrefs).toContain('#what-is-migraine--note-1');
  expect(packed.text('risks.xhtml')).toContain('href="https://example.org/?a=1&#x26;b=2"');
});

test('keeps links in several scripts readable, and decodes percent-encoded ones', async () => {
  const packed = await pack(unicodeBook());
  const hrefs = (file: string) => elements(packed.xml(file), 'a').map(({ attributes }) => attributes.href);
  expect(hrefs('section.xhtml')).toEqual(['2024-ete.xhtml#2024-été', '#頭痛']);
  expect(hrefs('section-2.xhtml')).toEqual(['2024-ete.xhtml#2024-ete', '#100%25']);
});

test('allocates unique ASCII file names for any ids', async () => {
  const names = files(await pack(unicodeBook()));
  const fixed = ['about.xhtml', 'cover.xhtml', 'title-page.xhtml', 'toc.xhtml'];
  expect(names.filter((name) => !fixed.includes(name)).sort()).toEqual([
    '2024-ete.xhtml',
    'section-2.xhtml',
    'section.xhtml',
    'toc-2.xhtml',
  ]);
});

test('turns a link to an unknown id into text', async () => {
  const body = sampleSection('<h1 id="a">A</h1><p>See <a role="doc-noteref" href="#gone">there</a>.</p>');
  const packed = await pack(sampleBook({ sections: [body] }));
  expect(packed.text('a.xhtml')).toContain('See <a>there</a>.');
});

test('keeps images of one name in different folders apart, and packs an image only once', async () => {
  const paths = ['a/gate.png', 'b/gate.png', 'b/Gäte 1.png', 'b/gate.1.png'];
  const assets = new Map(
    paths.map((path, grey) => [path, sampleAsset(path, 'image/png', samplePng(grey))] as const),
  );
  assets.set('./a/gate.png', sampleAsset('a/gate.png', 'image/png', samplePng(0)));
  const shown = [...assets.keys()].map((src) => `<img src="${src}" alt="${src}">`).join('');
  const packed = await pack(sampleBook({ assets, sections: [sampleSection(`<h1 id="a">A</h1>${shown}`)] }));
  const sources = elements(packed.xml('a.xhtml'), 'img').map(({ attributes }) => attributes.src);
  expect(sources).toEqual([
    'images/gate.png',
    'images/gate-2.png',
    'images/gate-1.png',
    'images/gate-1-2.png',
    'images/gate.png',
  ]);
  expect(packed.entries.get('OEBPS/images/gate-2.png')).toEqual(new Uint8Array(samplePng(1)));
  const pictures = [...packed.entries.keys()].filter((name) => /(?<!cover)\.png$/.test(name));
  expect(pictures).toHaveLength(4);
});

test('lists the same targets in the navigation document and the NCX', async () => {
  const packed = await pack(sampleBook());
  const [contents] = elements(packed.xml('toc.xhtml'), 'nav');
  const inNavigation = elements({ type: 'root', children: [contents as never] }, 'a').map(
    ({ attributes }) => attributes.href,
  );
  const ncx = packed.xml('toc.ncx');
  expect(elements(ncx, 'content').map(({ attributes }) => attributes.src)).toEqual(inNavigation);
  expect(inNavigation).toEqual([
    'what-is-migraine.xhtml',
    'what-is-migraine.xhtml#what-is-migraine--what-is-aura',
    'what-is-migraine.xhtml#what-is-migraine--notes',
    'risks.xhtml',
    'risks.xhtml#risks--when-to-call',
    'sources.xhtml',
    'about.xhtml',
  ]);
  expect(elements(ncx, 'navPoint').map(({ attributes }) => attributes.playOrder)).toEqual(
    '1234567'.split(''),
  );
});

test('writes landmarks with one type each, which lead to the parts of the book', async () => {
  const packed = await pack(sampleBook());
  const [, landmarks] = elements(packed.xml('toc.xhtml'), 'nav');
  const links = elements({ type: 'root', children: [landmarks as never] }, 'a');
  expect(links.map(({ attributes }) => [attributes['epub:type'], attributes.href])).toEqual([
    ['cover', 'cover.xhtml'],
    ['titlepage', 'title-page.xhtml'],
    ['toc', 'toc.xhtml'],
    ['bodymatter', 'what-is-migraine.xhtml'],
    ['bibliography', 'sources.xhtml'],
    ['colophon', 'about.xhtml'],
  ]);
});
