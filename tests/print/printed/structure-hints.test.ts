import { fromHtml } from 'hast-util-from-html';
import { toHtml } from 'hast-util-to-html';
import { describe, expect, test } from 'vitest';
import {
  addHints,
  decodeHint,
  encodeHint,
  fillEmptyCells,
} from '../../../src/print/printed/structure-hints.ts';

function markedHtml(html: string, language = 'en'): string {
  const tree = fromHtml(html, { fragment: true });
  addHints(tree, language);
  return toHtml(tree);
}

describe('structure hints', () => {
  test('a hint is decoded from a language with its text', () => {
    const text = 'a over b, √2 – ½';
    expect(decodeHint(encodeHint('zh-Hant', 'formula', text))).toEqual({
      language: 'zh-Hant',
      hint: { name: 'formula', text },
    });
    // BCP 47: no subtag is longer than eight characters.
    expect(
      encodeHint('en', 'formula', text)
        .split('-')
        .every((part) => /^[a-z0-9]{1,8}$/i.test(part)),
    ).toBe(true);
  });

  test('a language without a hint is not changed', () => {
    for (const lang of ['en', 'de-CH-1996', 'en-x-private', ''])
      expect(decodeHint(lang)).toEqual({ language: lang });
  });

  test.each([
    ['<i lang="fr">mot</i>', '<i lang="fr-x-phrase" role="group">mot</i>'],
    ['<em lang="fr">mot</em>', '<em lang="fr">mot</em>'],
    ['<p lang="fr">mot</p>', '<p lang="fr">mot</p>'],
    ['<a role="doc-noteref" href="#n">1</a>', '<a role="doc-noteref" href="#n" lang="en-x-noteref">1</a>'],
    [
      '<p lang="de"><a role="doc-biblioref">1</a></p>',
      '<p lang="de"><a role="doc-biblioref" lang="de-x-noteref">1</a></p>',
    ],
    ['<dl><dt>T</dt><dd>D</dd></dl>', '<dl><dt lang="en-x-term">T</dt><dd>D</dd></dl>'],
    ['<section class="box">x</section>', '<section class="box" lang="en-x-box">x</section>'],
    // 33 is a 3.
    [
      '<p class="box-title" aria-level="3">x</p>',
      '<p class="box-title" aria-level="3" lang="en-x-heading-33">x</p>',
    ],
    [
      '<p class="box-title" aria-level="3" role="heading">x</p>',
      '<p class="box-title" aria-level="3" role="heading">x</p>',
    ],
    [
      '<span class="check-mark" role="img"></span>',
      '<span class="check-mark" role="img" lang="en-x-check"></span>',
    ],
    [
      '<section role="doc-endnotes"><ol><li>a<ol><li>b</li></ol></li></ol></section>',
      '<section role="doc-endnotes"><ol><li lang="en-x-note">a<ol><li>b</li></ol></li></ol></section>',
    ],
  ])('adds the hint to %s, in the language of the element', (html, expected) => {
    expect(markedHtml(html)).toBe(expected);
  });

  test('adding hints twice gives the same result', () => {
    const html = '<i lang="fr">mot</i><section role="doc-endnotes"><ol><li lang="la">a</li></ol></section>';
    expect(markedHtml(markedHtml(html))).toBe(markedHtml(html));
  });
});

test('fills empty cells with a no-break space', () => {
  const tree = fromHtml('<table><tr><th></th><td> </td><td><b></b></td><td>x</td></tr></table>', {
    fragment: true,
  });
  fillEmptyCells(tree);
  expect(toHtml(tree)).toBe(
    '<table><tbody><tr><th>\u00A0</th><td>\u00A0</td><td><b></b></td><td>x</td></tr></tbody></table>',
  );
});
