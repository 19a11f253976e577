import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchesPattern } from '../../../src/lib/text/path-pattern.ts';

test.each([
  ['content/a.md', 'content/a.md', true],
  ['content/a.md', 'content/b.md', false],
  ['content/a.md', 'content', false],
  ['content/a.md', 'content/*', true],
  ['content/a/b.md', 'content/*', false],
  ['content/a/b.md', 'content/**', true],
  ['content/a/b.md', '**', true],
  ['content/a/b.md', '**/b.md', true],
  ['b.md', '**/b.md', true],
  ['content/b.md', 'content/**/b.md', true],
  ['content/x/y/b.md', 'content/**/b.md', true],
  ['content/x/b.md/c.md', 'content/**/b.md', false],
  ['content/x/y/z/b.md', '**/y/*/b.*', true],
  ['content/a.b.md', 'content/*.md', true],
  ['content/draft-1-a.md', 'content/draft-?-*.md', true],
  ['content/draft-11.md', 'content/draft-?.md', false],
  ['content/😀.md', 'content/?.md', true],
  ['content/(a+b|c) [1] {x}.md', 'content/(a+b|c) [1] {x}.md', true],
  ['content/.hidden/a.md', 'content/**', true],
  ['content/a.md', 'content/**/', false],
  ['content/a.md', '', false],
])('matchesPattern of %s and %s is %s', (path, pattern, expected) => {
  expect(matchesPattern(path, pattern)).toBe(expected);
});

/** Returns the same rules as a regular expression, for a path after a `/`. */
function expression(pattern: string): RegExp {
  const names = pattern.split('/').map((name) => {
    if (name === '**') return '(?:/[^/]*)*';
    const literal = name.replace(/[^*?]/gu, (sign) => RegExp.escape(sign));
    return `/${literal.replaceAll('?', '[^/]').replaceAll('*', '[^/]*')}`;
  });
  return new RegExp(`^${names.join('')}$`, 'u');
}

test('matchesPattern agrees with a regular expression for all short patterns', () => {
  const path = fc.array(fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 3 }), {
    minLength: 1,
    maxLength: 4,
  });
  const name = fc.oneof(
    fc.constant('**'),
    fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), minLength: 1, maxLength: 3 }),
  );
  fc.assert(
    fc.property(path, fc.array(name, { minLength: 1, maxLength: 4 }), (parts, names) => {
      const [path, pattern] = [parts.join('/'), names.join('/')];
      expect([path, pattern, matchesPattern(path, pattern)]).toEqual([
        path,
        pattern,
        expression(pattern).test(`/${path}`),
      ]);
    }),
    { numRuns: 2000 },
  );
});

test('matchesPattern takes little time for every pattern', () => {
  const name = 'a'.repeat(250);
  const path = `${'a/'.repeat(200)}${name}.md`;
  const started = performance.now();
  for (const pattern of ['**/a/'.repeat(100), `**/${'*a'.repeat(100)}x`, `${'**/*a*/'.repeat(50)}x`]) {
    expect(matchesPattern(path, pattern)).toBe(false);
  }
  expect(performance.now() - started).toBeLessThan(2000);
});
