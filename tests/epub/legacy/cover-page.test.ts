/** Tests which packages for older readers keep the page of the cover. */
import { expect, test } from 'vitest';
import { fromXml } from 'xast-util-from-xml';
import { removeCoverPage } from '../../../src/epub/legacy/cover-page.ts';

const filesWith = (link: string): readonly string[] => {
  const document = (file: string, body: string) => ({ file, tree: fromXml(`<html>${body}</html>`) });
  const landmarks =
    '<nav epub:type="landmarks" xmlns:epub="x"><ol><li><a href="cover.xhtml">C</a></li></ol></nav>';
  const book = {
    documents: [
      document('cover.xhtml', ''),
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
