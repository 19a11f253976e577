/** Tests where a book has blank pages. */
import { expect, test } from 'vitest';
import { computeBlanks, type DocumentPart } from '../../../src/print/pagination/recto-blanks.ts';

const parts = (count: number): readonly DocumentPart[] => [
  { id: 'contents', kind: 'contents' },
  ...Array.from({ length: count }, (_part, index) => ({ id: `s${index + 1}`, kind: 'section' }) as const),
  { id: 'end', kind: 'closing' },
];

/** Pages of the contents, of the sections, and of the closing page. */
const lengths = (...sections: number[]) => [2, ...sections, 1];

test('chapters open on the recto by default, if few pages are blank', () => {
  const long = lengths(21, 20, 15, 12);
  const blanks = computeBlanks(parts(4), long, 'auto');
  expect([...blanks]).toEqual(['contents', 's2', 's4']);
  expect(blanks).toEqual(computeBlanks(parts(4), long, 'recto'));
});

test('chapters open on any page by default, if more than a tenth of the pages would be blank', () => {
  const short = lengths(3, 3, 5, 3);
  expect(computeBlanks(parts(4), short, 'recto').size).toBe(4);
  const blanks = computeBlanks(parts(4), short, 'auto');
  expect(blanks).toEqual(computeBlanks(parts(4), short, 'any'));
  expect(blanks.size).toBe(1);
});

test('the limit is a tenth of all pages', () => {
  // The cover, two blank pages, contents, two chapters and the closing page: 20 pages.
  expect(computeBlanks(parts(2), lengths(7, 7), 'auto').size).toBe(2);
  // 18 pages.
  expect(computeBlanks(parts(2), lengths(5, 7), 'auto').size).toBe(1);
});
