/** Tests SVG files: broken and forbidden ones are reported, others are sanitized and get a size. */
import { describe, expect, test } from 'vitest';
import { readSvg } from '../../../../src/render/images/svg/svg.ts';
import { png } from '../../../support/pictures.ts';
import { collectDiagnostics, readAndRender } from '../../../support/workbench.ts';

const svg = (inside: string, attributes = ''): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9" ${attributes}>${inside}</svg>`;

describe('forbidden content', () => {
  test.each([
    ['a script', '<script>alert(1)</script>', '`<script>`'],
    [
      'a script by another prefix',
      '<s:script xmlns:s="http://www.w3.org/2000/svg">x</s:script>',
      '`<s:script>`',
    ],
    ['HTML', '<foreignObject><p/></foreignObject>', '`<foreignObject>`'],
    ['a change of values', '<set attributeName="x" to="1"/>', '`<set>`'],
    [
      'an address that moves',
      '<a href="#a"><animate attributeName="href" to="javascript:x"/></a>',
      'an address that changes',
    ],
    ['an image from outside', '<image href="photo.png"/>', 'a reference to another file, `photo.png`'],
    [
      'an image from the web',
      '<image xlink:href="https://x.org/a.png"/>',
      'a reference to another file, `https://x.org/a.png`',
    ],
    [
      'an image by another prefix',
      '<image xmlns:q="http://www.w3.org/1999/xlink" q:href="a.png"/>',
      'a reference to another file, `a.png`',
    ],
    [
      'an image that is none',
      '<image href="data:image/svg+xml,x"/>',
      'something in the place of an image that is none',
    ],
    [
      'an image that is cut short',
      `<image href="data:image/png;base64,${Buffer.from(png([[[0, 0, 0]]]))
        .toString('base64')
        .slice(0, 60)}"/>`,
      'an image that is cut short or damaged',
    ],
    [
      'a drawing in it that runs something',
      `<image href="data:image/svg+xml,${encodeURIComponent(svg('<script/>'))}"/>`,
      '`<script>`',
    ],
    ['a part of another file', '<use href="other.svg#a"/>', 'a reference to another file, `other.svg#a`'],
    [
      'a link that runs',
      '<a href="javascript:alert(1)"/>',
      'a reference to another file, `javascript:alert(1)`',
    ],
    [
      'a link that runs, hidden',
      '<a href=" java&#10;script:x"/>',
      'a reference to another file, ` java\nscript:x`',
    ],
    [
      'a link to a file',
      '<a href="file:///etc/passwd"/>',
      'a reference to another file, `file:///etc/passwd`',
    ],
    ['a url in disguise', '<style>a{fill:\\75 rl(http://x)}</style>', 'a style that loads another file'],
    ['an image set', '<style>a{b:image-set("x" 1x)}</style>', 'a style that loads another file'],
    ['a fill from outside', '<rect fill="url(http://x#a)"/>', 'a reference to another file in `fill`'],
    [
      'a style attribute',
      '<rect style="fill:url( \'x.svg#a\' )"/>',
      'a reference to another file in `style`',
    ],
    ['another base', '<g xml:base="http://x/"/>', 'the attribute `xml:base`'],
    ['too many levels', `${'<g>'.repeat(300)}${'</g>'.repeat(300)}`, 'more than 200 levels of elements'],
  ])('refuses %s', async (_, inside, what) => {
    expect(await readSvg(svg(inside))).toMatchObject({ kind: 'unsafe', description: what });
  });

  test('refuses event handlers on all elements', async () => {
    expect(await readSvg(svg('', 'onload="x"'))).toMatchObject({ description: 'the event handler `onload`' });
    expect(await readSvg(svg('<g ONCLICK="x"/>'))).toMatchObject({
      description: 'the event handler `ONCLICK`',
    });
  });

  test('refuses exponential copies and accepts a circular reference', async () => {
    const levels = Array.from({ length: 30 }, (_, level) =>
      level === 0
        ? '<g id="l0"><rect/></g>'
        : `<g id="l${level}">${`<use href="#l${level - 1}"/>`.repeat(10)}</g>`,
    );
    expect(await readSvg(svg(levels.join('')))).toMatchObject({
      kind: 'complex',
      most: [{ load: 'elements', limit: 200_000 }, { load: 'points' }],
    });
    const chain = Array.from({ length: 5000 }, (_, at) => `<g id="c${at}"><use href="#c${at + 1}"/></g>`);
    expect(await readSvg(svg(chain.join('')))).toMatchObject({ kind: 'complex' });
    expect(await readSvg(svg('<g id="a"><use href="#a"/></g>'))).toMatchObject({ kind: 'safe' });
  });

  test('reports forbidden content at its line and column', async () => {
    const files = { 't.md': '# T\n\n![x](d.svg)\n', 'd.svg': svg('\n  <script/>') };
    expect(await collectDiagnostics(files)).toEqual(['svg-unsafe d.svg:2:3']);
  });
});

