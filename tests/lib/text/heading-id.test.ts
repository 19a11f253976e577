import { expect, test } from 'vitest';
import { splitHeadingId } from '../../../src/lib/text/heading-id.ts';
import { cpuTime } from '../../support/cpu-time.ts';

test.each([
  ['Heading {#id}', 'Heading', 'id'],
  ['Heading{#id} ', 'Heading', 'id'],
  ['A {#one} {#two}', 'A {#one}', 'two'],
  ['A {#a{#b}', 'A', 'a{#b'],
  ['{#id}', '', 'id'],
  ['A {#a b}', 'A {#a b}', undefined],
  ['A {#}', 'A {#}', undefined],
  ['A {b}', 'A {b}', undefined],
  ['A } {#', 'A } {#', undefined],
  ['', '', undefined],
])('splitHeadingId splits %j', (text, words, id) => {
  expect(splitHeadingId(text)).toEqual(id === undefined ? { words } : { words, id });
});

test.each([' ', '{#a ', '{#a', '}', ' }'])('splitHeadingId takes linear time for many %j', async (part) => {
  const { milliseconds } = await cpuTime(() => splitHeadingId(`a${part.repeat(100_000)}b}`));
  expect(milliseconds).toBeLessThan(200);
});
