/** What nobody should write, and somebody will, from the author's files to the e-book: valid, or told of; mostly both. */
import { EpubCheck } from '@likecoin/epubcheck-ts';
import { toString as textOf } from 'hast-util-to-string';
import { expect, test } from 'vitest';
import { samplePng } from '../support/sample-book.ts';
import { type Files, readAndRender } from '../support/workbench.ts';
import { elements, type Packed, pack } from './packed.ts';

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>';

/** A publication of one chapter beside other files. */
const publication = (markdown: string, files: Files = {}): Files => ({
  'p/publication.yaml': 'title: "A <b>& \\"c\\" ]]> --"\nlanguage: en\n',
  'p/a.md': `# A\n\n${markdown}\n`,
  ...files,
});

async function validBook(files: Files, expected: readonly string[]): Promise<Packed> {
  const { book } = await readAndRender(files, { expected });
  const packed = await pack(book);
  const { messages } = await EpubCheck.validate(packed.bytes);
  expect(messages.filter(({ severity }) => severity !== 'usage' && severity !== 'info')).toEqual([]);
  return packed;
}

/** The bytes of the pictures that a chapter shows, in its order; each must be in the package. */
const picturesIn = (packed: Packed): readonly (Uint8Array | undefined)[] =>
  elements(packed.xml('a.xhtml'), 'img').map(({ attributes }) =>
    packed.entries.get(`OEBPS/${decodeURIComponent(String(attributes.src))}`),
  );

const mediaTypes = (packed: Packed): readonly (string | null | undefined)[] => {
  const shown = elements(packed.xml('a.xhtml'), 'img').map(({ attributes }) => attributes.src);
  const items = elements(packed.xml('content.opf'), 'item').map(({ attributes }) => attributes);
  return shown.map((src) => items.find(({ href }) => href === src)?.['media-type']);
};

test('packs pictures of one name in several folders', async () => {
  const files = { 'p/dot.png': samplePng(3), 'p/one/dot.png': samplePng(5), 'p/one/DOT.png': samplePng(7) };
  const shown = '![Three.](dot.png) ![Five.](one/dot.png) ![Seven.](one/DOT.png) ![Three.](./one/../dot.png)';
  const packed = await validBook(publication(shown, files), []);
  expect(picturesIn(packed)).toEqual([3, 5, 7, 3].map((size) => new Uint8Array(samplePng(size))));
});

const NAMES = [
  'a b.svg',
  'a%20b.svg',
  '100%.svg',
  'a#b.svg',
  'a?b.svg',
  'صداع نصفي.svg',
  '😀.svg',
  'ﬁ é.svg',
  'a&b\'"<c>.svg',
];

test.each(NAMES)('packs a picture called %s', async (name) => {
  const drawn = SVG.replace('h9', 'h8');
  const address = encodeURIComponent(name);
  const files = { [`p/${name}`]: drawn, [`p/صور & x/${name}`]: SVG };
  const shown = `![One.](${address}) ![Two.](<صور & x/${address}>)`;
  const packed = await validBook(publication(shown, files), []);
  expect(picturesIn(packed).map((bytes) => new TextDecoder().decode(bytes).includes('h8'))).toEqual([
    true,
    false,
  ]);
  // Some readers stumble over anything else.
  for (const path of packed.entries.keys()) expect(path).toMatch(/^[\w./-]+$/);
});

test.each(['a b%#.md', '1 صداع.md', '😀.md', 'ÇA.md', 'con.md', 'a..md'])(
  'a chapter called %s',
  async (name) => {
    const files = {
      [`p/${name}`]: `# B\n\n[There](b.md)\n`,
      'p/b.md': `# C\n\n[Here](<${encodeURIComponent(name)}>)\n`,
    };
    const packed = await validBook({ 'p/publication.yaml': 'title: T\nlanguage: en\n', ...files }, []);
    for (const path of packed.entries.keys()) expect(path).toMatch(/^[\w./-]+$/);
    expect(elements(packed.xml('b.xhtml'), 'a').map(({ attributes }) => attributes.href)).not.toContain(
      undefined,
    );
  },
);

test('packs pictures with a wrong file extension', async () => {
  const files = { 'p/a.jpg': samplePng(4), 'p/b.png': SVG, 'p/c': samplePng(5), 'p/d.xhtml': samplePng(6) };
  const packed = await validBook(publication('![A.](a.jpg) ![B.](b.png) ![C.](c) ![D.](d.xhtml)', files), []);
  expect(mediaTypes(packed)).toEqual(['image/png', 'image/svg+xml', 'image/png', 'image/png']);
});

