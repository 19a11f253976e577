/** The e-book for older readers: what each change does, and that the whole of it is as valid as the pure one. */
import { fileURLToPath } from 'node:url';
import { EpubCheck } from '@likecoin/epubcheck-ts';
import { decode } from 'fast-png';
import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { fromXml } from 'xast-util-from-xml';
import { toXml } from 'xast-util-to-xml';
import { builtInEditions } from '../../../src/core/editions.ts';
import type { Book } from '../../../src/core/model/book.ts';
import { computePaintedSize } from '../../../src/epub/legacy/drawing.ts';
import { removeAtRules } from '../../../src/epub/legacy/style.ts';
import { packEpub } from '../../../src/epub/write-epub.ts';
import { sampleAsset, sampleBook, sampleSection } from '../../support/sample-book.ts';
import { context, elements, texts } from '../packed.ts';

const LONG = 120_000;

const NOTES =
  '<section class="notes" role="doc-endnotes" aria-labelledby="a--notes"><h2 id="a--notes">Notes</h2><ol>' +
  '<li id="a--note-1"><p>Note. <a role="doc-backlink" href="#a--noteref-1">↩</a></p></li></ol></section>';
const CHAPTER =
  '<h1 id="a">A</h1><p>Ten\u202Fpercent\u2060—or' +
  '<a role="doc-noteref" id="a--noteref-1" href="#a--note-1">1</a> <math alttext="x²"><mtable><mtr id="a--eq-x"><mtd><mi>x</mi></mtd></mtr></mtable></math> <a href="#a--eq-x">(1)</a></p>' +
  '<p lang="ja"><ruby>東<rt>とう</rt>京<rp>[</rp><rt>きょう</rt><rp>]</rp></ruby><ruby>字<rt>じ</rt><rt>ji</rt></ruby></p>' +
  `<img src="images/gate.svg" alt="A gate"><img src="images/dot.png" alt="A dot">${NOTES}`;

function book(): Book {
  const sections = [
    sampleSection('<h1 id="rights">Rights</h1><p>All.</p>', { part: 'copyright-page' }),
    sampleSection(CHAPTER),
    sampleSection('<h1 id="b">ב</h1><ul><li>א</li></ul>', { language: 'he' }),
  ];
  const certification = { by: 'Ada', conformsTo: 'EPUB Accessibility 1.1 - WCAG 2.2 Level AA' };
  const drawn =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 120"><rect width="160" height="120"/></svg>';
  const assets = new Map(sampleBook().assets);
  assets.set(
    'images/gate.svg',
    sampleAsset('images/gate.svg', 'image/svg+xml', new TextEncoder().encode(drawn)),
  );
  return sampleBook({ sections, assets, metadata: { certification } });
}

let entries: Readonly<Record<string, Uint8Array>> = {};
let bytes = new Uint8Array();
beforeAll(async () => {
  const made = await packEpub(book(), context, undefined, { debug: false });
  expect(made).toMatchObject({ path: 'sample/sample-compatible.epub', edition: 'epub-compatible' });
  bytes = Uint8Array.from(made.bytes);
  entries = unzipSync(bytes);
}, LONG);

const bytesOf = (file: string): Uint8Array => {
  const found = entries[`OEBPS/${file}`];
  if (found === undefined) throw new Error(`${file} is not in the package`);
  return found;
};
const text = (file: string): string => new TextDecoder().decode(bytesOf(file));
const xml = (file: string) => fromXml(text(file));

