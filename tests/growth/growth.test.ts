/** Texts that are hard to read take twice the time when they are twice as long: a part of the generators; `npm run growth` has all. */
import { expect, test } from 'vitest';
import { GENERATORS } from './generators.ts';
import { MOST_GROWTH, measure } from './measure.ts';

const SAMPLE = GENERATORS.filter((_, index) => index % 5 === 0);

test('there are thirty at least', () => {
  expect(GENERATORS.length).toBeGreaterThanOrEqual(30);
});

test.each(SAMPLE)('$name', { timeout: 120_000 }, async (generator) => {
  const { milliseconds, factor } = await measure(generator);
  expect(factor, `${milliseconds.map(Math.round).join(', ')} ms`).toBeLessThanOrEqual(MOST_GROWTH);
});
