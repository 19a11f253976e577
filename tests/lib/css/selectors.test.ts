/** Selectors and names of properties that browsers do not know. */
import { expect, test } from 'vitest';
import { findIntendedProperty } from '../../../src/lib/css/properties.ts';
import { findSelectorFault } from '../../../src/lib/css/syntax-tree.ts';

test.each([
  'a, b > c + d ~ e f',
  'p:is(a, b):not(.c):has(> d)::part(x)::before',
  ':nth-child(2n + 1 of .a)',
  '[lang|="de" i], svg|a, *|*',
  '.a\\:b',
])('accepts the selector %s', (selector) => {
  expect(findSelectorFault(selector)).toBeUndefined();
});

test.each([
  ['p,', 2],
  ['.1a', 1],
  ['p > > q', 0],
  ['p;q', 1],
  ['', 0],
])('refuses the selector %s', (selector, offset) => {
  expect(findSelectorFault(selector)?.offset).toBe(offset);
});

test.each([
  ['colour', 'color'],
  ['text-aling', 'text-align'],
  ['font-weigth', 'font-weight'],
  ['color', undefined],
  ['-epub-hyphens', undefined],
  ['--colour', undefined],
  ['a-property-of-next-year', undefined],
])('finds what was meant by the property %s', (name, intended) => {
  expect(findIntendedProperty(name)).toBe(intended);
});
