/** EPUBCheck's rules, as far as its TypeScript port knows them. `npm run conformance` asks EPUBCheck itself. */
import { EpubCheck } from '@likecoin/epubcheck-ts';
import { expect, test } from 'vitest';
import type { Book } from '../../src/model.ts';
import { sampleAsset, sampleBook, samplePng, sampleSection } from '../sample-book.ts';
import { pack } from './packed.ts';

const BOOKS: Readonly<Record<string, () => Book>> = {
  'the sample': sampleBook,
  'a published book with reviewers and a cover': () =>
    sampleBook({
      draftMark: null,
      cover: sampleAsset('front.png', 'image/png', samplePng(9)),
      metadata: { reviewers: [{ name: 'Dr. Cy Day' }] },
    }),
  'a book from right to left': () =>
    sampleBook({
      metadata: { language: 'ar', direction: 'rtl', title: 'الصداع النصفي' },
      sections: [sampleSection('<h1 id="ما-هو">ما هو؟</h1><p><a href="#ما-هو">صداع</a></p>')],
    }),
  'a chapter of raw HTML': () =>
    sampleBook({
      sections: [
        sampleSection(
          '<h1 id="1st">1st</h1><svg viewBox="0 0 9 9" role="img" aria-label="x"><path d="M0 0"/></svg>' +
            '<math alttext="x"><mi>x</mi></math><img src="images/dot.png" alt="" width="50%">' +
            '<table border="1"><tr><td align="right" colspan="0">1</td></tr></table><p lang="x_y">]]&gt;</p>',
        ),
      ],
    }),
};

test.each(Object.entries(BOOKS))('%s is a valid EPUB 3.3', async (_name, make) => {
  const { bytes } = await pack(make());
  const { messages } = await EpubCheck.validate(bytes);
  expect(messages.filter(({ severity }) => severity !== 'usage' && severity !== 'info')).toEqual([]);
});

test('the validator is awake: it sees what is broken', async () => {
  const book = sampleBook();
  const section = sampleSection('<h1 id="a">A</h1><p>x</p>');
  section.body.children.push({ type: 'element', tagName: 'blink', properties: {}, children: [] });
  const { bytes } = await pack({ ...book, sections: [section], navigation: [] });
  expect((await EpubCheck.validate(bytes)).valid).toBe(false);
});
