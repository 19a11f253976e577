/** Tests that groups without a page lead to their first chapter in the contents of an e-book. */
import { EpubCheck } from '@likecoin/epubcheck-ts';
import { expect, test } from 'vitest';
import { readAndRender } from '../support/workbench.ts';
import { elements, pack } from './packed.ts';

const SETTINGS = `title: Book
language: en
identifier: urn:x-test:groups
chapters:
  - part: Part
    chapters:
      - part: Group
        chapters:
          - part: Inner group
            chapters: [a.md]
      - b.md
`;

test('groups have the target of their first chapter, and the file is valid', async () => {
  const files = { 'p/a.md': '# A\n\nWords.\n', 'p/b.md': '# B\n\nWords.\n', 'p/publication.yaml': SETTINGS };
  const { book } = await readAndRender(files);
  const packed = await pack(book);
  const targets = elements(packed.xml('toc.ncx'), 'content').map(({ attributes }) => attributes.src);
  expect(targets).toEqual(['part-1.xhtml', 'a.xhtml', 'a.xhtml', 'a.xhtml', 'b.xhtml', 'about.xhtml']);
  const orders = elements(packed.xml('toc.ncx'), 'navPoint').map(({ attributes }) => attributes.playOrder);
  expect(orders).toEqual(['1', '2', '2', '2', '3', '4']);
  const { messages } = await EpubCheck.validate(packed.bytes);
  expect(messages.filter(({ severity }) => severity !== 'usage' && severity !== 'info')).toEqual([]);
});
