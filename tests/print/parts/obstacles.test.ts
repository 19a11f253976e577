/** Finds styles that only a print in one piece can show. */
import { describe, expect, test } from 'vitest';
import { findPageRule } from '../../../src/print/parts/obstacles.ts';

describe('what depends on other pages or sections prevents parts', () => {
  test.each([
    ['@page { margin: 1cm }', '@page'],
    ['@page :left { @top-left { content: "x" } }', '@page :left'],
    ['@media print { @page wide { size: A3 } }', '@page wide'],
    ['p::after { content: counter(page) }', 'counter(page)'],
    ['p::after { content: "of " counters(pages, ".") }', 'counters(pages,".")'],
    ['h1 { --n: counter(front) }', 'counter(front)'],
    ['h1 { counter-increment: chapter }', 'counter-increment'],
    ['body { counter-reset: chapter }', 'counter-reset'],
    ['section:first-child { color: red }', 'section:first-child'],
    ['.chapter + .chapter { color: red }', '.chapter+.chapter'],
    ['main > :nth-of-type(2) { color: red }', 'main>:nth-of-type(2)'],
    ['main ~ nav { color: red }', 'main~nav'],
    ['.blank:last-of-type h1 { color: red }', '.blank:last-of-type h1'],
  ])('%s', (css, found) => {
    expect(findPageRule(css)).toBe(found);
  });
});

describe('other styles do not', () => {
  test.each([
    'h1 { color: #006 }',
    'li:first-child, .box p:last-child { margin: 0 }',
    'p + p { text-indent: 1em }',
    '.box ~ .box { margin: 0 }',
    'ol > li::marker { content: counter(list-item) ". " }',
    '.chapter h2:first-of-type { margin: 0 }',
    '.box:not(:first-child) { margin: 0 }',
    '[data-x=" + section:first-child "] { margin: 0 }',
    '@media print { .chapter { break-before: page } }',
    '',
  ])('%s', (css) => {
    expect(findPageRule(css)).toBeUndefined();
  });
});
