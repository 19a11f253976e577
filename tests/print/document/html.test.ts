/** Tests the tree of a section for print. */
import { describe, expect, test } from 'vitest';
import type { Asset } from '../../../src/core/model/asset.ts';
import { serializeHtml } from '../../../src/lib/html/serialize.ts';
import { buildPrintTree } from '../../../src/print/document/html.ts';
import { sampleAsset, samplePng, sampleSection } from '../../support/sample-book.ts';

const svg = (inside: string): Asset =>
  sampleAsset(
    'images/a.svg',
    'image/svg+xml',
    new TextEncoder().encode(
      `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">${inside}</svg>`,
    ),
  );

async function printed(html: string, assets: Record<string, Asset> = {}, lower = 0): Promise<string> {
  const section = sampleSection(html);
  return serializeHtml(
    await buildPrintTree(section, new Map(Object.entries(assets)), { prefix: 'd', lowerHeadingsBy: lower }),
  );
}

describe('buildPrintTree', () => {
  test('what only e-books show is removed', async () => {
    const html = await printed('<p>a</p><details class="ebook-only"><summary>x</summary></details><p>b</p>');
    expect(html).toBe('<p class="short">a</p><p class="short">b</p>');
  });

  test('drawings are embedded with the alternative text of the author', async () => {
    const html = await printed('<img src="a.svg" alt="A &quot;gate&quot;">', {
      'a.svg': svg('<title>Other</title><text x="1">Cell &lt; 1</text>'),
    });
    expect(html).toMatch(
      /^<svg [^>]*role="img" aria-label="A &#x22;gate&#x22;"[^>]*><text x="1">Cell &#x3C; 1<\/text><\/svg>$/,
    );
    expect(html).toContain('viewBox="0 0 320 120"');
    expect(html).not.toContain('Other');
  });

  test('each use of a drawing has its own ids and references', async () => {
    const html = await printed('<img src="a.svg" alt="1"><img src="a.svg" alt="2">', {
      'a.svg': svg(
        '<defs><path id="p"/></defs><use xlink:href="#p"/><rect fill="url(#p)" style="mask: url(&quot;#p&quot;)"/>',
      ),
    });
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) {
      expect(html).toContain(`xlink:href="#${id}"`);
      expect(html).toContain(`fill="url(#${id})"`);
      expect(html).toContain(`mask:url(#${id})`);
    }
  });

  test('a drawing with a style sheet stays an image', async () => {
    const html = await printed('<img src="a.svg" alt="x">', {
      'a.svg': svg('<g><style>p{display:none}</style></g>'),
    });
    expect(html).toMatch(/^<img [^>]*src="data:image\/svg\+xml;base64,/);
    expect(html).not.toContain('display:none');
  });

  test.each([
    ['<ol><li>1</li></ol>', undefined],
    ['<ol start="9"><li>9</li></ol>', undefined],
    ['<ol start="9"><li>9</li><li>10</li></ol>', '2.02em'],
    ['<ol><li value="99">99</li><li>100</li></ol>', '2.72em'],
    [`<ol reversed>${'<li>x</li>'.repeat(10)}</ol>`, '2.02em'],
    ['<ol start="1000" reversed><li>1000</li><li>999</li></ol>', '3.42em'],
    ['<ol start="x"><li>1</li></ol>', undefined],
    ['<ol type="I" start="7"><li>VII</li><li>VIII</li><li>IX</li></ol>', '2.77em'],
    ['<ol type="I" start="4000"><li>4000</li></ol>', '3.42em'],
    ['<ol type="i" start="8"><li>viii</li></ol>', '2.42em'],
    ['<ol type="a" start="26"><li>z</li><li>aa</li></ol>', '1.94em'],
    ['<ol type="A" start="0"><li>0</li></ol>', undefined],
    ['<ol type="A" start="703"><li>AAA</li></ol>', '3.02em'],
  ])('a list reserves the width of its widest number: %s', async (html, width) => {
    expect(/style="--number-width:([^"]+)"/.exec(await printed(html))?.[1]).toBe(width);
  });

  test('other images are embedded as data URLs with their size', async () => {
    const png = sampleAsset('dot.png', 'image/png', samplePng(60));
    const html = await printed('<img src="dot.png" alt="dot"><img src="dot.png" alt="" width="4">', {
      'dot.png': png,
    });
    const data = Buffer.from(await png.readBytes()).toString('base64');
    expect(html).toContain(
      `<img width="8" height="8" alt="dot" src="data:image/png;base64,${data}" style="--proportion: 1.0000">`,
    );
    expect(html).toMatch(
      /<img width="8" height="8" aria-hidden="true" alt="" src="data:[^>]*inline-size: var\(--given-width\)">/,
    );
  });

  test('decorative images are hidden from screen readers', async () => {
    expect(await printed('<img src="a.svg" alt="">', { 'a.svg': svg('<path/>') })).toMatch(
      /^<svg [^>]*aria-hidden="true"/,
    );
  });

  test('links back from a note are removed', async () => {
    expect(await printed('<p>A note. <a class="backlink" href="#x">↩︎</a></p>')).toBe(
      '<p class="short">A note.</p>',
    );
  });

  test('only blocks of at most three lines are kept on one page', async () => {
    const long = 'A sentence of some length. '.repeat(9).trim();
    expect(await printed(`<p class="lead">Short.</p><p>${long}</p><ul><li>${long}</li></ul>`)).toBe(
      `<p class="lead short">Short.</p><p>${long}</p><ul><li>${long}</li></ul>`,
    );
  });

  test('the number of a source stays with the word before it', async () => {
    expect(await printed('<p>so it is \n<span class="citations">[1]</span>.</p>')).toContain(
      'so it is\u00A0<span',
    );
  });

  test('headings are lowered by the given levels', async () => {
    expect(await printed('<h1 id="a">A</h1><h6 id="b">B</h6>', {}, 1)).toBe(
      '<h2 id="a">A</h2><h6 id="b">B</h6>',
    );
  });

  test('building the print tree does not change the book', async () => {
    const section = sampleSection(
      '<h1 id="a">A</h1><p>x <span class="citations">[1]</span><a class="backlink">b</a></p>',
    );
    const before = JSON.stringify(section.body);
    await buildPrintTree(section, new Map(), { prefix: 'd', lowerHeadingsBy: 1 });
    expect(JSON.stringify(section.body)).toBe(before);
  });
});
