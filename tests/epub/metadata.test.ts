/** The package document: escaping, people, direction, and accessibility metadata that says what is so. */
import { EpubCheck } from '@likecoin/epubcheck-ts';
import { expect, test } from 'vitest';
import { findDirection } from '../../src/core/language.ts';
import { buildAccessibilityMetadata } from '../../src/epub/package/accessibility.ts';
import { isPossiblyAnimated } from '../../src/epub/package/animation.ts';
import { sampleAsset, sampleBook, sampleSection } from '../support/sample-book.ts';
import { readAndRender } from '../support/workbench.ts';
import { context, elements, pack, texts } from './packed.ts';

const HOSTILE = `& < > " ' ]]> <script>alert(1)</script> \u0000\u0008\u000B\uFFFE\uD800 é 😀 {{ 1 }} <%= 2 %>`;
/** What XML can hold of it. */
const HELD = `& < > " ' ]]> <script>alert(1)</script>  é 😀 {{ 1 }} <%= 2 %>`;

test('writes metadata unchanged to every file, except what XML cannot contain', async () => {
  const packed = await pack(
    sampleBook({
      metadata: {
        title: HOSTILE,
        subtitle: HOSTILE,
        description: HOSTILE,
        publisher: HOSTILE,
        rights: HOSTILE,
        subjects: [{ term: HOSTILE }],
        version: HOSTILE,
        authors: [{ name: HOSTILE, fileAs: HOSTILE }],
        reviewers: [{ name: HOSTILE }],
      },
    }),
  );
  const opf = packed.xml('content.opf');
  for (const name of ['description', 'publisher', 'rights', 'subject', 'creator', 'contributor']) {
    expect(texts(opf, `dc:${name}`)).toEqual([HELD]);
  }
  expect(texts(opf, 'dc:title')).toEqual([HELD, HELD]);
  expect(texts(opf, 'meta', { property: 'schema:version' })).toEqual([HELD]);
  expect(texts(opf, 'meta', { property: 'file-as' })).toEqual([HELD]);
  expect(texts(packed.xml('title-page.xhtml'), 'h1')).toEqual([HELD]);
  expect(texts(packed.xml('toc.ncx'), 'docTitle')).toEqual([HELD]);
  expect(elements(packed.xml('cover.xhtml'), 'img')[0]?.attributes.alt).toContain(HELD);
});

test('adds the metadata of the author, escaped and with its prefixes', async () => {
  const properties = ['source', 'relation', 'coverage', 'type', 'format', 'dcterms:audience', 'shelf:place'];
  const packed = await pack(
    sampleBook({
      metadata: {
        own: {
          properties: properties.flatMap((property) => [
            { property, value: HOSTILE },
            { property, value: 'x' },
          ]),
          prefixes: [
            { prefix: 'shelf', address: 'https://example.org/v#a&b' },
            { prefix: 'other', address: 'https://example.org/w' },
          ],
        },
      },
    }),
  );
  const opf = packed.xml('content.opf');
  for (const name of properties.slice(0, 5)) expect(texts(opf, `dc:${name}`)).toEqual([HELD, 'x']);
  for (const property of properties.slice(5)) expect(texts(opf, 'meta', { property })).toEqual([HELD, 'x']);
  expect(elements(opf, 'package')[0]?.attributes.prefix).toBe(
    'shelf: https://example.org/v#a&b other: https://example.org/w',
  );
  const { messages } = await EpubCheck.validate(packed.bytes);
  expect(messages.filter(({ severity }) => severity !== 'info')).toEqual([]);
  const plain = await pack(sampleBook());
  expect(elements(plain.xml('content.opf'), 'package')[0]?.attributes.prefix).toBeUndefined();
});

