import { describe, expect, it } from 'vitest';
import type { Asset } from '../../../src/core/model/asset.ts';
import { htmlOf, printTree } from '../../../src/print/document/html.ts';
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
  return htmlOf(await printTree(section, new Map(Object.entries(assets)), { prefix: 'd', lower }));
}

describe('printTree', () => {
  it('sets drawings into the page, named by the text the author gave', async () => {
    const html = await printed('<img src="a.svg" alt="A &quot;gate&quot;">', {
      'a.svg': svg('<title>Other</title><text x="1">Cell &lt; 1</text>'),
    });
    expect(html).toMatch(
      /^<svg [^>]*role="img" aria-label="A &#x22;gate&#x22;"[^>]*><text x="1">Cell &#x3C; 1<\/text><\/svg>$/,
    );
    expect(html).toContain('viewBox="0 0 320 120"');
    expect(html).not.toContain('Other');
  });

  it('gives each use of a drawing ids of its own, and leads its references to them', async () => {
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

  it('leaves a drawing with a style sheet an image, so that the sheet reaches nothing else', async () => {
    const html = await printed('<img src="a.svg" alt="x">', {
      'a.svg': svg('<g><style>p{display:none}</style></g>'),
    });
    expect(html).toMatch(/^<img [^>]*src="data:image\/svg\+xml;base64,/);
    expect(html).not.toContain('display:none');
  });

  it.each([
    ['<ol><li>1</li></ol>', undefined],
    ['<ol start="9"><li>9</li></ol>', undefined],
    ['<ol start="9"><li>9</li><li>10</li></ol>', '2'],
    ['<ol><li value="99">99</li><li>100</li></ol>', '3'],
    [`<ol reversed>${'<li>x</li>'.repeat(10)}</ol>`, '2'],
    ['<ol start="1000" reversed><li>1000</li><li>999</li></ol>', '4'],
    ['<ol start="x"><li>1</li></ol>', undefined],
  ])('says how many digits the numbers of a list have: %s', async (html, digits) => {
    expect(/style="--digits:(\d+)"/.exec(await printed(html))?.[1]).toBe(digits);
  });

  it('puts the bytes of other images into the page, with their size', async () => {
    const png = sampleAsset('dot.png', 'image/png', samplePng(60));
    const html = await printed('<img src="dot.png" alt="dot"><img src="dot.png" alt="" width="4">', {
      'dot.png': png,
    });
    const data = Buffer.from(await png.bytes()).toString('base64');
    expect(html).toContain(
      `<img width="8" height="8" alt="dot" src="data:image/png;base64,${data}" style="--proportion: 1.0000">`,
    );
    expect(html).toMatch(/<img width="4" aria-hidden="true" alt="" src="data:/);
  });

  it('hides decoration from those who cannot see it', async () => {
    expect(await printed('<img src="a.svg" alt="">', { 'a.svg': svg('<path/>') })).toMatch(
      /^<svg [^>]*aria-hidden="true"/,
    );
  });

  it('drops the way back from a note, which paper does not have', async () => {
    expect(await printed('<p>A note. <a class="backlink" href="#x">↩︎</a></p>')).toBe(
      '<p class="short">A note.</p>',
    );
  });

  it('keeps what has three lines at most on one page, and lets longer text break', async () => {
    const long = 'A sentence of some length. '.repeat(9).trim();
    expect(await printed(`<p class="lead">Short.</p><p>${long}</p><ul><li>${long}</li></ul>`)).toBe(
      `<p class="lead short">Short.</p><p>${long}</p><ul><li>${long}</li></ul>`,
    );
  });

  it('keeps the number of a source with the word before it', async () => {
    expect(await printed('<p>so it is \n<span class="citations">[1]</span>.</p>')).toContain(
      'so it is\u00A0<span',
    );
  });

  it('lowers headings where asked', async () => {
    expect(await printed('<h1 id="a">A</h1><h6 id="b">B</h6>', {}, 1)).toBe(
      '<h2 id="a">A</h2><h6 id="b">B</h6>',
    );
  });

  it('leaves the book as it is', async () => {
    const section = sampleSection(
      '<h1 id="a">A</h1><p>x <span class="citations">[1]</span><a class="backlink">b</a></p>',
    );
    const before = JSON.stringify(section.body);
    await printTree(section, new Map(), { prefix: 'd', lower: 1 });
    expect(JSON.stringify(section.body)).toBe(before);
  });
});
