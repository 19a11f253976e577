/** Long chapters are several documents: nothing is lost, and everything that led to a place still leads there. */
import { EpubCheck } from '@likecoin/epubcheck-ts';
import { toString as textOf } from 'hast-util-to-string';
import { expect, test } from 'vitest';
import type { Book } from '../../src/core/model/book.ts';
import { sampleBook, sampleSection } from '../support/sample-book.ts';
import { readAndRender } from '../support/workbench.ts';
import { elements, type Packed, pack, texts } from './packed.ts';

const LARGEST = 250_000;
const words = (bytes: number): string => 'word '.repeat(Math.ceil(bytes / 5)).trim();
const paragraphs = (bytes: number): string =>
  Array.from({ length: Math.ceil(bytes / 1000) }, () => `<p>${words(990)}</p>`).join('\n');

const spineOf = (packed: Packed): string[] => {
  const opf = packed.xml('content.opf');
  const items = new Map(elements(opf, 'item').map(({ attributes }) => [attributes.id, attributes.href]));
  return elements(opf, 'itemref').map(({ attributes }) => String(items.get(attributes.idref)));
};
const partsOf = (packed: Packed): string[] => spineOf(packed).slice(3, -1);

const bookOf = (html: string): Book => sampleBook({ assets: new Map(), sections: [sampleSection(html)] });

async function complaintsOf({ bytes }: Packed): Promise<unknown[]> {
  const { messages } = await EpubCheck.validate(bytes);
  return messages.filter(({ severity }) => severity !== 'usage' && severity !== 'info');
}

/** Addresses of the package that lead to no id of it. */
function deadAddresses(packed: Packed): string[] {
  const files = [...spineOf(packed), 'toc.ncx'];
  const ids = new Set(
    files.flatMap((file) =>
      elements(packed.xml(file), '*').map(({ attributes }) => `${file}#${attributes.id ?? ''}`),
    ),
  );
  return files.flatMap((file) =>
    elements(packed.xml(file), '*')
      .flatMap(({ attributes }) => attributes.href ?? attributes.src ?? [])
      .filter((address) => address.includes('#') && !/^[a-z]+:/.test(address))
      .map((address) => decodeURIComponent(address.startsWith('#') ? file + address : address))
      .filter((address) => !ids.has(address)),
  );
}

const LONG = `<h1 id="long">Long</h1><p>See <a href="#long--c">C</a> and <a href="#long--deep">deep</a>.</p>
<h2 id="long--a">A</h2>${paragraphs(120_000)}
<h2 id="long--b">B</h2>${paragraphs(120_000)}<h3 id="long--deep">Deep</h3>${paragraphs(200_000)}
<h2 id="long--c">C</h2><p id="long--p"><a href="#long">Up</a>, <a href="#long--b">B</a></p>${paragraphs(90_000)}`;

test('keeps a short chapter in one document', async () => {
  expect(partsOf(await pack(bookOf(`<h1 id="a">A</h1>${paragraphs(200_000)}`)))).toEqual(['a.xhtml']);
});

test('splits a long chapter at its headings, and every link has a target', async () => {
  const packed = await pack(bookOf(LONG));
  expect(partsOf(packed)).toEqual(['long.xhtml', 'long-b.xhtml', 'long-deep.xhtml', 'long-c.xhtml']);
  for (const file of partsOf(packed)) expect(packed.text(file).length).toBeLessThan(LARGEST);
  const hrefs = (file: string) => elements(packed.xml(file), 'a').map(({ attributes }) => attributes.href);
  expect(hrefs('long.xhtml')).toEqual(['long-c.xhtml#long--c', 'long-deep.xhtml#long--deep']);
  expect(hrefs('long-c.xhtml')).toEqual(['long.xhtml#long', 'long-b.xhtml#long--b']);
  expect(deadAddresses(packed)).toEqual([]);
  expect(await complaintsOf(packed)).toEqual([]);
});

test('links the contents to the file that contains the heading', async () => {
  const packed = await pack(bookOf(LONG));
  const [contents] = elements(packed.xml('toc.xhtml'), 'nav');
  const links = elements({ type: 'root', children: [contents as never] }, 'a');
  expect(links.map(({ attributes }) => attributes.href)).toEqual([
    'long.xhtml',
    'long.xhtml#long--a',
    'long-b.xhtml',
    'long-c.xhtml',
    'about.xhtml',
  ]);
});

test('types only the first document as a chapter, and titles the others by their headings', async () => {
  const packed = await pack(bookOf(LONG));
  const [section] = elements(packed.xml('long-b.xhtml'), 'section');
  expect(section?.attributes).toEqual({ 'aria-labelledby': 'long--b' });
  expect(texts(packed.xml('long-b.xhtml'), 'title')).toEqual(['B']);
  const [first] = elements(packed.xml('long.xhtml'), 'section');
  expect(first?.attributes).toMatchObject({ 'epub:type': 'chapter', role: 'doc-chapter' });
});