test('writes the title unchanged to a cover that cannot be painted', async () => {
  // No font here has the Telugu letter.
  const packed = await pack(sampleBook({ metadata: { title: `${HOSTILE} జ` } }), {
    report: ({ code }) => expect(code).toBe('cover-unpainted'),
  });
  expect(texts(packed.xml('images/cover.svg'), 'title')[0]).toContain(`${HELD} జ`);
});

test('lists people one by one, with roles and sort names', async () => {
  const reviewers = [{ name: 'Dr. Cy Day', fileAs: 'Day, Cy', role: 'neurologist', date: '2026-10-01' }];
  const packed = await pack(sampleBook({ metadata: { reviewers } }));
  const opf = packed.xml('content.opf');
  const refining = (id: string, property: string) => texts(opf, 'meta', { refines: `#${id}`, property });
  expect(texts(opf, 'dc:creator')).toEqual(['Ada O\'Neil & "Friends"', 'Bo Åkesson']);
  expect(refining('creator-2', 'role')).toEqual(['aut']);
  expect(refining('creator-2', 'file-as')).toEqual(['Åkesson, Bo']);
  expect(texts(opf, 'dc:contributor')).toEqual(['Dr. Cy Day']);
  expect(refining('contributor-1', 'role')).toEqual(['rev']);
  expect(texts(packed.xml('about.xhtml'), 'dd')).toContain('Dr. Cy Day, neurologist, October 1, 2026');
});

test('names no source of page numbers without page numbers', async () => {
  const opf = (await pack(sampleBook())).xml('content.opf');
  expect(texts(opf, 'meta', { property: 'pageBreakSource' })).toEqual([]);
});

test('writes the sort title', async () => {
  const filed = async (metadata: object) =>
    texts((await pack(sampleBook({ metadata }))).xml('content.opf'), 'meta', {
      refines: '#title',
      property: 'file-as',
    });
  expect(await filed({ title: 'The Book', titleFileAs: 'Book, The' })).toEqual(['Book, The']);
  expect(await filed({ title: 'Book' })).toEqual([]);
  const yaml = (key: string) => ({
    'p/publication.yaml': `title: The Book\n${key}`,
    'p/1.md': '# One\n\nText.\n',
  });
  const read = async (key: string) =>
    (await readAndRender(yaml(key), { what: 'p' })).book.publication.metadata.titleFileAs;
  expect(await read('')).toBe('Book, The');
  expect(await read('title-file-as: Book\n')).toBe('Book');
});

test('writes the identifier, dates and titles of the publication', async () => {
  const packed = await pack(sampleBook({ metadata: { modified: '2026-11-22T08:00:00.123Z' } }));
  const opf = packed.xml('content.opf');
  const identifier = 'urn:uuid:7f3c1c1e-6a0e-5d0c-9d53-0d4c6c3a2b11';
  expect(texts(opf, 'dc:identifier', { id: 'publication-id' })).toEqual([identifier]);
  expect(elements(packed.xml('toc.ncx'), 'meta')[0]?.attributes.content).toBe(identifier);
  expect(texts(opf, 'meta', { property: 'dcterms:modified' })).toEqual(['2026-11-22T08:00:00Z']);
  expect(texts(opf, 'dc:date')).toEqual(['2026-11-22']);
  expect(texts(opf, 'meta', { refines: '#subtitle', property: 'title-type' })).toEqual(['subtitle']);
});

test('writes no elements for missing metadata', async () => {
  const { language, direction, title, identifier, modified } = sampleBook().publication.metadata;
  const bare = sampleBook({ draftMark: null });
  const nobody = { authors: [], reviewers: [], contributors: [], subjects: [] };
  const none = { ...nobody, status: 'published' as const, clinical: false };
  const metadata = { ...none, language, direction, title, identifier, modified };
  const packed = await pack({ ...bare, publication: { ...bare.publication, metadata } });
  const names = elements(packed.xml('content.opf'), '*').map(({ name }) => name);
  expect(names.filter((name) => name.startsWith('dc:'))).toEqual([
    'dc:identifier',
    'dc:title',
    'dc:language',
  ]);
  expect(texts(packed.xml('about.xhtml'), 'dt')).toEqual(['Identifier']);
  expect(packed.text('title-page.xhtml')).not.toContain('class="draft');
});

