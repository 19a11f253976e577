/** Tests the ranges of object numbers of a book's parts. */
import { expect, test } from 'vitest';
import { OBJECTS_PER_STREAM } from '../../../src/lib/pdf/write/object-block.ts';
import { assignNumbers, countNumbers } from '../../../src/print/joining/fixed-numbers.ts';

test('each part has the numbers that it needs, and none of another', () => {
  const counts = [1, 1024, 1025, 5000];
  const starts = assignNumbers(70, counts);
  expect(starts).toHaveLength(counts.length + 1);
  expect(starts[0]).toBeGreaterThanOrEqual(70);
  for (const [part, count] of counts.entries())
    expect((starts[part + 1] ?? 0) - (starts[part] ?? 0)).toBeGreaterThanOrEqual(count);
});

test('a part that is a little longer does not move the others', () => {
  expect(assignNumbers(70, [3005, 4000, 2000])).toEqual(assignNumbers(64, [2990, 4001, 2000]));
});

test('a part with very many objects has numbers for its object streams, too', () => {
  for (const objects of [1, 499, 500, 8_000, 50_000, 1_000_000]) {
    const count = countNumbers(objects, 64);
    expect(count - Math.ceil(count / (OBJECTS_PER_STREAM + 1))).toBeGreaterThanOrEqual(objects + 2 * 64);
  }
});
