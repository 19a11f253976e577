/**
 * Drawings set into a page, read as a browser reads the page: as HTML. Whatever a drawing says, all of it stays in its `<svg>`,
 * in SVG's namespace, and under the names that it had.
 */
import fc from 'fast-check';
import { type DefaultTreeAdapterMap, parse } from 'parse5';
import { describe, expect, test } from 'vitest';
import type { Asset } from '../../src/core/model/asset.ts';
import { serializeHtml } from '../../src/lib/html/serialize.ts';
import { buildPrintTree } from '../../src/print/document/html.ts';
import { readSvg } from '../../src/render/images/svg/svg.ts';
import {
  ATTRIBUTES,
  DANGEROUS,
  ELEMENTS,
  INVISIBLE,
  NOT_RENDERED,
  PROPERTIES,
} from '../../src/render/images/svg/vocabulary.ts';
import { sampleSection } from '../support/sample-book.ts';

type ParsedElement = DefaultTreeAdapterMap['element'];
type ParsedNode = DefaultTreeAdapterMap['node'];

const SVG = 'http://www.w3.org/2000/svg';
const svg = (inside: string, attributes = ''): string =>
  `<svg xmlns="${SVG}" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:h="http://www.w3.org/1999/xhtml" viewBox="0 0 9 9" ${attributes}>${inside}</svg>`;

/** HTML Living Standard, 13.2.6.5: what ends foreign content. */
const BREAKING =
  'b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var font'.split(
    ' ',
  );

/** Other elements of HTML that do something wherever they stand. */
const STRANGERS =
  'script style iframe object link base form input button textarea select option template noscript frameset html title math annotation-xml foreignObject video audio source plaintext xmp noembed noframes image a svg desc'.split(
    ' ',
  );

/** The page with the drawing in it, as HTML has it; nothing where the drawing is refused. */
async function shown(source: string): Promise<ParsedElement | undefined> {
  const judged = await readSvg(source);
  if (judged.kind !== 'safe') return undefined;
  const { width, height, drawing, xml } = judged;
  const bytes = new TextEncoder().encode(xml);
  const asset: Asset = {
    ...{ path: 'd.svg', mediaType: 'image/svg+xml' as const, digest: '', locations: [] },
    ...{ width, height, drawing, readBytes: async () => bytes },
  };
  const tree = await buildPrintTree(
    sampleSection('<p id="before">x</p><img src="d.svg" alt="d"><p id="after">y</p>'),
    new Map([['d.svg', asset]]),
    { prefix: 'd' },
  );
  const page = parse(
    `<!doctype html><html lang="en"><head><title>T</title></head><body>${serializeHtml(tree)}</body></html>`,
  );
  const html = page.childNodes.find((node) => node.nodeName === 'html') as ParsedElement;
  return html.childNodes.find((node) => node.nodeName === 'body') as ParsedElement;
}

/** HTML Living Standard, 13.2.6.1, has it in its list of names with capital letters; parse5 does not yet. */
const named = ({ tagName }: ParsedElement): string => (tagName === 'fedropshadow' ? 'feDropShadow' : tagName);

const isElement = (node: ParsedNode): node is ParsedElement => 'tagName' in node;

function below(element: ParsedElement): readonly ParsedElement[] {
  return element.childNodes.filter(isElement).flatMap((child) => [child, ...below(child)]);
}

/** The drawing, where the page has nothing but it between its two paragraphs. */
function drawingIn(body: ParsedElement): ParsedElement {
  const [before, drawing, after, ...more] = body.childNodes.filter(isElement);
  expect(
    [before, after].map((paragraph) => paragraph?.attrs.find(({ name }) => name === 'id')?.value),
  ).toEqual(['before', 'after']);
  expect(more).toEqual([]);
  expect(body.childNodes.filter((node) => node.nodeName === '#text')).toEqual([]);
  if (drawing === undefined) throw new Error('there is no drawing');
  return drawing;
}

function expectInside(drawing: ParsedElement): void {
  if (drawing.tagName === 'img') return;
  expect(drawing.tagName).toBe('svg');
  for (const element of [drawing, ...below(drawing)]) {
    expect(element.namespaceURI).toBe(SVG);
    expect([...ELEMENTS]).toContain(named(element));
    expect(element.attrs.filter(({ name }) => /^on|^srcdoc$|^action$/i.test(name))).toEqual([]);
  }
}

