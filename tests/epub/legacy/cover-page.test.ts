/** Tests which packages for older readers keep the page of the cover. */
import { expect, test } from 'vitest';
import { fromXml } from 'xast-util-from-xml';
import { removeCoverPage } from '../../../src/epub/legacy/cover-page.ts';

const filesWith = (link: string, words = ''): readonly string[] => {
  const document = (file: string, body: string) => ({ file, tree: fromXml(`<html>${body}</html>`) });
  const landmarks =
    '<nav epub:type="landmarks" xmlns:epub="x"><ol><li><a href="cover.xhtml">C</a></li></ol></nav>';
  const book = {
    documents: [
      document('cover.xhtml', `<head><title>Cover</title></head><body>${words}<img src="c.png"/></body>`),
      document('toc.xhtml', landmarks),
      document('a.xhtml', `<a href="${link}">A</a>`),
    ],
    packageDocument: fromXml('<package><manifest><item id="c" href="cover.xhtml"/></manifest></package>'),
    style: '',
    resources: [],
  };
  return removeCoverPage(book).documents.map(({ file }) => file);
};

test('keeps the page of the cover if a document links to it', () => {
  expect(filesWith('toc.xhtml')).toEqual(['toc.xhtml', 'a.xhtml']);
  expect(filesWith('cover.xhtml#x')).toEqual(['cover.xhtml', 'toc.xhtml', 'a.xhtml']);
});

test('keeps the page of the cover if it has words, as that of a draft', () => {
  expect(filesWith('toc.xhtml', '\n')).toEqual(['toc.xhtml', 'a.xhtml']);
  expect(filesWith('toc.xhtml', '<p>Draft</p>')).toEqual(['cover.xhtml', 'toc.xhtml', 'a.xhtml']);
});
