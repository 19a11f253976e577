/**
 * Texts that are hard to read take twice the time when they are twice as long: a part of the generators, beside other tests on a busy machine, and so
 * the mean of both doublings. `npm run growth` has all of them, and each doubling.
 */
import { expect, test } from 'vitest';
import { GENERATORS } from './generators.ts';
import { MOST_GROWTH, measure } from './measure.ts';

const SAMPLE = GENERATORS.filter((_, index) => index % 5 === 0);

test('there are thirty at least', () => {
  expect(GENERATORS.length).toBeGreaterThanOrEqual(30);
});

test.each(SAMPLE)('$name', { timeout: 120_000 }, async (generator) => {
  const { milliseconds, mean } = await measure(generator);
  expect(mean, `${milliseconds.map(Math.round).join(', ')} ms`).toBeLessThanOrEqual(MOST_GROWTH);
});
