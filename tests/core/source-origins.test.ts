/** Tests the places of a text that is put together from several files. */
import { expect, test } from 'vitest';
import { locationAt, locationOf, pointAt, startOfLine } from '../../src/core/source-location.ts';

const outer = { path: 'a.md', text: 'One\n{{inner}}\nTwo\n' };
const inner = { path: 'b.md', text: 'skipped\n  Words\nMore\n' };
const text = 'One\n  Words\nMore\n#\nTwo\n';
const source = {
  path: 'a.md',
  text,
  origins: [
    { start: 0, source: outer, offset: 0 },
    { start: 4, source: inner, offset: 8 },
    { start: 17, source: outer, offset: 4, isGenerated: true as const },
    { start: 19, source: outer, offset: 14 },
  ],
};

test('an offset is in the file that its piece is from', () => {
  expect(locationAt(source, 0)).toEqual({ file: 'a.md', line: 1, column: 1 });
  expect(locationAt(source, text.indexOf('Words'))).toEqual({ file: 'b.md', line: 2, column: 3 });
  expect(locationAt(source, text.indexOf('More') + 1)).toEqual({ file: 'b.md', line: 3, column: 2 });
  expect(locationAt(source, text.indexOf('Two'))).toEqual({ file: 'a.md', line: 3, column: 1 });
});

test('what no file contains is where it was generated', () => {
  expect(locationAt(source, 17)).toEqual({ file: 'a.md', line: 2, column: 1 });
  expect(locationAt(source, 18)).toEqual({ file: 'a.md', line: 2, column: 1 });
});

test('points and nodes count the lines of the whole text', () => {
  expect(pointAt(source, text.indexOf('More'))).toEqual({ line: 3, column: 1, offset: 12 });
  const node = { position: { start: { line: 2, column: 3 } } };
  expect(locationOf(source, node)).toEqual({ file: 'b.md', line: 2, column: 3 });
  expect(locationOf({ path: 'a.md', text }, node)).toEqual({ file: 'a.md', line: 2, column: 3 });
  expect(locationOf(source, undefined)).toEqual({ file: 'a.md', line: 1, column: 1 });
  expect(startOfLine(source, 5)).toEqual({ file: 'a.md', line: 3, column: 1 });
});