test('begins a document, which is a chapter, with each heading of level one', async () => {
  const html =
    '<h1 id="n">One</h1><p>See <a href="#n--b">two</a>.</p><h2 id="n--a">In one</h2><p>Words.</p><h1 id="n--b">Two</h1><p>Words.</p>';
  const packed = await pack(bookOf(html));
  expect(partsOf(packed)).toEqual(['n.xhtml', 'n-b.xhtml']);
  const [section] = elements(packed.xml('n-b.xhtml'), 'section');
  expect(section?.attributes).toMatchObject({ 'epub:type': 'chapter', role: 'doc-chapter' });
  expect(texts(packed.xml('n-b.xhtml'), 'title')).toEqual(['Two']);
  expect(deadAddresses(packed)).toEqual([]);
  expect(await complaintsOf(packed)).toEqual([]);
});

test('keeps what is before the title in the document of the title', async () => {
  const packed = await pack(bookOf('<p>Words.</p><h1 id="n">One</h1><p>Words.</p><h1 id="n--b">Two</h1>'));
  expect(partsOf(packed)).toEqual(['n.xhtml', 'n-b.xhtml']);
  expect(deadAddresses(packed)).toEqual([]);
});

test('splits a chapter without headings between blocks, and loses no word', async () => {
  const html = `<h1 id="a">A</h1>${paragraphs(600_000)}<h4 id="a--last">Last</h4>${paragraphs(100_000)}`;
  const book = bookOf(html);
  const packed = await pack(book);
  const parts = partsOf(packed);
  expect(parts).toEqual(['a.xhtml', 'a-part-2.xhtml', 'a-part-3.xhtml']);
  expect(texts(packed.xml('a-part-2.xhtml'), 'title')).toEqual(['A (2)']);
  const written = parts.flatMap((file) => texts(packed.xml(file), 'body')).join('');
  const squeezed = (text: string) => text.replace(/\s+/g, '');
  expect(squeezed(written)).toBe(squeezed(textOf(book.sections[0]?.body as never)));
  expect(await complaintsOf(packed)).toEqual([]);
});

test('keeps a heading with the block after it', async () => {
  const html = `<h1 id="a">A</h1>${paragraphs(249_000)}<h4 id="a--b">B</h4><p>${words(9000)}</p>`;
  const packed = await pack(bookOf(html));
  const [, second] = partsOf(packed);
  expect(elements(packed.xml(String(second)), 'h4')).toHaveLength(1);
});

test('splits thousands of notes into lists that continue counting, with links between the files', async () => {
  const count = 2500;
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const body = numbers.map((number) => `Word[^${number}]${number % 50 === 0 ? '\n\n' : ''}`).join(' ');
  const notes = numbers.map((number) => `[^${number}]: Note ${number}. ${words(200)}.`).join('\n\n');
  const { book } = await readAndRender({ 'text.md': `# Notes\n\n${body}\n\n${notes}\n` });
  const packed = await pack(book);
  const parts = partsOf(packed);
  expect(parts.length).toBeGreaterThan(4);
  for (const file of parts) expect(packed.text(file).length).toBeLessThan(LARGEST * 1.2);
  const lists = parts.flatMap((file) => elements(packed.xml(file), 'ol'));
  let next = 1;
  for (const list of lists) {
    expect(Number(list.attributes.start ?? 1)).toBe(next);
    next += elements({ type: 'root', children: [list] }, 'li').length;
  }
  expect(next).toBe(count + 1);
  const named = parts.flatMap((file) => elements(packed.xml(file), 'section'));
  const endnotes = named.filter(({ attributes }) => attributes['epub:type'] === 'endnotes');
  expect(endnotes[0]?.attributes['aria-labelledby']).toBe('text--notes');
  for (const { attributes } of endnotes.slice(1)) expect(attributes['aria-label']).toBe('Notes');
  expect(deadAddresses(packed)).toEqual([]);
  expect(await complaintsOf(packed)).toEqual([]);
}, 60_000);

test('continues the numbering of a long list of sources', async () => {
  const items = Array.from({ length: 900 }, (_, index) => `<li id="ref-${index}">${words(600)}</li>`).join(
    '',
  );
  const section = sampleSection(`<h1 id="sources">Sources</h1><ol class="references">${items}</ol>`, {
    kind: 'references',
  });
  const packed = await pack(sampleBook({ sections: [sampleSection('<h1 id="a">A</h1>'), section] }));
  const starts = partsOf(packed)
    .slice(1)
    .flatMap((file) => elements(packed.xml(file), 'ol'));
  expect(starts.map(({ attributes }) => Number(attributes.start ?? 1))).toEqual([1, 403, 805]);
  const [, first, ...others] = partsOf(packed).map((file) => packed.xml(file));
  expect(first && elements(first, 'section')[0]?.attributes.role).toBe('doc-bibliography');
  for (const file of others) {
    expect(elements(file, 'body')[0]?.attributes['epub:type']).toBe('backmatter');
    expect(elements(file, 'section')[0]?.attributes).not.toHaveProperty('role');
  }
});