describe('the lists', () => {
  test('the allowed SVG elements have no name that ends a drawing in HTML', () => {
    const all = [...ELEMENTS].map((name) => name.toLowerCase());
    expect(BREAKING.filter((name) => all.includes(name))).toEqual([]);
  });

  test('the lists of allowed and forbidden names do not contradict each other', () => {
    const lists = [ELEMENTS, INVISIBLE, new Set(NOT_RENDERED.keys())];
    const all = lists.flatMap((list) => [...list]);
    expect(new Set(all).size).toBe(all.length);
    expect([...ELEMENTS].filter((name) => DANGEROUS.has(name.toLowerCase()))).toEqual([]);
  });

  test('the lists contain no name of an inherited object property', () => {
    const names = Object.getOwnPropertyNames(Object.prototype);
    for (const list of [ELEMENTS, ATTRIBUTES, PROPERTIES, INVISIBLE, DANGEROUS]) {
      expect(names.filter((name) => list.has(name))).toEqual([]);
    }
  });
});

describe('read as HTML', () => {
  test.each([...ELEMENTS].filter((name) => !['style', 'title', 'desc'].includes(name)))(
    'HTML parses <%s> in a drawing as the same element',
    async (name) => {
      const body = await shown(svg(`<g><${name} id="here"><g/></${name}></g>`));
      const drawing = drawingIn(body as ParsedElement);
      expectInside(drawing);
      const found = below(drawing).find(({ attrs }) => attrs.some(({ value }) => value.endsWith('here')));
      expect(found && named(found)).toBe(name);
      expect(found?.childNodes.map(({ nodeName }) => nodeName)).toEqual(['g']);
    },
  );

  test.each([...ATTRIBUTES].filter((name) => name !== 'class'))(
    'HTML parses %s="…" in a drawing as the same attribute',
    async (name) => {
      const body = await shown(svg(`<g><rect ${name}="a &lt;b&gt; &amp;amp; c"/></g>`));
      const [rect] = below(drawingIn(body as ParsedElement)).filter(({ tagName }) => tagName === 'rect');
      // An id becomes a name, and families become a font stack of the page.
      const changed = new Map([
        ['id', 'd-1-a__b___amp__c'],
        ['font-family', 'var(--headings)'],
      ]);
      const value = changed.get(name) ?? 'a <b> &amp; c';
      expect(rect?.attrs.map(({ name: found, value: said }) => [found, said])).toEqual([[name, value]]);
    },
  );

  test.each(['href', 'xlink:href', 'xml:lang', 'xml:space', 'aria-label', 'style'])(
    'HTML parses the attribute %s in a drawing as the same attribute',
    async (name) => {
      const value =
        name === 'style'
          ? 'fill:red'
          : name.endsWith('href')
            ? '#a'
            : name === 'xml:space'
              ? 'preserve'
              : 'en';
      const body = await shown(svg(`<use ${name}="${value}"/><g id="a"/>`));
      const [use] = below(drawingIn(body as ParsedElement));
      const written = use?.attrs.map(({ name: found, prefix }) => (prefix ? `${prefix}:${found}` : found));
      expect(written).toEqual([name]);
    },
  );

  const written = (name: string): readonly string[] => [
    `<${name}/>`,
    `<${name}>x</${name}>`,
    `<h:${name}/>`,
    `<h:${name}><g/>x</h:${name}>`,
    `<${name.toUpperCase()}/>`,
    `<text>a<${name}>x</${name}>b</text>`,
    `<title><${name}/>x</title><desc><h:${name}>y</h:${name}></desc>`,
    `<switch><foreignObject><h:${name}>x</h:${name}</foreignObject><text>x</text></switch>`,
    `<g><${name} xmlns="http://www.w3.org/1999/xhtml" color="red" face="x" size="1"/></g>`,
    `<defs><${name} http-equiv="refresh" content="0;url=about:blank" src="x" href="x" data="x"/></defs>`,
    `<text>&lt;/svg&gt;&lt;${name}&gt;</text>`,
    `<text><![CDATA[</text></svg><${name}>]]></text>`,
    `<g id="&quot;&gt;&lt;/svg&gt;&lt;${name}&gt;"/>`,
    `<!-- </svg><${name}> --><?x </svg><${name}>?>`,
  ];

  test.each([...new Set([...BREAKING, ...STRANGERS])])(
    '<%s> does not leave the drawing in any spelling',
    async (name) => {
      for (const inside of written(name)) {
        const body = await shown(svg(inside));
        if (body !== undefined) expectInside(drawingIn(body));
      }
    },
  );

  test('a root with another name or with attributes of the page does not end a drawing in HTML', async () => {
    for (const source of [
      `<s:svg xmlns:s="${SVG}" viewBox="0 0 9 9"><s:p/><s:rect/></s:svg>`,
      svg('<g/>', 'style="position:fixed;inset:0;z-index:9" class="draft-mark"'),
    ]) {
      const drawing = drawingIn((await shown(source)) as ParsedElement);
      expectInside(drawing);
      expect(drawing.attrs.find(({ name }) => name === 'style')?.value).toBe('--proportion: 1.0000');
      expect(drawing.attrs.map(({ name }) => name)).not.toContain('class');
    }
  });

  const names = fc.constantFrom(
    ...BREAKING,
    ...STRANGERS,
    ...ELEMENTS,
    'constructor',
    '__proto__',
    'hasOwnProperty',
    'RECT',
    'x',
  );
  const pieces = fc.oneof(
    fc.tuple(names, names).map(([one, two]) => `<${one} ${two}="y"><g/></${one}>`),
    names.map((name) => `<h:${name} constructor="x" __proto__="y"/>`),
    names.map((name) => `<![CDATA[</svg></${name}><${name}>]]>`),
    fc.string().map((text) => text.replace(/[&<\]]/g, '')),
  );
  test('a drawing stays inside its box for every property', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(pieces, { maxLength: 6 }), fc.boolean(), async (inside, isText) => {
        const content = inside.join('');
        const body = await shown(svg(isText ? `<text>${content}</text>` : content));
        if (body !== undefined) expectInside(drawingIn(body));
      }),
      { numRuns: 500 },
    );
  });
});

