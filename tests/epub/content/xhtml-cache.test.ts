/** Tests that the documents of an e-book come from the cache if nothing that they depend on has changed, and only then. */
import { describe, expect, test } from 'vitest';
import type { Book } from '../../../src/core/model/book.ts';
import { MemoryCache } from '../../support/memory-cache.ts';
import { sampleAsset, sampleBook, samplePng, sampleSection } from '../../support/sample-book.ts';
import { type Packed, pack } from '../packed.ts';

/** Longer than the shortest section that is cached. */
const LONG = '<p>Words that follow one another, one after another.</p>'.repeat(300);
/** Longer than a document of an e-book. */
const VERY_LONG = `${LONG}<h2 id="middle">Middle</h2>${LONG.repeat(20)}`;

interface Parts {
  /** What is in the first chapter, and at its end. */
  readonly first?: string;
  readonly last?: string;
  /** Path of the picture. */
  readonly picture?: string;
}

const book = ({ first = '', last = '<p id="place">Here.</p>', picture = 'a.png' }: Parts = {}): Book =>
  sampleBook({
    sections: [
      sampleSection(`<h1 id="one">One</h1>${first}${LONG}${last}`, { id: 'one' }),
      sampleSection(
        `<h1 id="two">Two</h1><p><a href="#place">There</a></p><img src="key" alt="A square">${LONG}`,
        { id: 'two' },
      ),
    ],
    assets: new Map([['key', sampleAsset(picture, 'image/png', samplePng(100))]]),
  });

/** Builds a book, and then another one with the same cache. Returns what was made for that, and its e-book. */
async function rebuild(before: Book, after: Book): Promise<{ made: readonly string[]; packed: Packed }> {
  const stepCache = new MemoryCache();
  await pack(before, { stepCache });
  const count = stepCache.made.length;
  const packed = await pack(after, { stepCache });
  const made = stepCache.made.slice(count).filter((step) => step === 'xhtml');
  expect(packed.bytes).toEqual((await pack(after)).bytes);
  return { made, packed };
}

describe('the documents of sections', () => {
  test('are not made again for the same book', async () => {
    expect((await rebuild(book(), book())).made).toEqual([]);
  });

  test('are made again where the words have changed', async () => {
    expect((await rebuild(book(), book({ first: '<p>More.</p>' }))).made).toEqual(['xhtml']);
  });

  test('are made again where a link leads to another document', async () => {
    const after = book({ first: VERY_LONG });
    const { packed } = await rebuild(book(), after);
    expect(packed.text('two.xhtml')).toMatch(/href="(?!one\.xhtml)[\w-]+\.xhtml#place"/);
  });

  test('are made again where a link leads nowhere any more', async () => {
    const { packed } = await rebuild(book(), book({ last: '' }));
    expect(packed.text('two.xhtml')).toContain('<a>There</a>');
  });

  test('are made again where a link leads to a term of a glossary now', async () => {
    const glossary = '<dl role="doc-glossary"><dt id="place">Here</dt><dd>A place.</dd></dl>';
    const { made, packed } = await rebuild(book(), book({ last: glossary }));
    expect(made).toEqual(['xhtml', 'xhtml']);
    expect(packed.text('two.xhtml')).toContain('doc-glossref');
  });

  test('are made again where a picture has another file', async () => {
    const { made, packed } = await rebuild(book(), book({ picture: 'b.png' }));
    expect(made).toEqual(['xhtml']);
    expect(packed.text('two.xhtml')).toContain('src="images/b.png"');
  });

  test('of one chapter are not mixed up', async () => {
    const very = book({ first: VERY_LONG });
    expect((await rebuild(very, very)).made).toEqual([]);
  });
});
