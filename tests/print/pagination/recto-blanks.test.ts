/** Tests where a book gets blank pages. */
import { expect, test } from 'vitest';
import {
  computeBlanks,
  computeStarts,
  countCoverPages,
  type DocumentPart,
} from '../../../src/print/pagination/recto-blanks.ts';

const PARTS: readonly DocumentPart[] = [
  { id: 'contents', kind: 'contents' },
  { id: 'one', kind: 'section' },
  { id: 'two', kind: 'section' },
];

test.each([
  // Cover, imprint, contents iii and iv, chapter 1.
  ['any', [2, 1, 1], 2, [], [3, 5, 6]],
  ['any', [1, 1, 1], 2, ['one'], [3, 5, 6]],
  ['recto', [2, 1, 1], 2, ['two'], [3, 5, 7]],
  ['recto', [1, 2, 1], 2, ['one'], [3, 5, 7]],
  // A template without an imprint.
  ['any', [1, 1, 1], 1, [], [2, 3, 4]],
  ['any', [2, 1, 1], 1, ['contents'], [3, 5, 6]],
  ['recto', [1, 1, 1], 1, ['contents', 'one', 'two'], [3, 5, 7]],
  // A template with a further page.
  ['any', [1, 1, 1], 3, [], [4, 5, 6]],
] as const)(
  'with openers on %s, parts of %j pages after %d pages: blank pages before %j',
  (openers, lengths, coverPages, before, starts) => {
    const blanks = computeBlanks(PARTS, lengths, openers, coverPages);
    expect([...blanks]).toEqual(before);
    expect(computeStarts(PARTS, lengths, blanks, coverPages)).toEqual(starts);
    const pages = new Map(PARTS.map(({ id }, index) => [id, starts[index] ?? 0]));
    expect(countCoverPages(PARTS, pages, blanks)).toBe(coverPages);
  },
);

const partsOf = (count: number): readonly DocumentPart[] => [
  { id: 'contents', kind: 'contents' },
  ...Array.from({ length: count }, (_part, index) => ({ id: `s${index + 1}`, kind: 'section' }) as const),
];

/** Pages of the contents and of the sections. */
const lengths = (...sections: number[]) => [2, ...sections];

test('chapters open on the recto by default, if few pages are blank', () => {
  const long = lengths(21, 20, 15, 12);
  const blanks = computeBlanks(partsOf(4), long, 'auto');
  expect([...blanks]).toEqual(['s2', 's4']);
  expect(blanks).toEqual(computeBlanks(partsOf(4), long, 'recto'));
});

test('chapters open on any page by default, if more than a tenth of the pages would be blank', () => {
  const short = lengths(3, 3, 5, 3);
  expect(computeBlanks(partsOf(4), short, 'recto').size).toBe(3);
  expect(computeBlanks(partsOf(4), short, 'auto').size).toBe(0);
});

test('the limit is a tenth of all pages', () => {
  // Cover, imprint, contents, two chapters and a blank page: 10 pages, and 9.
  expect(computeBlanks(partsOf(2), lengths(3, 2), 'auto').size).toBe(1);
  expect(computeBlanks(partsOf(2), lengths(3, 1), 'auto').size).toBe(0);
});
