/** Tests that objects and what is known of them come back from their bytes. */
import { expect, test } from 'vitest';
import { decodeRecord, encodeRecord } from '../../../src/print/joining/block-record.ts';

test('a record comes back from memory that begins at an odd byte', () => {
  const block = { rows: Uint32Array.of(3, 1, 70_000, 0, 4, 2, 9, 1), bytes: Buffer.from('3 0 obj') };
  for (const facts of [{ title: 'é' }, { title: 'ee' }, { title: '' }]) {
    const bytes = encodeRecord({ facts, block });
    const moved = new Uint8Array(bytes.length + 1);
    moved.set(bytes, 1);
    const found = decodeRecord<typeof facts>(moved.subarray(1));
    expect(found.facts).toEqual(facts);
    expect(found.block.rows).toEqual(block.rows);
    expect(Buffer.from(found.block.bytes).toString()).toBe('3 0 obj');
  }
});
