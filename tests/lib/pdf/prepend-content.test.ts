/** Tests that content before a deflated stream needs no second compression and is read by any reader. */
import { deflateSync, inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { Stream, type Value } from '../../../src/lib/pdf/objects.ts';
import { prependContent } from '../../../src/lib/pdf/prepend-content.ts';

/** Text of a length that compresses partly. */
const textOf = (length: number): Buffer =>
  Buffer.from(Array.from({ length }, (_byte, index) => 32 + ((index * index + (index >> 3)) % 200)));

const deflated = (bytes: Buffer): Stream =>
  new Stream(
    new Map<string, Value>([
      ['Filter', '/FlateDecode'],
      ['DL', bytes.length],
    ]),
    deflateSync(bytes),
  );

// 65,521 is the modulus of the checksum; zlib checks it.
test.each([
  [0, 40],
  [40, 0],
  [300, 65_521],
  [70_000, 200_000],
  [1, 65_520],
])('%d bytes before %d are read as one stream, and its checksum is right', (before, after) => {
  const [one, other] = [textOf(before), textOf(after)];
  const { data, dict } = prependContent(one, deflated(other));
  expect(inflateSync(data).equals(Buffer.concat([one, other]))).toBe(true);
  expect([...dict]).toEqual([['Filter', '/FlateDecode']]);
});

test('a checksum of other content is noticed', () => {
  const stream = deflated(textOf(100));
  stream.dict.set('DL', 99);
  const { data } = prependContent(textOf(10), stream);
  expect(() => inflateSync(data)).toThrow('incorrect data check');
});
