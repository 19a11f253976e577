/** Tests which citations are the first of a source, later ones, or the same as the one before. */
import { expect, test } from 'vitest';
import { computePositions } from '../../../src/render/citations/cite-positions.ts';

/** Reads `1: a 7, b` as a citation in note 1 of `a`, page 7, and `b`. */
function read(line: string) {
  const [note = '', sources = ''] = line.split(': ');
  const items = sources.split(', ').map((source) => {
    const [key = '', locator] = source.split(' ');
    return { key, ...(locator !== undefined && { locator, label: 'page' }) };
  });
  return { noteIndex: Number(note), items };
}

test.each([
  [['1: a', '2: a', '3: a 7', '4: a 7', '5: a 8', '6: a'], '0 2 3 2 3 1'],
  [['1: a', '2: b', '3: a'], '0 0 1'],
  [['1: a, b', '2: b', '3: b'], '0 0 1 2'],
  [['1: a, a 7'], '0 3'],
  [['1: a', '1: b', '2: b', '4: b'], '0 0 1 1'],
  [['1: a', '1: a'], '0 2'],
  [['0: a', '0: a', '0: b'], '0 2 0'],
])('positions of %j', (lines, expected) => {
  const positions = computePositions(lines.map(read)).flat();
  expect(positions.map(({ position }) => position).join(' ')).toBe(expected);
});

test('a note of a table is read by itself: it has the long form, and no citation of the text depends on it', () => {
  const [inTable, ...others] = ['0: a', '1: a', '2: a'].map(read);
  const clusters = [...(inTable ? [{ ...inTable, isApart: true }] : []), ...others];
  const positions = computePositions([...clusters, { ...read('0: a'), isApart: true }]).flat();
  expect(positions.map(({ position }) => position).join(' ')).toBe('0 0 2 0');
});

test('knows the first note of a source, and what is near', () => {
  const positions = computePositions(['3: a', '4: b', '8: a', '20: a'].map(read)).flat();
  expect(positions.slice(2)).toEqual([
    { position: 1, 'near-note': true, 'first-reference-note-number': 3 },
    { position: 1, 'first-reference-note-number': 3 },
  ]);
});
