/** The documents' XHTML: well-formed whatever was pasted, nothing lost, nothing that is not valid. */
import { expect, test } from 'vitest';
import { sampleBook, sampleSection } from '../../support/sample-book.ts';
import { elements, pack, texts } from '../packed.ts';

const packHtml = async (html: string) =>
  pack(sampleBook({ sections: [sampleSection(`<h1 id="a">A</h1>${html}`)] }));

test('serializes control characters, lone surrogates and the end of CDATA safely', async () => {
  const section = sampleSection('<h1 id="a">A</h1><p title="t">x</p><p>]]&gt; and ]]<b>&gt;</b></p>');
  const [paragraph] = section.body.children.filter((node) => node.type === 'element' && node.tagName === 'p');
  if (paragraph?.type !== 'element') throw new Error('no paragraph');
  paragraph.properties.title = 'a\u0001\uD800\uFFFFb';
  paragraph.children = [{ type: 'text', value: 'a\u0000\u001F\uDC00\uFFFE😀b' }];
  const packed = await pack(sampleBook({ sections: [section] }));
  const [first, second] = elements(packed.xml('a.xhtml'), 'p');
  expect(first?.attributes.title).toBe('ab');
  expect(texts({ type: 'root', children: [first as never] }, 'p')).toEqual(['a😀b']);
  expect(texts({ type: 'root', children: [second as never] }, 'p')).toEqual([']]> and ]]>']);
  expect(packed.text('a.xhtml')).not.toContain(']]>');
});

test('writes end tags for empty elements, but not for void elements', async () => {
  const text = (await packHtml('<table><tr><td></td></tr></table><p>a<br>b<wbr></p><hr>')).text('a.xhtml');
  expect(text).toContain('<td></td>');
  expect(text).toContain('a<br />b<wbr />');
  expect(text).toContain('<hr />');
});

test('gives words no color, because pages can be white, sepia or black', async () => {
  const text = (await packHtml('<p data-color="#AA0000">a <b data-color="#000080">b</b></p>')).text(
    'a.xhtml',
  );
  expect(text).toContain('<p>a <b>b</b></p>');
});

test('keeps SVG, MathML, table scopes and list numbers, and declares manifest properties', async () => {
  const packed = await packHtml(
    '<svg viewBox="0 0 1 1"><linearGradient id="g"></linearGradient></svg><math><mi>x</mi></math>' +
      '<table><tr><th scope="row">r</th></tr></table><ol start="3" reversed><li value="7">s</li></ol>',
  );
  const page = packed.xml('a.xhtml');
  expect(elements(page, 'svg')[0]?.attributes).toEqual({
    viewBox: '0 0 1 1',
    xmlns: 'http://www.w3.org/2000/svg',
  });
  expect(elements(page, 'linearGradient')).toHaveLength(1);
  expect(elements(page, 'math')[0]?.attributes.xmlns).toBe('http://www.w3.org/1998/Math/MathML');
  expect(elements(page, 'th')[0]?.attributes.scope).toBe('row');
  expect(elements(page, 'ol')[0]?.attributes).toEqual({ start: '3', reversed: '' });
  expect(elements(page, 'li')[0]?.attributes.value).toBe('7');
  const item = elements(packed.xml('content.opf'), 'item').find(
    ({ attributes }) => attributes.href === 'a.xhtml',
  );
  expect(item?.attributes.properties).toBe('mathml svg');
});

test.each([
  [9, undefined, 1.5],
  [10, 'numbers-1', 2.2],
  [100, 'numbers-2', 3],
  [1000, 'numbers-3', 4],
  [10_000_000_000_000, 'numbers-5', 9],
])('reserves room for the number %i of a list', async (start, name, room) => {
  const packed = await packHtml(`<ol start="${start}"><li>x</li></ol>`);
  expect(elements(packed.xml('a.xhtml'), 'ol')[0]?.attributes.class).toBe(name);
  const rule =
    name === undefined
      ? /^ul,\nol \{[^}]*padding-left: (\S+)em/m
      : `^\\.${name} \\{[^}]*padding-left: (\\S+)em`;
  expect(Number(new RegExp(rule, 'm').exec(packed.text('style.css'))?.[1])).toBe(room);
});

test('writes the width of an image that is a part of the line as a style', async () => {
  const page = (await packHtml('<img src="images/dot.png" alt="x" width="50%">')).xml('a.xhtml');
  expect(elements(page, 'img')[0]?.attributes).toEqual({
    src: 'images/dot.png',
    alt: 'x',
    style: 'width: 50%',
  });
});

