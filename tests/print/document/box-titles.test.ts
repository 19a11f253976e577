/** Tests the levels of box titles. */
import { fromHtml } from 'hast-util-from-html';
import { toHtml } from 'hast-util-to-html';
import { expect, test } from 'vitest';
import { setBoxTitleLevels } from '../../../src/print/document/box-titles.ts';

const box = (title: string, content = ''): string =>
  `<section class="box box-note"><p class="box-title">${title}</p>${content}</section>`;

function levelsOf(html: string): readonly string[] {
  const tree = fromHtml(html, { fragment: true });
  setBoxTitleLevels(tree);
  return [...toHtml(tree).matchAll(/aria-level="(\d)"( role="heading")?>(\w)/g)].map(
    ([, level, role = '', title]) => `${title}${level}${role}`,
  );
}

test.each([
  ['after a heading', `<h1>x</h1>${box('a')}<h2>x</h2>${box('b')}${box('c')}`, ['a2', 'b3', 'c3']],
  ['without a heading before', box('a'), ['a1']],
  ['in a box', `<h2>x</h2>${box('a', box('b'))}${box('c')}`, ['a3', 'b4', 'c3']],
  ['after a heading in a box', `<h2>x</h2>${box('a', '<h4>x</h4>')}${box('b')}`, ['a3', 'b3']],
  ['in a quotation', `<h2>x</h2><blockquote><h3>x</h3></blockquote>${box('a')}`, ['a4']],
  ['below the lowest heading', `<h6>x</h6>${box('a', box('b'))}`, ['a6', 'b6']],
  [
    'of an urgent box',
    '<h1>x</h1><section class="box box-urgent"><p class="box-title">a</p></section>',
    ['a2 role="heading"'],
  ],
  ['of a box without a title', '<h1>x</h1><section class="box"><p>x</p></section>', []],
])('a box title is one level below the heading before it: %s', (_, html, expected) => {
  expect(levelsOf(html)).toEqual(expected);
});