describe('stays an image', () => {
  test.each([
    ['a style sheet', '<style>p{display:none}</style>', ''],
    ['a style sheet deep inside', '<g><g><style>p{display:none}</style></g></g>', ''],
    ['a style sheet by another prefix', `<s:style xmlns:s="${SVG}">p{display:none}</s:style>`, ''],
    ['a filter of the whole', '<filter id="f"/>', 'filter="url(#f)"'],
    ['a mask of the whole', '', 'style="mask:url(#m)"'],
    ['a clip of the whole', '', 'clip-path="url(#m)"'],
    ['a turn of the whole', '', 'transform="rotate(3)"'],
    ['a turn of the whole in its style', '', 'style="fill:red;rotate:3deg"'],
    ['a variable, which may be one of the page', '', 'style="--tallest:99cm"'],
    ['too many letters', `<text>${'a'.repeat(10_001)}</text>`, ''],
  ])('a drawing with %s stays an image', async (_, inside, attributes) => {
    const drawing = drawingIn((await shown(svg(inside, attributes))) as ParsedElement);
    expect(drawing.tagName).toBe('img');
  });

  test('a drawing with a misspelled style element has no style sheet', async () => {
    const drawing = drawingIn(
      (await shown(svg('<STYLE>.draft-mark{display:none}</STYLE><g/>'))) as ParsedElement,
    );
    expect(below(drawing).map(({ tagName }) => tagName)).toEqual(['g']);
  });

  test('a drawing keeps the styles of its content but not those of its box', async () => {
    const style = 'fill-rule:evenodd;width:99cm;overflow:visible;background-color:#eee;margin:9px';
    const drawing = drawingIn(
      (await shown(svg('<g/>', `style="${style}" overflow="visible" x="3"`))) as ParsedElement,
    );
    const said = Object.fromEntries(drawing.attrs.map(({ name, value }) => [name, value]));
    expect(said).toMatchObject({ style: 'fill-rule:evenodd;background-color:#eee;--proportion: 1.0000' });
    expect(Object.keys(said)).not.toContain('overflow');
    expect(Object.keys(said)).not.toContain('x');
  });
});
