/** Fonts that go with an e-book: none unless it asks for them, then those it uses, whole lines of it, with their licenses. */
import { EpubCheck } from '@likecoin/epubcheck-ts';
import { toString as textOf } from 'hast-util-to-string';
import { expect, test } from 'vitest';
import type { Section } from '../../src/core/model/book.ts';
import { sampleBook, sampleSection } from '../support/sample-book.ts';
import { elements, type Packed, pack } from './packed.ts';

const PLAIN = [sampleSection('<h1 id="a">A</h1><p>Plain text.</p>')];

const embedded = (sections: readonly Section[]): Promise<Packed> =>
  pack(sampleBook({ sections, metadata: { embedsFonts: true } }));

const fontsIn = (packed: Packed): readonly string[] =>
  [...packed.entries.keys()].filter((name) => name.startsWith('OEBPS/fonts/')).map((name) => name.slice(12));

/** Whether a face of the style sheet says that it has the character. */
function isCovered(css: string, character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return [...css.matchAll(/U\+([\da-f]+)(?:-([\da-f]+))?/gi)].some(([, from = '', to = from]) => {
    return code >= Number.parseInt(from, 16) && code <= Number.parseInt(to, 16);
  });
}

test('embeds no fonts unless the publication asks for them', async () => {
  const packed = await pack(sampleBook());
  expect(fontsIn(packed)).toEqual([]);
  expect(packed.text('style.css')).not.toContain('@font-face');
});

test('embeds only text and heading fonts, and no italics, for plain text', async () => {
  expect(fontsIn(await embedded(PLAIN))).toEqual([
    'atkinson-hyperlegible-next-latin-700-normal.woff2',
    'atkinson-hyperlegible-next-license.txt',
    'source-serif-4-latin-400-normal.woff2',
    'source-serif-4-latin-700-normal.woff2',
    'source-serif-4-license.txt',
  ]);
});

test('embeds fonts for the characters that are used', async () => {
  const fonts = async (html: string) =>
    (await fontsIn(await embedded([sampleSection(`<h1 id="a">A</h1>${html}`)]))).join(' ');
  expect(await fonts('<p><em>x</em></p>')).toContain('source-serif-4-latin-400-italic.woff2');
  expect(await fonts('<p><b><i>x</i></b></p>')).toContain('source-serif-4-latin-700-italic.woff2');
  expect(await fonts('<pre><code>x</code></pre>')).toContain('atkinson-hyperlegible-mono-latin-400');
  expect(await fonts('<p>ż</p>')).toContain('source-serif-4-latin-ext-400');
  expect(await fonts('<p>שלום</p>')).toContain('noto-sans-hebrew');
  expect(await fonts('<table><tbody><tr><th>ż</th></tr></tbody></table>')).toContain('latin-ext-700');
  expect(await fonts('<table><tbody><tr><th class="row-header">ż</th></tr></tbody></table>')).toContain(
    'latin-ext-400',
  );
  expect(await fonts('<p><math alttext="x"><mi>x</mi></math></p>')).toContain('stix-two-math');
});

test('makes a valid book with unchanged fonts that cover every character', async () => {
  const html =
    '<h1 id="a">Größe</h1><p>Żółw, <em>Ελλάδα</em>, <b>Москва</b>, עברית, العربية. <code>a &lt; b</code></p>';
  const section = sampleSection(html);
  const packed = await embedded([section]);
  const { messages } = await EpubCheck.validate(packed.bytes);
  expect(messages.filter(({ severity }) => severity !== 'info')).toEqual([]);
  const css = packed.text('style.css');
  const missing = [...new Set(textOf(section.body))].filter(
    (character) => /\S/.test(character) && !isCovered(css, character),
  );
  expect(missing).toEqual([]);
  const items = elements(packed.xml('content.opf'), 'item').map(({ attributes }) => attributes);
  const fonts = items.filter(({ href }) => href?.endsWith('.woff2'));
  expect(fonts.length).toBeGreaterThan(5);
  for (const { href, 'media-type': type } of fonts) {
    expect(type).toBe('font/woff2');
    const bytes = packed.entries.get(`OEBPS/${href}`) ?? new Uint8Array();
    expect(new TextDecoder().decode(bytes.subarray(0, 4))).toBe('wOF2');
    expect(css).toContain(`url(${href})`);
  }
  expect(packed.text('fonts/source-serif-4-license.txt')).toMatch(/SIL OPEN FONT LICENSE/i);
});

test("prefers the fonts of a text's language for shared code points", async () => {
  const sections = [
    sampleSection('<h1 id="a">春の庭</h1><p>水 <span lang="zh-Hans">骨</span></p>', { language: 'ja' }),
    sampleSection('<h1 id="b">春天</h1><p>骨</p>', { language: 'zh-Hans' }),
  ];
  const css = (await embedded(sections)).text('style.css');
  const stackOf = (selector: string) =>
    css
      .split(`\n${selector}`)[1]
      ?.match(/font-family: (.*);/)?.[1]
      ?.match(/Noto Sans \w+/g);
  expect(stackOf('[lang="ja"] body, body [lang="ja"]')?.[0]).toBe('Noto Sans JP');
  expect(stackOf('[lang="zh-Hans"] body, body [lang="zh-Hans"]')?.[0]).toBe('Noto Sans SC');
});

test('keeps an invalid language tag out of the style sheet', async () => {
  const packed = await embedded([
    sampleSection('<h1 id="a">A</h1><p lang="x&quot;]{}*{color:red}">שלום</p>'),
  ]);
  expect(packed.text('style.css')).not.toContain('color:red');
});