test.each([
  ['in its own address', '![x](data:image/png;base64,iVBORw0KGgo=)', 'image-inline p/a.md:3:1'],
  [
    'in its own address, in HTML',
    '<img alt="x" src="data:image/svg+xml,%3Csvg/%3E">',
    'image-inline p/a.md:3:1',
  ],
  ['that is none', '![x](text.png)', 'image-kind-unknown p/a.md:3:1'],
  ['of nothing', '![x](empty.png)', 'image-kind-unknown p/a.md:3:1'],
  ['that is not there', '![x](%00)', 'image-missing p/a.md:3:1'],
  ['that is broken', '![x](broken.svg)', 'svg-broken p/broken.svg:1:79'],
])('reports a picture %s, and makes a valid e-book without it', async (_what, shown, expected) => {
  const files = { 'p/text.png': 'No picture.', 'p/empty.png': '', 'p/broken.svg': SVG.replace('/>', '>') };
  const packed = await validBook(publication(`${shown} text`, files), [expected]);
  expect(elements(packed.xml('a.xhtml'), 'img')).toEqual([]);
  expect(packed.text('a.xhtml')).toContain('text');
});

test('reports a cover that is not a picture, and draws one', async () => {
  const said = 'title: T\nlanguage: en\ncover: a.md\n';
  const files = { 'p/publication.yaml': said, 'p/a.md': '# A\n\nx\n' };
  const packed = await validBook(files, ['image-kind-unknown p/publication.yaml:1:1']);
  expect(packed.text('content.opf')).toContain('properties="cover-image"');
});

/** Each with the words that stay. Half a character is no UTF-8: it can only be written as a reference, or in YAML. */
const TEXTS: readonly (readonly [name: string, markdown: string, words: string, reported?: string])[] = [
  ['half characters', 'a &#xD83D; &#xDE00; b', 'a \uFFFD \uFFFD b'],
  [
    'control characters',
    'a\u0001\u0008b \u000B\u007F\uFFFE\uFFFF c&#1;&#x1F; d',
    'ab c\uFFFD\uFFFD d',
    'control-dropped p/a.md:3:2',
  ],
  ['comments with hyphens', 'a <!-- b -- c --- --> d\n\n<!-- -> -- > -->\n\ne', 'a d e'],
  ['a comment that does not end', 'a\n\n<!-- b -- ', 'a', 'comment-unclosed p/a.md:5:1'],
  ['the end of CDATA', 'a ]]> b `]]>` <b title="]]>">c</b>\n\n<![CDATA[ d ]]>\n\ne', 'a ]]> b ]]> c e'],
  ['instructions', 'a <?xml version="1.0"?> b <?php x ?> c\n\n<!DOCTYPE html []>\n\nd', 'a b c d'],
  [
    'names of XML',
    '<p xml:lang="xx yy" xml:space="preserve" xml:id="1" xmlns:x="y" x:y="z" xml="w">a</p>',
    'a',
  ],
  ['references to nothing', 'a &nothing; &x:y; <b>&c</b>', 'a &nothing; &x:y; &c'],
];

test.each(TEXTS.map(([name, markdown, words, reported]) => ({ name, markdown, words, reported })))(
  'makes a valid e-book with $name',
  async ({ markdown, words, reported }) => {
    const packed = await validBook(publication(markdown), reported === undefined ? [] : [reported]);
    const said = elements(packed.xml('a.xhtml'), 'body').map((body) =>
      textOf(body as never)
        .replace(/\s+/g, ' ')
        .trim(),
    );
    expect(said).toEqual([`A ${words}`]);
  },
);

test('reports elements with a prefix', async () => {
  const packed = await validBook(publication('<div><xml:p>a</xml:p> <x:y z:w="">b</x:y></div>'), [
    'html-element-unknown p/a.md:3:6',
    'html-element-unknown p/a.md:3:23',
  ]);
  expect(packed.text('a.xhtml')).not.toMatch(/<\/?(?:xml|x):/);
});

test('writes no lone surrogates or control characters of YAML to a file', async () => {
  const said = 'title: "T \\uD83D \\u0001 ]]> <b>"\nlanguage: en\ndescription: "D \\uDE00 \\u000B -->"\n';
  const packed = await validBook({ 'p/publication.yaml': said, 'p/a.md': '# A\n\nx\n' }, []);
  const texts = [...packed.entries].filter(([path]) => /\.(?:xhtml|opf|ncx|xml|svg)$/.test(path));
  expect(texts.length).toBeGreaterThan(5);
  for (const [path, bytes] of texts)
    expect(new TextDecoder().decode(bytes), path).not.toMatch(/(?![\t\n\r])\p{Control}/u);
  expect(elements(packed.xml('content.opf'), 'dc:title').map((title) => textOf(title as never))[0]).toMatch(
    /^T .*\]\]> <b>$/,
  );
});
