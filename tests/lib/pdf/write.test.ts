/** Writes files of blocks whose objects have their numbers before the file is put together. */
import { PDFDocument } from '@cantoo/pdf-lib';
import { expect, test } from 'vitest';
import { KEPT } from '../../../src/lib/pdf/deflate.ts';
import { dict, Reference, Stream, type Value } from '../../../src/lib/pdf/objects.ts';
import { PdfFile } from '../../../src/lib/pdf/pdf-file.ts';
import { buildFile } from '../../../src/lib/pdf/write/build-file.ts';
import { numberObjects } from '../../../src/lib/pdf/write/number-objects.ts';
import { findNext, type ObjectBlock, writeBlock } from '../../../src/lib/pdf/write/object-block.ts';

/** Number of the object of the first block that the second one refers to. */
const END = 2;
/** First number of the second block. */
const FIRST = 1000;
/** Objects of the second block, and as many streams. */
const LENGTH = 700;

const sameNumber = ({ number }: Reference): number => number;

/** Writes a catalog that refers to both blocks. @param note makes the block longer */
function writeCatalog(note: string): Promise<ObjectBlock> {
  const file = PdfFile.create(10);
  const pages = file.add(dict({ Type: '/Pages', Count: 0, Kids: [] }));
  const entries = { End: file.add(dict({ Last: true })), Type: '/Catalog', Pages: pages } as const;
  const content = file.add(new Stream(new Map(), Buffer.from(note)));
  const root = file.add(dict({ ...entries, Note: content, List: new Reference(FIRST) }));
  const elsewhere = (number: number) => (number >= FIRST ? number : undefined);
  return writeBlock(numberObjects(file, { roots: [root], first: 1, elsewhere }), (size) => size);
}

/** Writes a list of objects, each with a stream and with the one after it. */
function writeList(): Promise<ObjectBlock> {
  const file = PdfFile.create();
  const end = file.add(null);
  let next = end;
  for (let index = LENGTH - 1; index >= 0; index -= 1) {
    const stream = file.add(new Stream(dict({ Index: index }), Buffer.from(`stream ${index}`)));
    next = file.add(dict({ Index: index, Content: stream, Next: next }));
  }
  const elsewhere = (number: number) => (number === end.number ? END : undefined);
  return writeBlock(numberObjects(file, { roots: [next], first: FIRST, elsewhere }), () => KEPT);
}

const build = (blocks: readonly ObjectBlock[]): Promise<Uint8Array> =>
  buildFile(blocks, dict({ Root: new Reference(1) }), sameNumber);

/** Reads the streams of the list. @returns them, and what its last object refers to */
function readList(file: PdfFile): { readonly streams: readonly string[]; readonly end: Value | undefined } {
  const streams: string[] = [];
  let node = file.get(file.catalog.get('List'));
  while (node instanceof Map && node.has('Content')) {
    streams.push(file.inflate(file.stream(node.get('Content'))).toString());
    node = file.get(node.get('Next'));
  }
  return { streams, end: node };
}

test('objects of two blocks refer to each other, and numbers between them are free', async () => {
  const [catalog, list] = [await writeCatalog('note'), await writeList()];
  // Two object streams.
  expect([findNext(catalog) < FIRST, findNext(list)]).toEqual([true, FIRST + 2 * LENGTH + 2]);
  const bytes = await build([catalog, list]);
  const file = PdfFile.read(bytes);
  const { streams, end } = readList(file);
  expect(streams).toEqual(Array.from({ length: LENGTH }, (_, index) => `stream ${index}`));
  expect(end).toEqual(dict({ Last: true }));
  expect(file.get(new Reference(FIRST - 1))).toBeUndefined();
  const other = await PDFDocument.load(bytes);
  expect(other.context.enumerateIndirectObjects().length).toBeGreaterThan(2 * LENGTH);
});

test('a block has the same bytes wherever it is in a file', async () => {
  const list = await writeList();
  for (const note of ['', 'a longer note that moves what comes after it']) {
    const catalog = await writeCatalog(note);
    for (const blocks of [
      [catalog, list],
      [list, catalog],
    ]) {
      const bytes = await build(blocks);
      expect(Buffer.from(bytes).includes(Buffer.from(list.bytes))).toBe(true);
      expect(readList(PdfFile.read(bytes)).streams).toHaveLength(LENGTH);
    }
  }
});

test('a file without objects gets numbers after those of others', () => {
  const file = PdfFile.create(7);
  expect(file.add(true)).toEqual(new Reference(8));
  expect(file.get(new Reference(7))).toBeUndefined();
});
