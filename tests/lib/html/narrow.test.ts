/** Tests that HTML with characters of one byte means the same. */
import { fromHtml } from 'hast-util-from-html';
import { describe, expect, test } from 'vitest';
import { narrowHtml } from '../../../src/lib/html/narrow.ts';

const filler = `<p>${'word '.repeat(200)}</p>`;

describe('narrowHtml', () => {
  test.each([
    ['quotation marks and an emoji', '<p title="“a”">“Take 5\u00A0mg”\u206F 😀</p>'],
    ['a no-break space and letters of western Europe', '<p>\u00A0é</p>'],
    ['a title, whose text has character references', '<title>a — b</title>'],
  ])('keeps the meaning of %s', (_, html) => {
    const narrow = narrowHtml(filler + html);
    expect(narrow).not.toMatch(/[\u0100-\uFFFF]/);
    expect(textsOf(narrow)).toEqual(textsOf(filler + html));
  });

  test('escapes the characters of a style sheet as CSS does', () => {
    const html = `${filler}<style>q::before { content: "“a” b" }</style><p>—</p>`;
    expect(narrowHtml(html)).toBe(
      `${filler}<style>q::before { content: "\\201c a\\201d  b" }</style><p>&#8212;</p>`,
    );
  });

  test('leaves text with many such characters as it is', () => {
    const html = `<p>${'слово '.repeat(20)}</p>`;
    expect(narrowHtml(html)).toBe(html);
  });

  test('leaves a document with raw text as it is', () => {
    const html = `${filler}<svg><text><![CDATA[“a”]]></text></svg>`;
    expect(narrowHtml(html)).toBe(html);
  });
});

const textsOf = (html: string): unknown =>
  JSON.parse(
    JSON.stringify(fromHtml(html, { fragment: true }), (key, value) =>
      key === 'position' ? undefined : value,
    ),
  );
