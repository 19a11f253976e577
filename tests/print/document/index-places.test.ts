import type { Element, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { describe, expect, test } from 'vitest';
import { writeIndexPlaces } from '../../../src/print/document/index-places.ts';

/** Writes passages as the page numbers that their links get. @param passages as `3`, or `3-5` with two ends */
function write(passages: readonly string[]): string {
  const folios = new Map<string, string>();
  const places = passages.map((passage, index): Element => {
    const [from = '', to] = passage.split('-');
    folios.set(`a${index}`, from);
    if (to !== undefined) folios.set(`b${index}`, to);
    const properties = {
      className: ['index-place'],
      href: `#a${index}`,
      ...(to && { dataEnd: `b${index}` }),
    };
    return { type: 'element', tagName: 'a', properties, children: [] };
  });
  const span: Element = {
    type: 'element',
    tagName: 'span',
    properties: { className: ['index-places'] },
    children: places,
  };
  const tree: Root = { type: 'root', children: [span] };
  writeIndexPlaces(tree, folios);
  const [written] = tree.children;
  if (written?.type !== 'element') throw new Error('nothing was written');
  for (const link of written.children) {
    if (link.type === 'element')
      link.children = [{ type: 'text', value: folios.get(String(link.properties.href).slice(1)) ?? '?' }];
  }
  return textOf(written);
}

describe('the page numbers of an entry of an index', () => {
  test.each([
    [['3'], '3'],
    [['3', '3', '3'], '3'],
    [['3', '4'], '3, 4'],
    [['3', '4', '5'], '3–5'],
    [['3', '4', '5', '7'], '3–5, 7'],
    [['1', '3-6', '4', '9'], '1, 3–6, 9'],
    [['3-4', '4-6'], '3–6'],
    [['3-3'], '3'],
    [['3-4', '5'], '3–5'],
    [['3-4', '6'], '3–4, 6'],
    [['iv', 'iv', '2'], 'iv, 2'],
    [['iv', 'v', 'vi', '1'], 'iv–vi, 1'],
  ])('%j are written as %s', (passages, written) => expect(write(passages)).toBe(written));
});
