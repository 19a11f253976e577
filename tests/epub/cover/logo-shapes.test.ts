/** Tests which logos the painter of covers can draw, and where. */

import { expect, test } from 'vitest';
import type { Element } from 'xast';
import { fromXml } from 'xast-util-from-xml';
import { convertLogo } from '../../../src/epub/cover/logo-shapes.ts';
import { parseSvgPath } from '../../../src/lib/raster/svg-path.ts';
import { serializeXml } from '../../../src/lib/xml/serialize.ts';

function convert(inner: string, viewBox = '0 0 10 10'): string | undefined {
  const text = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${viewBox}">${inner}</svg>`;
  const root = fromXml(text).children.find((node): node is Element => node.type === 'element');
  if (root === undefined) throw new Error('there is no drawing');
  const group = convertLogo({ root, costShare: 0, isHeavy: false }, { x: 100, y: 200, scale: 3 });
  return group && serializeXml([group]);
}

test('places a logo by its view box', () => {
  const place = 'transform="translate(100 200) scale(3) translate(-5 -7)"';
  expect(convert('<path d="M0 0h9"/>', '5 7 10 10')).toBe(
    `<g fill="#000000" ${place}><path d="M0 0h9"></path></g>`,
  );
});

test.each([
  ['<rect width="4" height="2" fill="teal"/>', 'fill="#008080" d="M0 0h4v2h-4Z"'],
  ['<rect x="1" y="1" width="4" height="2" rx="1"/>', 'd="M2 1h2a1 1 0 0 1 1 1v0a1 1 0 0 1 -1 1'],
  ['<circle cx="5" cy="5" r="2" style="fill: rgb(0 94 184); opacity: 1"/>', 'fill="#005eb8" d="M3 5A2 2'],
  ['<ellipse cx="5" cy="5" rx="2" ry="1"/>', 'd="M3 5A2 1 0 0 1 7 5A2 1 0 0 1 3 5Z"'],
  ['<polygon points="0,0 4,0 2,3"/>', 'd="M0 0 4 0 2 3Z"'],
  ['<line x1="1" y1="2" x2="3" y2="4" stroke="#f00"/>', 'stroke="#ff0000" d="M1 2L3 4"'],
  ['<g transform="matrix(2 0 0 2 1 1)"><path d="M0 0"/></g>', 'transform="translate(1 1) scale(2 2)"'],
  [
    '<text x="1" y="2" font-size="4px" font-weight="bold">Ward</text>',
    'font-size="4" font-weight="700" x="1"',
  ],
  ['<title>Logo</title><path d="M0 0" id="a" class="b"/>', '><path d="M0 0"></path></g>'],
])('converts %s', (inner, expected) => {
  expect(convert(inner)).toContain(expected);
});

test.each([
  '<path d="M0 0" fill="url(#a)"/>',
  '<path d="M0 0" opacity="0.5"/>',
  '<path d="M0 0" fill-rule="evenodd"/>',
  '<path d="M0 0" transform="rotate(4)"/>',
  '<g transform="matrix(1 1 0 1 0 0)"/>',
  '<text>A<tspan>B</tspan></text>',
  '<image href="data:image/png;base64,AAAA"/>',
  '<style>path { fill: red }</style>',
])('refuses %s', (inner) => {
  expect(convert(inner)).toBeUndefined();
});

test('continues smooth curves', () => {
  const curves = (path: string) => parseSvgPath(path)?.[0]?.steps.map(({ handles, to }) => [handles, to]);
  expect(curves('M0 0C1 1 2 1 3 0S5 -1 6 0')).toEqual(curves('M0 0C1 1 2 1 3 0C4 -1 5 -1 6 0'));
  expect(curves('M0 0q1 2 2 0t2 0')).toEqual(curves('M0 0Q1 2 2 0Q3 -2 4 0'));
  expect(curves('M0 0S1 1 2 0')).toEqual(curves('M0 0C0 0 1 1 2 0'));
});
