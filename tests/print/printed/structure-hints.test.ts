import { fromHtml } from 'hast-util-from-html';
import { toHtml } from 'hast-util-to-html';
import { describe, expect, it } from 'vitest';
import { keepEmptyCells, marked, markIn, markTree } from '../../../src/print/printed/structure-hints.ts';

function markedHtml(html: string, language = 'en'): string {
  const tree = fromHtml(html, { fragment: true });
  markTree(tree, language);
  return toHtml(tree);
}

describe('marks', () => {
  it('come back from a language with their text', () => {
    const text = 'a over b, √2 – ½';
    expect(markIn(marked('zh-Hant', 'formula', text))).toEqual({
      language: 'zh-Hant',
      mark: { name: 'formula', text },
    });
    // BCP 47: no part is longer than eight characters.
    expect(
      marked('en', 'formula', text)
        .split('-')
        .every((part) => /^[a-z0-9]{1,8}$/i.test(part)),
    ).toBe(true);
  });

  it('leave a language of an author’s own alone', () => {
    for (const lang of ['en', 'de-CH-1996', 'en-x-private', ''])
      expect(markIn(lang)).toEqual({ language: lang });
  });

  it.each([
    ['<i lang="fr">mot</i>', '<i lang="fr-x-phrase" role="group">mot</i>'],
    ['<em lang="fr">mot</em>', '<em lang="fr">mot</em>'],
    ['<p lang="fr">mot</p>', '<p lang="fr">mot</p>'],
    ['<a role="doc-noteref" href="#n">1</a>', '<a role="doc-noteref" href="#n" lang="en-x-noteref">1</a>'],
    [
      '<p lang="de"><a role="doc-biblioref">1</a></p>',
      '<p lang="de"><a role="doc-biblioref" lang="de-x-noteref">1</a></p>',
    ],
    ['<dl><dt>T</dt><dd>D</dd></dl>', '<dl><dt lang="en-x-term">T</dt><dd>D</dd></dl>'],
    [
      '<section role="doc-endnotes"><ol><li>a<ol><li>b</li></ol></li></ol></section>',
      '<section role="doc-endnotes"><ol><li lang="en-x-note">a<ol><li>b</li></ol></li></ol></section>',
    ],
  ])('says of %s what it is, in its own language', (html, expected) => {
    expect(markedHtml(html)).toBe(expected);
  });

  it('are the same when they are put twice', () => {
    const html = '<i lang="fr">mot</i><section role="doc-endnotes"><ol><li lang="la">a</li></ol></section>';
    expect(markedHtml(markedHtml(html))).toBe(markedHtml(html));
  });
});

it('keepEmptyCells fills cells without content with a space that stays', () => {
  const tree = fromHtml('<table><tr><th></th><td> </td><td><b></b></td><td>x</td></tr></table>', {
    fragment: true,
  });
  keepEmptyCells(tree);
  expect(toHtml(tree)).toBe(
    '<table><tbody><tr><th>\u00A0</th><td>\u00A0</td><td><b></b></td><td>x</td></tr></tbody></table>',
  );
});
