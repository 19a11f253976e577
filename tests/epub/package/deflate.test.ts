/** Deflated contents are read back as they were packed, wherever in memory they are; a long book keeps them. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type ArchiveContent,
  deflateAll,
  packContent,
  readDeflated,
} from '../../../src/epub/package/deflate.ts';
import { type PackageFiles, pack } from '../../../src/epub/package/zip.ts';
import { MemoryCache } from '../../support/memory-cache.ts';

const content = fc.record({
  name: fc.constant('a'),
  content: fc.oneof(fc.string({ unit: 'grapheme' }), fc.uint8Array()),
  level: fc.constantFrom<ArchiveContent['level']>(4, 9),
});

test('contents are read back from any place in memory', () => {
  fc.assert(
    fc.property(fc.array(content, { maxLength: 5 }), fc.nat({ max: 9 }), (entries, offset) => {
      const bytes = deflateAll({ kind: 'deflate', entries });
      const elsewhere = Buffer.alloc(bytes.length + offset);
      elsewhere.set(bytes, offset);
      const plain = ({ packed, ...facts }: ReturnType<typeof packContent>) => ({
        ...facts,
        packed: [...packed],
      });
      const read = readDeflated(elsewhere.subarray(offset), entries.length);
      expect(read.map(plain)).toEqual(entries.map(packContent).map(plain));
    }),
  );
});

/** A book that is deflated quickly, because it has more than a million characters. */
const longBook = (changed: string): PackageFiles => ({
  ...{ title: 'Fever', packageDocument: '<package/>', ncx: '<ncx/>', navigation: '<html/>', style: 'p {}' },
  pages: Array.from({ length: 12 }, (_, index) => ({
    file: `page-${index}.xhtml`,
    xhtml: `${index === 7 ? changed : index} word `.repeat(15_000),
  })),
  resources: [{ file: 'images/a.jpg', bytes: Uint8Array.of(1, 2, 3) }],
  modified: new Date('2026-03-29T02:30:08Z'),
});

test('of a long book only the changed documents are deflated again, with the same bytes', async () => {
  const steps = new MemoryCache();
  await pack(longBook('old'), undefined, steps);
  expect(steps.takeMade().length).toBeGreaterThan(12);
  const changed = await pack(longBook('new'), undefined, steps);
  expect(steps.takeMade()).toEqual(['deflated']);
  expect(Buffer.compare(changed, await pack(longBook('new')))).toBe(0);
  expect(Buffer.compare(changed, await pack(longBook('old')))).not.toBe(0);
});

test('the documents of a short book are not kept', async () => {
  const steps = new MemoryCache();
  await pack({ ...longBook('old'), pages: [] }, undefined, steps);
  expect(steps.takeMade()).toEqual([]);
});
