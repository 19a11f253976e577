/** Tests that what is known of the pages of parts, and of what is in their margins, is found on the right pages of the book. */
import { expect, test } from 'vitest';
import type { PartFacts } from '../../../src/print/finishing/finish-part.ts';
import { createTextReader, describePages } from '../../../src/print/parts/book-pages.ts';
import type { BookPage, PageOrder } from '../../../src/print/parts/page-order.ts';

const printed = (part: number, page: number): BookPage => ({
  source: { kind: 'printed', part, page },
  ...{ part, name: 'section' },
});

/** Two pages, a blank one that belongs to the second part, and two pages. */
const order: PageOrder = {
  pages: [
    ...[printed(0, 0), printed(0, 1)],
    { source: { kind: 'blank' }, part: 1, name: 'blank' },
    ...[printed(1, 0), printed(1, 1)],
  ],
  positions: new Map([
    ['_part-1', { page: 2, top: 0 }],
    ['_part-2', { page: 4, top: 0 }],
  ]),
  spans: [],
  firstPage: 2,
};

const NO_OBJECTS = { count: 0, fonts: [], images: [] };

const part = (facts: Partial<PartFacts>) => ({
  bytes: new Uint8Array(),
  facts: { ...{ conforms: true, pieces: [], fonts: [], figures: [] }, objects: NO_OBJECTS, ...facts },
});

test('fonts of the pages and of their margins have the first page that shows them', () => {
  const parts = [
    part({ fonts: [['Body', 1]] }),
    part({
      fonts: [
        ['Body', 1],
        ['Code', 2],
      ],
      figures: [{ alt: 'A cup', page: 2, size: 5 }],
    }),
  ];
  const frames = [
    { ...part({ fonts: [['Head', 2]] }), skipped: 0 },
    // Its first page is left out.
    {
      ...part({
        fonts: [
          ['Foreign', 3],
          ['Code', 2],
        ],
      }),
      skipped: 1,
    },
  ];
  const { pages, fonts, figures } = describePages(parts, frames, order);
  expect(pages).toBe(5);
  expect(Object.fromEntries(fonts)).toEqual({ Body: 1, Head: 2, Code: 3, Foreign: 4 });
  expect(figures).toEqual([{ alt: 'A cup', page: 5, size: 5 }]);
});

test('the text of parts is that of one document', () => {
  const words = (page: number, text: string) =>
    [
      { page, kind: 'break', text: '' },
      { page, kind: 'text', text },
      { page, kind: 'break', text: '' },
    ] as const;
  const parts = [part({ pieces: words(1, 'one') }), part({ pieces: words(0, 'two') })];
  const { labels, sections } = createTextReader(parts, order, { uncounted: 0, coverLabel: '' })(2);
  expect(labels).toEqual(['i', '1', '2', '3', '4']);
  expect(sections.map((pieces) => pieces.map(({ page, text }) => `${page} ${text}`))).toEqual([
    ['1 ', '1 one'],
    ['3 two', '3 '],
  ]);
});
