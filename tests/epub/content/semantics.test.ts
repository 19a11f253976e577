/** Parts of the book, glossaries, long descriptions: from what an author writes to what the e-book says of it. */
import { EpubCheck } from '@likecoin/epubcheck-ts';
import { expect, test } from 'vitest';
import { BOOK_PARTS } from '../../../src/core/book-parts.ts';
import { collectDiagnostics, readAndRender, renderMarkdown } from '../../support/workbench.ts';
import { elements, pack, texts } from '../packed.ts';

const GLOSSARY = `# Words

:::glossary
- **Aura:** signs that come *before*.
- **Slow drip**: an infusion.

  It takes hours.
:::
`;

async function packFiles(files: Readonly<Record<string, string>>, yaml = 'title: x\n') {
  const named = Object.entries(files).map(([name, text]) => [`p/${name}`, text]);
  const { book } = await readAndRender({ 'p/publication.yaml': yaml, ...Object.fromEntries(named) });
  return pack(book);
}

/** The rule of EPUB Indexes 1.0. The Java EPUBCheck applies it only if the package has the type `index`. */
const INDEX_RULE = 'An "index" must contain one and only one "index-entry-list" descendant element.';

const errorsIn = async (bytes: Uint8Array) =>
  (await EpubCheck.validate(bytes)).messages.filter(
    ({ severity, message }) => severity !== 'info' && message !== INDEX_RULE,
  );

test('makes a glossary entry a definition, with paragraphs if it has several', async () => {
  const html = await renderMarkdown(GLOSSARY.replace('# Words', ''));
  expect(html).toBe(
    '<section class="glossary" role="doc-glossary" aria-label="Glossary"><dl class="glossary-list">' +
      '<dt id="text--term-aura"><dfn>Aura</dfn></dt><dd>signs that come <em>before</em>.</dd>' +
      '<dt id="text--term-slow-drip"><dfn>Slow drip</dfn></dt>' +
      '<dd><p>an infusion.</p><p>It takes hours.</p></dd></dl></section>',
  );
});

test('makes no paragraph for an entry of a tight list', async () => {
  const html = await renderMarkdown(':::glossary[Our words]\n- **Aura** signs.\n- **B:** b\n:::\n');
  expect(html).toContain('aria-label="Our words"');
  expect(html).toContain('<dfn>Aura</dfn></dt><dd>signs.</dd>');
});

test('reports a glossary entry without a term', async () => {
  expect(await collectDiagnostics({ 'text.md': '# T\n\n:::glossary\n- Aura: signs.\n:::\n' })).toContain(
    'glossary-entry-broken text.md:4:1',
  );
});

test('makes a link to a term, from any chapter, a glossary reference', async () => {
  const packed = await packFiles({
    '1.md': '# One\n\nAn [aura](2.md#term-aura), and [all words](2.md).\n',
    '2.md': GLOSSARY,
  });
  const [term, chapter] = elements(packed.xml('1.xhtml'), 'a');
  expect(term?.attributes).toMatchObject({
    href: '2.xhtml#2--term-aura',
    role: 'doc-glossref',
    'epub:type': 'glossref',
  });
  expect(chapter?.attributes).toEqual({ href: '2.xhtml#2' });
  const glossary = packed.xml('2.xhtml');
  expect(elements(glossary, 'dfn').map(({ attributes }) => attributes['epub:type'])).toEqual([
    'glossterm',
    'glossterm',
  ]);
  expect(elements(glossary, 'dd')[0]?.attributes['epub:type']).toBe('glossdef');
  expect(await errorsIn(packed.bytes)).toEqual([]);
});

