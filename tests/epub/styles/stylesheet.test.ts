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

test('has rules to check', () => {
  expect(rules.length).toBeGreaterThan(80);
});

test('fixes no size', () => {
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
])('repeats %s for older readers as %s', (property, older) => {
  expect(css).toContain(`${property}:`);
  expect(withPair(property, older)).toEqual([]);
});

test('sets text and background colors only together', () => {
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

test('hides `hidden` elements in reading systems without the attribute', () => {
  const [hidden] = rules.filter(({ selector }) => selector === '[hidden]');
  expect(hidden?.declarations).toEqual([{ property: 'display', value: 'none' }]);
});

test('sets no direction, because EPUB 3.3, section 6.3.1, forbids it in a style sheet', () => {
  expect(css).not.toMatch(/(?:^|[\s;{])(?:direction|unicode-bidi)\s*:/);
});