describe('the e-book for older readers', () => {
  test('the legacy e-book is a valid EPUB 3.3', async () => {
    const { messages } = await EpubCheck.validate(bytes);
    expect(messages.filter(({ severity }) => severity !== 'usage' && severity !== 'info')).toEqual([]);
  });

  test('replaces drawings and the cover by pictures on white', () => {
    const items = elements(xml('content.opf'), 'item').map(({ attributes }) => [
      attributes.href,
      attributes['media-type'],
      attributes.properties,
    ]);
    expect(items.filter(([, type]) => type === 'image/svg+xml')).toEqual([]);
    expect(items).toContainEqual(['images/cover.png', 'image/png', 'cover-image']);
    expect(Object.keys(entries).filter((name) => name.endsWith('.svg'))).toEqual([]);
    const sources = elements(xml('a.xhtml'), 'img').map(({ attributes }) => attributes.src);
    expect(sources).toEqual(['images/gate.png', 'images/dot.png']);
    const { width, height, data, channels } = decode(bytesOf('images/gate.png'));
    expect([width, height]).toEqual([960, 360]);
    const pixel = (x: number) => [
      ...data.slice((180 * width + x) * channels, (180 * width + x) * channels + 3),
    ];
    expect([pixel(100), pixel(800)]).toEqual([
      [0, 0, 0],
      [255, 255, 255],
    ]);
    const cover = decode(bytesOf('images/cover.png'));
    expect([cover.width, cover.height]).toEqual([1600, 2400]);
  });

  test('replaces formulas by text, and removes claims that are no longer true', () => {
    expect(elements(xml('a.xhtml'), 'math')).toEqual([]);
    expect(texts(xml('a.xhtml'), 'span', { class: 'formula-in-words' })).toEqual(['x²']);
    expect(text('content.opf')).not.toMatch(/"mathml"|>MathML</);
    expect(text('content.opf')).toContain('>describedMath<');
  });

  test('keeps the places in formulas that links lead to', () => {
    const formula = elements(xml('a.xhtml'), 'span').find(({ attributes }) => attributes.class);
    expect(toXml(formula as never)).toContain('<span id="a--eq-x"></span>x²');
  });

  test('makes popup notes that the references still lead to', () => {
    const [note] = elements(xml('a.xhtml'), 'div');
    expect(note?.attributes).toEqual({ id: 'a--note-1', 'epub:type': 'footnote', role: 'doc-footnote' });
    expect(elements(xml('a.xhtml'), 'li').map(({ attributes }) => attributes)).toEqual([{}]);
  });

  test('puts ruby readings in parentheses', () => {
    const said = elements(xml('a.xhtml'), 'ruby').map(({ children }) =>
      toXml({ type: 'root', children } as never),
    );
    expect(said).toEqual([
      '東<rp>(</rp><rt>とう</rt><rp>)</rp>京<rp>(</rp><rt>きょう</rt><rp>)</rp>',
      '字<rp>(</rp><rt>じ</rt><rp>, </rp><rt>ji</rt><rp>)</rp>',
    ]);
  });

  test('joins words by the older character', () => {
    expect(texts(xml('a.xhtml'), 'p')[0]).toContain('Ten\u00A0percent\uFEFF—or');
  });

  test('writes style sheets without at-rules and with physical sides', () => {
    for (const sheet of ['style.css', 'style-rtl.css']) {
      expect(text(sheet)).not.toMatch(/@|inline-(?:start|end)\b|text-align:\s*(?:start|end)|\/\*/);
    }
    const sheetOf = (file: string) => elements(xml(file), 'link')[0]?.attributes.href;
    expect([sheetOf('a.xhtml'), sheetOf('b.xhtml')]).toEqual(['style.css', 'style-rtl.css']);
    expect(text('style.css')).toMatch(/\nul,\nol \{[^}]*padding-left: 1\.5em/);
    expect(text('style-rtl.css')).toMatch(/\nul,\nol \{[^}]*padding-right: 1\.5em/);
  });

  test('has a cover image and no page for it', () => {
    const opf = xml('content.opf');
    expect(Object.keys(entries).filter((name) => /cover/.test(name))).toEqual(['OEBPS/images/cover.png']);
    expect(elements(opf, 'itemref').map(({ attributes }) => attributes.idref)).toEqual([
      'title-page',
      'contents',
      'section-1',
      'section-2',
      'section-3',
      'about',
    ]);
    expect(text('toc.xhtml')).not.toContain('cover.xhtml');
    expect(elements(opf, 'meta').map(({ attributes }) => attributes.content)).toContain('cover-image');
  });

  test('writes a guide', () => {
    const references = elements(xml('content.opf'), 'reference').map(({ attributes }) => attributes.type);
    expect(references).toEqual(['title-page', 'toc', 'copyright-page', 'text', 'colophon']);
  });

  test('removes the certification', () => {
    expect(text('content.opf')).not.toMatch(/conformsTo|certifiedBy|Ada certified/);
    expect(text('content.opf')).toContain('No person has certified');
  });

  test('makes the same legacy e-book each time', { timeout: LONG }, async () => {
    const again = await packEpub(book(), context, undefined, { debug: false });
    expect(Buffer.from(again.bytes).equals(bytes)).toBe(true);
  });
});

test('reports an error if there is no browser', async () => {
  const browser = fileURLToPath(new URL('no-browser', import.meta.url));
  await expect(packEpub(book(), context, undefined, { debug: false, browser })).rejects.toMatchObject({
    diagnostic: { code: 'browser-missing' },
  });
});

test('selects the legacy e-book as an edition of its own, and both with `all`', () => {
  const ids = (name: string) => builtInEditions.find(name).map(({ id }) => id);
  expect(ids('epub')).toEqual(['epub']);
  expect(ids('epub-compatible')).toEqual(['epub-compatible']);
  expect(ids('all').slice(-4)).toEqual(['epub', 'epub-compatible', 'web', 'html']);
});

test.each([
  ['a { b: c } @media (x) { a { b: d } e { f: g } } h { i: j }', 'a { b: c }  h { i: j }\n'],
  ['@namespace epub "http://x;y";\na { b: "@media {" }', 'a { b: "@media {" }\n'],
  ['/* @media { */ a { b: c }', 'a { b: c }\n'],
])('removes at-rules from %j', (css, expected) => {
  expect(removeAtRules(css)).toBe(expected);
});

test.each([
  ['image/svg+xml', 640, 400, 1920, 1200],
  ['image/svg+xml', 1400, 2100, 1400, 2100],
  ['image/svg+xml', 1, 9000, 1, 2100],
  ['image/webp', 640, 400, 640, 400],
])('paints a %s of %i by %i as %i by %i', (mediaType, width, height, ...expected) => {
  const size = computePaintedSize({ mediaType, width, height, bytes: new Uint8Array() });
  expect([size.width, size.height]).toEqual(expected);
});
