/** Words of Handpress that appear in English carry their language, in print and in the e-book. */
import { EpubCheck } from '@likecoin/epubcheck-ts';
import { expect, test } from 'vitest';
import { buildBookDocument, buildHandoutDocument } from '../../../src/print/document/document.ts';
import { assembleHandout } from '../../../src/render/render-publication.ts';
import { context, pack } from '../../epub/packed.ts';
import { readAndRender } from '../../support/workbench.ts';
import { paperEdition } from '../workbench.ts';

// Polynesian in Latin letters: no words of ours, and no font package.
const FILES = {
  'book/publication.yaml':
    'title: Fiva\nlanguage: sm\nclinical: true\nidentifier: urn:example:fiva\nreferences: refs.json\n',
  'book/refs.json': '[{"id":"a","type":"book","title":"Tusi"}]',
  'book/one.md':
    '# Fiva\n\nTusi [@a].[^1] [Mālōlō](two.md)\n\n:::urgent\nVave\n:::\n\n:::table[Siata]\n| a |\n|---|\n| b |\n:::\n\n- [ ] Inu\n\n[^1]: Vai\n',
  'book/two.md': '# Mālōlō ma inu le vai\n\nInu.\n',
};
const EXPECTED = { expected: ['terms-missing book/publication.yaml:2:11'] };

/** The texts in English: those in elements that say so, each once. */
const englishIn = (html: string): readonly string[] =>
  [
    ...new Set(
      [...html.matchAll(/ lang="en(?:-x-phrase)?"[^>]*>([^<]*)</g)].map(([, text = '']) => plain(text)),
    ),
  ].sort();

/** Removes the marks that keep spaces, and joins that keep words together. */
const plain = (text: string): string => text.replace(/[\u2060\u206F]/g, '').replaceAll('\u00A0', ' ');

test('in a printed book', async () => {
  const { book } = await readAndRender(FILES, EXPECTED);
  const edition = paperEdition('book-a5');
  const html = await (await buildBookDocument(book, edition, context)).html([], new Set());
  expect(englishIn(html)).toEqual([
    '(page ',
    ')',
    'About this publication',
    'Contents',
    'Draft: not clinically reviewed',
    'Get urgent help',
    'Identifier',
    'Made with Handpress',
    'Notes',
    'Reviewed by',
    'Sources',
    'Table 1.',
    'This is a draft. No clinician has reviewed it yet. Do not use it to make a decision about treatment.',
    'Typefaces',
    'no one yet',
  ]);
  expect(html).toContain('<span role="group" lang="en-x-phrase" dir="ltr">Contents</span>');
  expect(html).toContain('aria-label="To do" lang="en-x-check" dir="ltr"');
});

test('in a handout', async () => {
  const { rendered } = await readAndRender(FILES, EXPECTED);
  const [chapter] = rendered.publication.chapters;
  if (chapter === undefined) throw new Error('there is no chapter');
  const handout = await assembleHandout(rendered, chapter);
  const html = await (await buildHandoutDocument(handout, paperEdition('handouts-a4'), context)).html(
    'roomy',
  );
  expect(englishIn(html)).toEqual(
    expect.arrayContaining(['Draft: not clinically reviewed', 'Reviewed by', 'Sources', 'Table 1.']),
  );
});

test('in an e-book, which stays valid', async () => {
  const { book } = await readAndRender(FILES, EXPECTED);
  const packed = await pack(book);
  const word = (text: string) => `<span lang="en" xml:lang="en" dir="ltr">${text}</span>`;
  expect(packed.text('toc.xhtml')).toContain(`<h1 id="contents">${word('Contents')}</h1>`);
  expect(packed.text('toc.xhtml')).toContain(`<a href="sources.xhtml">${word('Sources')}</a>`);
  expect(packed.text('about.xhtml')).toContain(`<dt>${word('Reviewed by')}</dt>`);
  expect(packed.text('one.xhtml')).toMatch(/<p [^>]*xml:lang="en"[^>]*>Get urgent help<\/p>/);
  const { messages } = await EpubCheck.validate(packed.bytes);
  expect(messages.filter(({ severity }) => severity !== 'usage' && severity !== 'info')).toEqual([]);
});

test('only those that the language does not have', async () => {
  const { book } = await readAndRender(FILES, EXPECTED);
  const untranslated = book.terms.untranslated?.replace('contents ', '') ?? '';
  const terms = { ...book.terms, contents: 'Mataupu', untranslated };
  const toc = (await pack({ ...book, terms })).text('toc.xhtml');
  expect(toc).toContain('<h1 id="contents">Mataupu</h1>');
  expect(toc).toContain('<span lang="en" xml:lang="en" dir="ltr">About this publication</span>');
});

test('none in a language with words of its own', async () => {
  const files = {
    ...FILES,
    'book/publication.yaml': FILES['book/publication.yaml'].replace('language: sm', 'language: it'),
  };
  const { book } = await readAndRender(files, { expected: ['terms-unreviewed book/publication.yaml:2:11'] });
  const html = await (await buildBookDocument(book, paperEdition('book-a5'), context)).html([], new Set());
  expect(englishIn(html)).toEqual([]);
});
