/** Tests that an article has its authors, abstract and keywords below its title, in print and in the e-book. */
import { EpubCheck } from '@likecoin/epubcheck-ts';
import type { Root } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { expect, test } from 'vitest';
import type { Book } from '../../src/core/model/book.ts';
import { listArticleFacts } from '../../src/core/wording.ts';
import { cloneTree } from '../../src/lib/html/clone.ts';
import { addTitleBlock } from '../../src/print/document/article/title-block.ts';
import { buildImprint } from '../../src/print/imprint.ts';
import { pack } from '../epub/packed.ts';
import { memoryHost, openWorkbench, readAndRenderAny } from '../support/workbench.ts';

const ORCID = '0000-0002-1825-0097';
const HEAD = `language: en
authors: [{ name: Ada Example, affiliation: Example University, orcid: ${ORCID} }, Bo Example]
keywords: gates, fields`;
const ABSTRACT = 'abstract: |\n  Gates are <open>\n  or not.\n\n  Most are.';

async function render(head: string) {
  const files = { 'a.md': `---\n${head}\n---\n\n# Gates\n\nWords.\n` };
  const { book } = await readAndRenderAny(openWorkbench(memoryHost(files)), 'a.md');
  if (book === undefined) throw new Error('nothing is rendered');
  return book;
}

const copyBody = ({ sections: [section] }: Book): Root =>
  cloneTree(section?.body ?? { type: 'root', children: [] });

test('an article has its authors, abstract and keywords between its title and its text', async () => {
  const book = await render(`${HEAD}\n${ABSTRACT}`);
  const tree = copyBody(book);
  addTitleBlock(book, tree);
  expect(toHtml(tree)).toMatch(
    /Gates<\/h1>.*<strong>Ada Example<\/strong>, Example University, <a href="https:\/\/orcid.org\/0000-0002-1825-0097">.*<strong>Abstract:<\/strong> Gates are &#x3C;open> or not.<\/p><p>Most are.<\/p>.*<strong>Keywords:<\/strong> gates; fields<\/p>.*Words/s,
  );
  expect(book.publication.metadata.description).toBe('Gates are <open> or not. Most are.');
});

test('the imprint of a handout does not repeat the authors of an article', async () => {
  const labels = (book: Awaited<ReturnType<typeof render>>) =>
    buildImprint({ ...book, scope: 'chapter' }).map(({ label }) => label);
  expect(labels(await render(`${HEAD}\n${ABSTRACT}`))).not.toContain('Written by');
  expect(labels(await render(HEAD))).toContain('Written by');
});

test('a text without an abstract is no article', async () => {
  const book = await render(HEAD);
  const tree = copyBody(book);
  const before = toHtml(tree);
  addTitleBlock(book, tree);
  expect(toHtml(tree)).toBe(before);
  expect(listArticleFacts(book.publication.metadata)).toBeUndefined();
});

test('the title page of the e-book has the same, and the e-book is valid', async () => {
  const { bytes, text } = await pack(await render(`${HEAD}\n${ABSTRACT}`));
  const { messages } = await EpubCheck.validate(bytes);
  expect(messages.filter(({ severity }) => severity !== 'usage' && severity !== 'info')).toEqual([]);
  const page = text('title-page.xhtml');
  expect(page).toContain(`<a href="https://orcid.org/${ORCID}">`);
  expect(page).toContain('<strong>Keywords:</strong> gates; fields');
  expect(text('content.opf')).toContain('>gates<');
});