test('writes `xml:lang` for a phrase in another language', async () => {
  const page = (await packHtml('<p lang="ar" dir="rtl">صداع</p>')).xml('a.xhtml');
  expect(elements(page, 'p')[0]?.attributes).toEqual({ lang: 'ar', dir: 'rtl', 'xml:lang': 'ar' });
});

test('drops values that HTML does not define, and turns alignment into a class', async () => {
  const packed = await packHtml(
    '<img src="images/dot.png" alt="x" width="5em" height="8"><p lang="English (US)" dir="up">p</p>' +
      '<table border="1"><tr valign="top"><td align="right" colspan="0" class="n">1</td></tr></table><!-- a -- b -->',
  );
  const page = packed.xml('a.xhtml');
  const attributes = (name: string) => elements(page, name)[0]?.attributes;
  expect(attributes('img')).toEqual({ src: 'images/dot.png', alt: 'x', height: '8' });
  expect(attributes('p')).toEqual({});
  expect(attributes('table')).toEqual({});
  expect(attributes('td')).toEqual({ class: 'n align-right' });
  expect(packed.text('a.xhtml')).not.toContain('<!--');
});

test('adds EPUB types to roles, and no deprecated type to a note', async () => {
  const page = (await pack(sampleBook())).xml('what-is-migraine.xhtml');
  const typed = elements(page, '*').flatMap(({ attributes }) => {
    const { role, 'epub:type': type } = attributes;
    return type === undefined ? [] : [`${role ?? ''} ${type}`];
  });
  expect(new Set(typed)).toEqual(
    new Set([
      ' bodymatter',
      'doc-chapter chapter',
      'doc-biblioref biblioref',
      'doc-noteref noteref',
      'doc-endnotes endnotes',
      'doc-backlink backlink',
    ]),
  );
});

const table = (head: string, row: string, more = '') =>
  `<table${more}><thead><tr>${head}</tr></thead><tbody><tr>${row}</tr></tbody></table>`;

test('labels the cells of a wide table, and leaves narrow and spanning tables unchanged', async () => {
  const heads = '<th>One</th><th>Two &amp; <b>a half</b></th><th>Three</th><th>Four</th>';
  const cells = '<td>1</td><td>2</td><td>3</td><td>4</td>';
  const packed = await packHtml(
    table(heads, cells) +
      table('<th>One</th><th>Two</th>', '<td>1</td><td>2</td>') +
      table(heads, cells, ' class="form"') +
      table(heads, '<td colspan="2">1</td><td>3</td><td>4</td>'),
  );
  const tables = elements(packed.xml('a.xhtml'), 'table');
  expect(tables.map(({ attributes }) => attributes.class)).toEqual([
    'cards',
    undefined,
    'form wide',
    undefined,
  ]);
  const labels = elements(packed.xml('a.xhtml'), 'td').flatMap(
    ({ attributes }) => attributes['data-label'] ?? [],
  );
  expect(labels).toEqual(['One:', 'Two & a half:', 'Three:', 'Four:']);
});

test('does not change the input book', async () => {
  const book = sampleBook();
  const before = JSON.stringify(book.sections);
  await pack(book);
  expect(JSON.stringify(book.sections)).toBe(before);
});

test('gives a chapter and its contents entry the direction of its language', async () => {
  const sections = [
    sampleSection('<h1 id="a">A</h1><p>x</p>'),
    sampleSection('<h1 id="b">מהי מיגרנה?</h1><p>x</p>', { language: 'he' }),
  ];
  const packed = await pack(sampleBook({ sections }));
  const root = (file: string) => elements(packed.xml(file), 'html')[0]?.attributes;
  expect(root('a.xhtml')).toMatchObject({ lang: 'en-US', dir: 'ltr' });
  expect(root('b.xhtml')).toMatchObject({ lang: 'he', 'xml:lang': 'he', dir: 'rtl' });
  const entry = (href: string) =>
    elements(packed.xml('toc.xhtml'), 'a').find(({ attributes }) => attributes.href === href)?.attributes;
  expect(entry('a.xhtml')).toEqual({ href: 'a.xhtml' });
  expect(entry('b.xhtml')).toEqual({ href: 'b.xhtml', lang: 'he', 'xml:lang': 'he', dir: 'rtl' });
});