test('sets the page progression and every document to right-to-left', async () => {
  const packed = await pack(sampleBook({ metadata: { language: 'ar', direction: 'rtl' } }));
  const opf = packed.xml('content.opf');
  expect(elements(opf, 'spine')[0]?.attributes['page-progression-direction']).toBe('rtl');
  expect(elements(opf, 'package')[0]?.attributes.dir).toBe('rtl');
  for (const { attributes } of elements(opf, 'itemref')) {
    const item = elements(opf, 'item').find((each) => each.attributes.id === attributes.idref);
    const [html] = elements(packed.xml(String(item?.attributes.href)), 'html');
    expect(html?.attributes).toMatchObject({ dir: 'rtl', lang: 'ar', 'xml:lang': 'ar' });
  }
  const ltr = await pack(sampleBook());
  expect(elements(ltr.xml('content.opf'), 'spine')[0]?.attributes).not.toHaveProperty(
    'page-progression-direction',
  );
});

test('marks a chapter in another language, and lists the language in the package', async () => {
  const sections = [
    sampleSection('<h1 id="a">A</h1>'),
    sampleSection('<h1 id="b">B</h1>', { language: 'es' }),
  ];
  const packed = await pack(sampleBook({ sections }));
  expect(texts(packed.xml('content.opf'), 'dc:language')).toEqual(['en-US', 'es']);
  expect(elements(packed.xml('b.xhtml'), 'html')[0]?.attributes['xml:lang']).toBe('es');
});

async function accessibilityOf(html: string, assets = sampleBook().assets) {
  const packed = await pack(sampleBook({ assets, sections: [sampleSection(`<h1 id="a">A</h1>${html}`)] }));
  const opf = packed.xml('content.opf');
  const values = (property: string) => texts(opf, 'meta', { property: `schema:${property}` });
  return {
    modes: values('accessMode'),
    sufficient: values('accessModeSufficient'),
    features: values('accessibilityFeature'),
    hazards: values('accessibilityHazard'),
    summary: values('accessibilitySummary').join(),
  };
}

test.each([
  ['tlh', undefined],
  ['ar', undefined],
  ['de', 'Der Text passt sich'],
  ['en-GB', 'The text reflows'],
])('writes the summary of the accessibility in %s, or marks it as English', async (language, words) => {
  const [terms, direction] = [await context.design.readTerms(language), findDirection(language)];
  const { text, bytes } = await pack(sampleBook({ terms, metadata: { language, direction } }));
  const [, attributes, summary] =
    /<meta property="schema:accessibilitySummary"([^>]*)>([^<]*)</.exec(text('content.opf')) ?? [];
  expect(attributes).toBe(words === undefined ? ' xml:lang="en" dir="ltr"' : '');
  expect(summary).toContain(words ?? 'The text reflows');
  const { messages } = await EpubCheck.validate(bytes);
  expect(messages.filter(({ severity }) => severity !== 'usage' && severity !== 'info')).toEqual([]);
});

test('writes the whole summary in English if the language has only some of its sentences', async () => {
  const { accessibilityText: _, ...german } = await context.design.readTerms('de');
  const english = await context.design.readTerms('en');
  const terms = { ...english, ...german, untranslated: 'accessibilityText' };
  const { summary, summaryLanguage } = buildAccessibilityMetadata(
    sampleBook({ terms, metadata: { language: 'de' } }),
    { mayHaveAnimation: false, hasPageList: false },
    english,
  );
  expect(summaryLanguage).toBe('en');
  expect(summary).toContain('No person has certified');
});