test('places every part of a book validly, with a landmark outside the bodymatter', async () => {
  const chapters = BOOK_PARTS.map((part) => [`${part}.md`, `---\npart: ${part}\n---\n# ${part}\n\nText.\n`]);
  const order = [
    'preface',
    'chapter',
    ...BOOK_PARTS.filter((part) => part !== 'preface' && part !== 'chapter'),
  ];
  const yaml = `title: x\nchapters: [${order.map((part) => `${part}.md`).join(', ')}]\n`;
  const packed = await packFiles(Object.fromEntries(chapters), yaml);
  expect(await errorsIn(packed.bytes)).toEqual([]);
  const placeOf = (part: string) => {
    const page = packed.xml(`${part}.xhtml`);
    const [section] = elements(page, 'section');
    return [elements(page, 'body')[0]?.attributes['epub:type'], section?.attributes.role];
  };
  expect(placeOf('preface')).toEqual(['frontmatter', 'doc-preface']);
  expect(placeOf('introduction')).toEqual(['bodymatter', 'doc-introduction']);
  expect(placeOf('part')).toEqual(['bodymatter', 'doc-part']);
  expect(placeOf('appendix')).toEqual(['backmatter', 'doc-appendix']);
  expect(placeOf('colophon')).toEqual(['backmatter', 'doc-colophon']);
  expect(placeOf('index')).toEqual(['backmatter', 'doc-index']);
  // DPUB-ARIA has no role for it.
  expect(placeOf('copyright-page')).toEqual(['backmatter', undefined]);
  // Nor is there a type for this one.
  expect(placeOf('about-the-author')).toEqual(['backmatter', undefined]);
  expect(packed.text('about-the-author.xhtml')).not.toContain('epub:type="about');
  const landmarks = elements(packed.xml('toc.xhtml'), 'a').flatMap(({ attributes }) => {
    const type = attributes['epub:type'];
    return type ? [type] : [];
  });
  expect(landmarks.slice(0, 5)).toEqual(['cover', 'titlepage', 'toc', 'preface', 'bodymatter']);
  expect(landmarks).toContain('appendix');
  expect(landmarks.filter((type) => type === 'colophon')).toEqual(['colophon']);
  expect(landmarks).not.toContain('introduction');
});

test('claims an index for a chapter of links alone', async () => {
  const featuresWith = async (index: string) => {
    const packed = await packFiles({ '1.md': '# One\n\nWords.\n', '2.md': index });
    return texts(packed.xml('content.opf'), 'meta', { property: 'schema:accessibilityFeature' });
  };
  expect(await featuresWith('---\npart: index\n---\n# Index\n\n- ferry, [1](1.md)\n')).toContain('index');
  expect(await featuresWith('---\npart: index\n---\n# Index\n\n- ferry, 1\n')).not.toContain('index');
  expect(
    await featuresWith('---\npart: index\n---\n# Index\n\n- web, <https://example.org/>\n'),
  ).not.toContain('index');
  expect(await featuresWith('# Index\n\n- ferry, [1](1.md)\n')).not.toContain('index');
});

test('reports an unknown part', async () => {
  const files = { 'p/publication.yaml': 'title: x\n', 'p/1.md': '---\npart: middle\n---\n# One\n\nText.\n' };
  expect(await collectDiagnostics(files, 'p')).toContain('value-wrong p/1.md:2:7');
});

test('links a figure to its longer description, and the image refers to the link', async () => {
  const gate = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>';
  const packed = await packFiles({
    'gate.svg': gate,
    '1.md': '# One\n\n:::figure[A gate.]{description="2.md#in-words"}\n![Gate.](gate.svg)\n:::\n',
    '2.md': '# Two\n\n## In words\n\nThe gate is shut.\n',
  });
  const page = packed.xml('1.xhtml');
  const [image] = elements(page, 'img');
  const [link] = elements(page, 'a');
  expect(link?.attributes.href).toBe('2.xhtml#2--in-words');
  expect(link?.attributes.id).toMatch(/./);
  expect(image?.attributes['aria-details']).toBe(link?.attributes.id);
  expect(packed.text('content.opf')).toContain('>longDescription</meta>');
  expect(await errorsIn(packed.bytes)).toEqual([]);
});

test('keeps the direction and language of code', async () => {
  const { book } = await readAndRender(
    { 'text.md': '---\nlanguage: ar\n---\n# واحد\n\nنص `a = 1` نص.\n\n```js\nlet a;\n```\n' },
    {},
  );
  const packed = await pack(book);
  const codes = elements(packed.xml('text.xhtml'), 'code');
  expect(codes.map(({ attributes }) => attributes.dir)).toEqual(['ltr', 'ltr']);
  expect(codes[1]?.attributes.class).toBe('language-js');
  expect(await errorsIn(packed.bytes)).toEqual([]);
});
