/** The e-book's style sheet: what a bad reader needs of it. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = ['epub.css', 'epub-narrow.css']
  .map((name) => readFileSync(new URL(`../../../styles/${name}`, import.meta.url), 'utf8'))
  .join('\n')
  .replace(/\/\*[\s\S]*?\*\//g, '');

/** Innermost rules, each as its declarations. */
const rules = [...css.matchAll(/([^{};]+)\{([^{}]*)\}/g)].map(([, selector = '', body = '']) => ({
  selector: selector.trim(),
  declarations: body
    .split(';')
    .map((declaration) => declaration.split(':').map((part) => part.trim()))
    .filter(([property]) => property !== '')
    .map(([property = '', value = '']) => ({ property, value })),
}));

const withPair = (property: string, pair: string): string[] =>
  rules
    .filter(({ declarations }) => declarations.some((each) => each.property === property))
    .filter(({ declarations }) => !declarations.some((each) => each.property === pair))
    .map(({ selector }) => selector);

test('there is something to look at', () => {
  expect(rules.length).toBeGreaterThan(80);
});

test('no size is fixed', () => {
  const fixed = rules.flatMap(({ selector, declarations }) =>
    declarations.filter(({ value }) => /\d(?:px|pt|pc|cm|mm|in|rem)\b/.test(value)).map(() => selector),
  );
  expect(fixed).toEqual([]);
});

test.each([
  ['break-inside', 'page-break-inside'],
  ['break-after', 'page-break-after'],
  ['hyphens', '-epub-hyphens'],
  ['overflow-wrap', 'word-wrap'],
  ['writing-mode', '-epub-writing-mode'],
])('%s is said for older readers, too, as %s', (property, older) => {
  expect(css).toContain(`${property}:`);
  expect(withPair(property, older)).toEqual([]);
});

test('no color stands without its ground, and no ground without its color', () => {
  const named = (property: string) => (value: string) =>
    rules
      .filter(({ declarations }) =>
        declarations.some(
          (each) => each.property === property && each.value !== value && each.value !== 'transparent',
        ),
      )
      .map(({ selector }) => selector);
  expect(named('color')('inherit')).toEqual(named('background-color')('inherit'));
  expect(named('background-color')('inherit')).toEqual(['img']);
});

test('what is hidden is hidden from readers that know no such attribute', () => {
  const [hidden] = rules.filter(({ selector }) => selector === '[hidden]');
  expect(hidden?.declarations).toEqual([{ property: 'display', value: 'none' }]);
});

test('directions are left to the documents: EPUB 3.3, section 6.3.1, takes them in no style sheet', () => {
  expect(css).not.toMatch(/(?:^|[\s;{])(?:direction|unicode-bidi)\s*:/);
});
