/** Dividing the work: every publication once, and the same division on every machine. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseShard } from '../../../src/core/shard.ts';
import type { Manifest } from '../../../src/pipeline/manifest/manifest.ts';
import { divideTargets } from '../../../src/pipeline/selection/shards.ts';
import type { PublicationRef } from '../../../src/read/read-publication.ts';

const target = (id: string): PublicationRef => ({
  id,
  form: 'file',
  folder: 'content',
  file: `content/${id}.md`,
});
const nothing: Manifest = { handpress: '1', publications: [] };

const publication = (id: string, pages: number): Manifest['publications'][number] => ({
  ...{ id, title: id, language: 'en', status: 'draft' },
  files: [{ path: `${id}.pdf`, edition: 'a4', mediaType: 'application/pdf', digest: '', size: 0, pages }],
});

const partsOf = (
  targets: readonly PublicationRef[],
  count: number,
  last: Manifest,
): readonly (readonly string[])[] =>
  Array.from({ length: count }, (_, at) =>
    divideTargets(targets, { index: at + 1, count }, last).targets.map(({ id }) => id),
  );

test('all parts together have every publication once, with any costs', () => {
  const ids = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,4}$/), { maxLength: 60 });
  const cases = fc.tuple(ids, fc.integer({ min: 1, max: 12 }), fc.array(fc.nat(300), { maxLength: 60 }));
  fc.assert(
    fc.property(cases, ([names, count, pages]) => {
      const last = {
        ...nothing,
        publications: names.slice(0, pages.length).map((id, at) => publication(id, pages[at] ?? 0)),
      };
      const targets = names.map(target);
      const parts = partsOf(targets, count, last);
      expect(parts.flat().sort()).toEqual([...names].sort());
      expect(partsOf([...targets].reverse(), count, last).map((part) => [...part].sort())).toEqual(
        parts.map((part) => [...part].sort()),
      );
    }),
  );
});

test('divides by cost: one large book against many handouts', () => {
  const names = ['book', ...Array.from({ length: 12 }, (_, at) => `handout-${at}`)];
  const publications = names.map((id) => publication(id, id === 'book' ? 140 : 2));
  const parts = partsOf(names.map(target), 3, { ...nothing, publications });
  expect(parts.map((part) => part.length)).toEqual([1, 6, 6]);
});

test('divides evenly without costs, and gives an unknown publication the median cost', () => {
  const names = Array.from({ length: 10 }, (_, at) => `h${at}`);
  expect(partsOf(names.map(target), 4, nothing).map((part) => part.length)).toEqual([3, 3, 2, 2]);
  const publications = [publication('h0', 6), publication('h1', 6), publication('h2', 500)];
  const parts = partsOf(names.map(target), 2, { ...nothing, publications });
  expect(parts.find((part) => part.includes('h2'))).toEqual(['h2']);
});

test('ignores the costs in the manifest of a part', () => {
  const names = ['a', 'b', 'c', 'd'];
  const part = { ...nothing, shard: '1/2', publications: [publication('a', 900)] };
  expect(partsOf(names.map(target), 2, part)).toEqual(partsOf(names.map(target), 2, nothing));
});

test('the digest depends on the division, and not on the part', () => {
  const targets = ['a', 'b', 'c'].map(target);
  const digest = (index: number, count: number, of = targets, last = nothing): string =>
    divideTargets(of, { index, count }, last).digest;
  expect(digest(2, 2)).toBe(digest(1, 2));
  expect(digest(1, 2, [...targets].reverse())).toBe(digest(1, 2));
  expect(digest(1, 3)).not.toBe(digest(1, 2));
  expect(digest(1, 2, targets.slice(1))).not.toBe(digest(1, 2));
  const last = {
    ...nothing,
    publications: [publication('a', 1), publication('b', 1), publication('c', 900)],
  };
  expect(digest(1, 2, targets, last)).not.toBe(digest(1, 2));
});

describe('--shard', () => {
  test.each([
    '0/4',
    '5/4',
    '1/0',
    '0/0',
    'x/y',
    '1',
    '1/',
    '/4',
    '-1/4',
    '1/4/2',
    ' 1/4',
    '1.0/4',
    '1/1001',
    '',
    '٤/٤',
  ])('refuses %j', (written) => {
    expect(parseShard(written)).toBeUndefined();
  });
  test.each(['1/1', '1/4', '4/4', '1000/1000'])('accepts %s', (written) => {
    const { index, count } = parseShard(written) ?? {};
    expect(`${index}/${count}`).toBe(written);
  });
});