test.each([
  ['en-GB', [/^The text reflows.*tried with two screen readers\.$/]],
  ['tlh', [/^The text reflows/, /^It was tried with two screen readers\.$/]],
])('adds what the author says to the summary in %s', async (language, expected) => {
  const accessibilitySummary = 'It was tried with two screen readers.';
  const terms = await context.design.readTerms(language);
  const { text, bytes } = await pack(sampleBook({ terms, metadata: { language, accessibilitySummary } }));
  const found = [
    ...text('content.opf').matchAll(/<meta property="schema:accessibilitySummary"[^>]*>([^<]*)</g),
  ];
  expect(found.map(([, summary]) => summary)).toEqual(expected.map((words) => expect.stringMatching(words)));
  const { messages } = await EpubCheck.validate(bytes);
  expect(messages.filter(({ severity }) => severity !== 'usage' && severity !== 'info')).toEqual([]);
});

test('describes the accessibility of text alone', async () => {
  const text = await accessibilityOf('<p>Text.</p>');
  expect(text.modes).toEqual(['textual']);
  expect(text.sufficient).toEqual(['textual']);
  expect(text.features).toEqual([
    'structuralNavigation',
    'tableOfContents',
    'readingOrder',
    'displayTransformability',
    'ARIA',
  ]);
  expect(text.hazards).toEqual(['none']);
  expect(text.summary).not.toContain('images');
});

test('claims alternative text and sufficient text if every image has it', async () => {
  const all = await accessibilityOf(
    '<img src="images/gate.svg" alt="A gate"><img src="images/dot.png" alt="">',
  );
  expect(all.modes).toEqual(['textual', 'visual']);
  expect(all.sufficient).toEqual(['textual', 'textual,visual']);
  expect(all.features).toContain('alternativeText');
  expect(all.summary).toContain('All images have alternative text.');
});

/** Of a chapter that could not be published: the checks of the package would refuse it. */
function claimsOf(html: string, features = { mayHaveAnimation: false, hasPageList: false }) {
  const sections = [sampleSection(html.includes('<h1') ? html : `<h1 id="a">A</h1>${html}`)];
  const book = sampleBook({ sections });
  return buildAccessibilityMetadata(book, features, book.terms);
}

test('claims neither if one image has no alternative text', () => {
  const some = claimsOf('<img src="images/gate.svg" alt="A gate"><img src="images/dot.png">');
  expect(some.sufficientAccessModes).toEqual(['textual,visual']);
  expect(some.features).not.toContain('alternativeText');
  expect(some.summary).toContain('Some images have no alternative text.');
});

test('ignores decoration', () => {
  const { accessModes, features } = claimsOf('<img src="images/dot.png" alt="">');
  expect(accessModes).toEqual(['textual']);
  expect(features).not.toContain('alternativeText');
});

/** Content, the features that come with it, and those that go. */
const FEATURES: readonly (readonly [what: string, html: string, has: string[], hasNot: string[]])[] = [
  ['a formula in words', '<math alttext="x"><mi>x</mi></math>', ['MathML', 'describedMath'], []],
  ['a formula without', '<math alttext="x"></math><math></math>', ['MathML'], ['describedMath']],
  ['no formula', '<p>x</p>', [], ['MathML', 'describedMath']],
  ['ruby', '<ruby>漢<rt>kan</rt></ruby>', ['rubyAnnotations'], []],
  ['an index', '<section role="doc-index">x</section>', ['index'], ['rubyAnnotations']],
  ['a long description', '<img src="x" alt="x" aria-details="b">', ['longDescription'], ['index']],
  ['an image', '<img src="x" alt="x">', ['alternativeText'], ['longDescription']],
  ['a drawing with a name', '<svg aria-label="x"></svg>', ['alternativeText'], []],
  ['a drawing without', '<svg></svg>', [], ['alternativeText']],
  ['headings in order', '<h1 id="a">A</h1><h2 id="b">B</h2><h3 id="c">C</h3>', ['structuralNavigation'], []],
  ['a level that is skipped', '<h1 id="a">A</h1><h3 id="c">C</h3>', [], ['structuralNavigation']],
  ['a chapter without a heading', '<h2 id="a">A</h2><h1 id="b">B</h1>', [], []],
];

