/** Tests that the bookmarks of several parts become those of one file. */
import { expect, test } from 'vitest';
import { type Dict, dict, PdfString, Reference } from '../../../src/lib/pdf/objects.ts';
import { PdfFile } from '../../../src/lib/pdf/pdf-file.ts';
import {
  listOutlineValues,
  mapOutline,
  type OutlineItem,
  readOutline,
  setOutline,
} from '../../../src/print/joining/part-outline.ts';

const item = (title: string, ...kids: OutlineItem<Dict>[]): OutlineItem<Dict> => {
  const count = kids.length === 0 ? undefined : kids.length;
  return { entries: dict({ Title: new PdfString(title), Count: count }), kids };
};

function emptyFile(): PdfFile {
  const file = PdfFile.create();
  file.trailer.set('Root', file.add(dict({ Type: '/Catalog' })));
  return file;
}

const titleOf = (entries: Dict): string => String((entries.get('Title') as PdfString).bytes);

test('bookmarks of all parts follow each other, each with those below it', () => {
  const file = emptyFile();
  const parts = [
    { items: [item('1', item('1.1'), item('1.2'))], count: 3 },
    { items: [], count: 0 },
    { items: [item('2'), item('3', item('3.1'))], count: 3 },
  ];
  setOutline(file, parts);
  const { items, count } = readOutline(file);
  expect(count).toBe(6);
  expect(mapOutline(items, titleOf)).toEqual(
    mapOutline(
      parts.flatMap((part) => part.items),
      titleOf,
    ),
  );
  const root = file.dict(file.catalog.get('Outlines'));
  const last = file.dict(root.get('Last'));
  expect(titleOf(last)).toBe('3');
  expect(titleOf(file.dict(last.get('Prev')))).toBe('2');
  expect(last.get('Parent')).toEqual(file.catalog.get('Outlines'));
  // What links them is not among their values.
  expect(listOutlineValues(items).filter((value) => value instanceof Reference)).toEqual([]);
});

test('a book without bookmarks has no outline', () => {
  const file = emptyFile();
  setOutline(file, [{ items: [], count: 0 }]);
  expect(file.catalog.has('Outlines')).toBe(false);
});
