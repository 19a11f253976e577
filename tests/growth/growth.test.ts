/**
 * Tests that hard texts take twice the time at twice the length, for a sample of the generators. Uses the
 * mean of two doublings, because other tests run at the same time. `npm run growth` runs all generators and
 * checks each doubling.
 */
import { expect, test } from 'vitest';
import { GENERATORS } from './generators.ts';
import { MOST_GROWTH, measure } from './measure.ts';

const SAMPLE = GENERATORS.filter((_, index) => index % 5 === 0);

test('there are at least thirty generators', () => {
  expect(GENERATORS.length).toBeGreaterThanOrEqual(30);
});

test.each(SAMPLE)('time grows linearly with the text: $name', { timeout: 120_000 }, async (generator) => {
  const { milliseconds, mean } = await measure(generator);
  expect(mean, `${milliseconds.map(Math.round).join(', ')} ms`).toBeLessThanOrEqual(MOST_GROWTH);
});