describe('safe drawings', () => {
  test.each([
    ['an import', '@import "x.css";a{fill:red}', ' a{fill:red}'],
    ['an import by its address', '<![CDATA[@IMPORT url(x.css);]]>', ''],
    ['an import without an end', 'a{b:c}@import "x', 'a{b:c}'],
    ['an import in a rule', '@media print{@import "x" }a{b:c}', '@media print{ }a{b:c}'],
    ['a font', '@font-face{src:url("https://x.org/f")}a{b:c}', ' a{b:c}'],
    ['a font between parts of an address', 'a{b:u@import "x";rl(http://x)}', 'a{b:u rl(http://x)}'],
    [
      'a font of two',
      '@font-face{src:url(data:font/woff2;base64,AA)}@font-face{src:url(x)}',
      '@font-face{src:url("data:font/woff2;base64,AA")}',
    ],
  ])('removes external files from a style sheet: %s', async (_, sheet, left) => {
    const result = await readSvg(svg(`<style>${sheet}</style>`));
    if (result.kind !== 'safe') throw new Error(JSON.stringify(result));
    expect(result.removed).toMatchObject([
      { description: expect.stringMatching(/^a (?:font|style sheet) of another file$/) },
    ]);
    expect(/<style>(.*)<\/style>/.exec(result.xml)?.[1] ?? '').toBe(left.trim());
  });

  test.each([
    '<use href="#a"/><use xlink:href="#a"/>',
    `<image href="data:image/png;base64,${Buffer.from(png([[[0, 0, 0]]])).toString('base64')}" width="1" height="1"/>`,
    '<a href="https://x.org"><text>x</text></a>',
    '<a href="mailto:a@b.org"/>',
    '<style>a{fill:url(#g);src:url(data:font/woff2;base64,AA)}</style><rect fill="url(#g)" style="fill:url(\'#g\')"/>',
    '<animate attributeName="x" to="1"/>',
    '<text>url(http://x) in words, onload= and javascript:</text>',
  ])('accepts %s', async (inside) =>
    expect(await readSvg(svg(inside))).toMatchObject({ kind: 'safe', width: 9, height: 9 }),
  );

  test('writes well-formed XML without document type and instructions', async () => {
    const text = `<?xml version="1.0"?>\n<?xml-stylesheet href="x.css"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/x.dtd">\n${svg('<text>a &lt; b &amp; c</text>')}`;
    const { book } = await readAndRender({ 't.md': '# T\n\n![x](d.svg)\n', 'd.svg': text });
    const xml = new TextDecoder().decode(await book.assets.get('d.svg')?.readBytes());
    expect(xml).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(xml).toContain('a &#x3C; b &#x26; c');
    expect(xml).not.toMatch(/DOCTYPE|<\?/);
  });

  test('expands entities of the document type, as Illustrator writes them', async () => {
    const text = `<!DOCTYPE svg [<!ENTITY ns_svg "http://www.w3.org/2000/svg"><!ENTITY word 'a  b'>]>\n<svg xmlns="&ns_svg;" viewBox="0 0 9 9"><text>&word;</text></svg>`;
    const result = await readSvg(text);
    expect(result).toMatchObject({ kind: 'safe' });
    expect(result.kind === 'safe' && result.xml).toBe(
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>a  b</text></svg>',
    );
  });

  test('declares common namespaces that are missing', async () => {
    const result = await readSvg('<svg viewBox="0 0 1 1"><g id="a"/><use xlink:href="#a"/></svg>');
    expect(result).toMatchObject({ kind: 'safe' });
    const xml = result.kind === 'safe' ? result.xml : '';
    expect(xml).toContain('xmlns="http://www.w3.org/2000/svg"');
    expect(xml).toContain('xmlns:xlink="http://www.w3.org/1999/xlink"');
  });
});