test.each(FEATURES)('makes the right claims about %s', (_what, html, has, hasNot) => {
  const { features } = claimsOf(html);
  expect(features).toEqual(expect.arrayContaining(has));
  for (const feature of hasNot) expect(features).not.toContain(feature);
});

test('claims page numbers if there are some', () => {
  const pages = ['pageNavigation', 'pageBreakMarkers'];
  const some = claimsOf('<p>x</p>', { mayHaveAnimation: false, hasPageList: true });
  expect(some.features).toEqual(expect.arrayContaining(pages));
  expect(some.summary).toContain('page numbers of the printed book');
  expect(claimsOf('<p>x</p>').features.filter((feature) => pages.includes(feature))).toEqual([]);
});

test('makes the hazards unknown if an image may be animated', async () => {
  const gif = sampleAsset('a.gif', 'image/gif', new TextEncoder().encode('GIF89a'));
  const moving = await accessibilityOf('<img src="a.gif" alt="x">', new Map([['a.gif', gif]]));
  expect(moving.hazards).toEqual(['unknown']);
});

test.each([
  ['image/gif', 'GIF89a', true],
  ['image/jpeg', 'acTL', false],
  ['image/png', '\x89PNG....IHDR....acTL....IDAT', true],
  ['image/png', '\x89PNG....IHDR....IDAT..acTL', false],
  ['image/webp', 'RIFF0000WEBPVP8X0000\x02', true],
  ['image/webp', 'RIFF0000WEBPVP8X0000\x10', false],
  ['image/webp', 'RIFF0000WEBPVP8 0000\x02', false],
  ['image/svg+xml', '<svg><animateTransform/></svg>', true],
  ['image/svg+xml', '<svg><style>@keyframes x {}</style></svg>', true],
  ['image/svg+xml', '<svg><text>set</text></svg>', false],
] as const)('detects animation in %s %j: %s', (mediaType, bytes, expected) => {
  expect(isPossiblyAnimated(mediaType, Buffer.from(bytes, 'latin1'))).toBe(expected);
});

test('claims no certification by default', async () => {
  expect((await pack(sampleBook())).text('content.opf')).not.toMatch(/conformsTo|certifi(?!ed the acc)/);
});

test('names the certifier with standard, date, credential and report', async () => {
  const certification = {
    by: 'Ada & Sons',
    conformsTo: 'EPUB Accessibility 1.1 - WCAG 2.2 Level AA',
    date: '2026-11-01',
    credential: 'Accessible <since> 1999',
    report: 'https://example.org/report?a=1&b=2',
  };
  const packed = await pack(sampleBook({ metadata: { certification } }));
  const opf = packed.xml('content.opf');
  const about = (refines: string, property: string) => texts(opf, 'meta', { refines, property });
  expect(texts(opf, 'meta', { property: 'dcterms:conformsTo' })).toEqual([certification.conformsTo]);
  expect(about('#conformance', 'a11y:certifiedBy')).toEqual([certification.by]);
  expect(about('#certifier', 'dcterms:date')).toEqual([certification.date]);
  expect(about('#certifier', 'a11y:certifierCredential')).toEqual([certification.credential]);
  expect(elements(opf, 'link').map(({ attributes }) => attributes.href)).toEqual([certification.report]);
  const { messages } = await EpubCheck.validate(packed.bytes);
  expect(messages.filter(({ severity }) => severity !== 'usage' && severity !== 'info')).toEqual([]);
  const summary = texts(opf, 'meta', { property: 'schema:accessibilitySummary' }).join();
  expect(summary).toContain('Ada & Sons certified that it conforms to EPUB Accessibility 1.1');
  expect(summary).not.toContain('No person');
});