describe('broken files', () => {
  test.each([
    ['an element left open', '<svg><g></svg>', 'svg-broken d.svg:1:'],
    ['no root', '<!-- <svg> -->', 'svg-broken '],
    ['another root', '<html><svg/></html>', 'svg-broken t.md:3:1'],
    ['another namespace', '<svg xmlns="http://www.w3.org/1999/xhtml"/>', 'svg-broken t.md:3:1'],
    ['a prefix that means nothing', '<svg><x:g/></svg>', 'svg-broken t.md:3:1'],
    [
      'an entity that holds an element',
      `<!DOCTYPE svg [<!ENTITY e "<g/>">]>\n${svg('<g>&e;</g>')}`,
      'svg-broken d.svg:2:',
    ],
    ['an entity that nothing defines', `<!DOCTYPE svg []>\n${svg('<g>&e;</g>')}`, 'svg-broken d.svg:2:'],
    [
      'an entity that is too long',
      `<!DOCTYPE svg [<!ENTITY e "${'x'.repeat(1001)}">]>\n${svg('<text>&e;</text>')}`,
      'svg-broken d.svg:2:',
    ],
    [
      'an entity that is used too often',
      `<!DOCTYPE svg [<!ENTITY e "${'x'.repeat(1000)}">]>\n${svg(`<text>${'&e;'.repeat(101)}</text>`)}`,
      'svg-broken d.svg:2:',
    ],
    [
      'a bomb of entities',
      `<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>\n${svg('<text>&c;</text>')}`,
      'svg-broken d.svg:2:',
    ],
    [
      'a file of the machine',
      `<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n${svg('&x;')}`,
      'svg-broken d.svg:2:',
    ],
    ['five thousand levels', svg(`${'<g>'.repeat(5000)}${'</g>'.repeat(5000)}`), 'svg-'],
  ])('reports a broken file: %s', async (_, text, expected) => {
    const found = await collectDiagnostics({ 't.md': '# T\n\n![x](d.svg)\n', 'd.svg': text });
    expect(found).toEqual([expect.stringContaining(expected)]);
  });

  test('reports a file that is not UTF-8', async () => {
    const bytes = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><text>\xe9</text></svg>', 'latin1');
    expect(await collectDiagnostics({ 't.md': '# T\n\n![x](d.svg)\n', 'd.svg': bytes })).toEqual([
      'svg-broken t.md:3:1',
    ]);
  });
});

test.each([
  ['viewBox="0 0 30 20" width="1" height="1"', 30, 20, '0 0 30 20'],
  ['viewBox="5,6,30,20"', 30, 20, '5,6,30,20'],
  ['width="30" height="20"', 30, 20, '0 0 30 20'],
  ['width="30px" height="1.5e1"', 30, 15, '0 0 30 15'],
  ['width="25.4mm" height="2.54cm"', 96, 96, '0 0 96 96'],
  ['width="1in" height="72pt"', 96, 96, '0 0 96 96'],
  ['width="100%" height="50%"', 300, 150, '0 0 300 150'],
  ['width="10em"', 300, 150, '0 0 300 150'],
  ['width="-5" height="0"', 300, 150, '0 0 300 150'],
  ['viewBox="0 0 0 0" width="30" height="20"', 30, 20, '0 0 30 20'],
  ['viewBox="none" width="30" height="20"', 30, 20, '0 0 30 20'],
  ['viewBox="0 0 -30 20"', 300, 150, '0 0 300 150'],
  ['', 300, 150, '0 0 300 150'],
])('determines the size from %j', async (attributes, width, height, viewBox) => {
  const result = await readSvg(`<svg xmlns="http://www.w3.org/2000/svg" ${attributes}/>`);
  expect(result).toMatchObject({ kind: 'safe', width, height });
  const xml = result.kind === 'safe' ? result.xml : '';
  expect(xml).toContain(`viewBox="${viewBox}"`);
  expect(xml).not.toMatch(/\s(?:width|height)=/);
});
