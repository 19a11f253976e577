/** Our own checks of a finished book: each is shown a book with its fault, and sees it. */
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { type CheckedPackage, checkBook, InvalidBookError } from '../../../src/epub/checks/check-epub.ts';
import { openZip } from '../../../src/epub/checks/zip-entries.ts';
import { sampleBook } from '../../support/sample-book.ts';
import { type Packed, pack } from '../packed.ts';

const packed: Packed = await pack(sampleBook());
const whole: CheckedPackage = {
  packageDocument: packed.text('content.opf'),
  ncx: packed.text('toc.ncx'),
  navigation: packed.text('toc.xhtml'),
  pages: [...packed.entries.keys()]
    .filter((name) => name.endsWith('.xhtml') && !name.endsWith('/toc.xhtml'))
    .map((name) => name.replace('OEBPS/', ''))
    .map((file) => ({ file, xhtml: packed.text(file) })),
};

function faultsOf(book: CheckedPackage, bytes: Uint8Array = packed.bytes): readonly string[] {
  try {
    checkBook(book, bytes);
    return [];
  } catch (error) {
    if (error instanceof InvalidBookError) return error.faults;
    throw error;
  }
}

const inPackage = (from: string | RegExp, to: string): CheckedPackage => {
  const packageDocument = whole.packageDocument.replace(from, to);
  expect(packageDocument).not.toBe(whole.packageDocument);
  return { ...whole, packageDocument };
};

const inChapter = (from: string | RegExp, to: string): CheckedPackage => ({
  ...whole,
  pages: whole.pages.map(({ file, xhtml }) => {
    if (file !== 'risks.xhtml') return { file, xhtml };
    expect(xhtml.replace(from, to)).not.toBe(xhtml);
    return { file, xhtml: xhtml.replace(from, to) };
  }),
});

test('finds no faults in a valid book, and reads all of its files', () => {
  expect(faultsOf(whole)).toEqual([]);
  const zip = openZip(packed.bytes);
  expect(zip.names).toEqual([...packed.entries.keys()]);
  for (const [name, bytes] of packed.entries)
    expect(Buffer.from(zip.read(name) ?? []).equals(bytes)).toBe(true);
  expect(zip.read('nothing')).toBeUndefined();
});

const BROKEN: readonly (readonly [string, () => CheckedPackage, string])[] = [
  ['a relator', () => inPackage('>aut<', '>author<'), 'content.opf: author is no MARC relator'],
  [
    'a term of accessibility',
    () => inPackage('>readingOrder<', '>readingorder<'),
    'content.opf: schema:accessibilityFeature cannot be readingorder',
  ],
  [
    'a sufficient mode',
    () => inPackage(/(accessModeSufficient">)[^<]*/, '$1textual,sight'),
    'content.opf: schema:accessModeSufficient cannot be sight',
  ],
  [
    'a property that is misspelled',
    () => inPackage('schema:accessMode"', 'schema:accesMode"'),
    'content.opf: there is no property schema:accesMode',
  ],
  [
    'a file that is not there',
    () => inPackage('href="risks.xhtml"', 'href="dangers.xhtml"'),
    'content.opf: OEBPS/dangers.xhtml is in the manifest and not in the archive',
  ],
  [
    'the order of reading',
    () => inPackage('idref="cover"', 'idref="front"'),
    'content.opf: the spine names front, which is no item',
  ],
  ['an image', () => inChapter(/ alt="[^"]*"/, ''), 'has no alternative text'],
  [
    'a role',
    () => inChapter('role="doc-chapter"', 'role="doc-chaptre"'),
    'risks.xhtml: role cannot be doc-chaptre',
  ],
  [
    'a type',
    () => inChapter('epub:type="chapter"', 'epub:type="chaptre"'),
    'risks.xhtml: epub:type cannot be chaptre',
  ],
  ['an id', () => inChapter('id="risks--urgent"', 'id="risks"'), 'risks.xhtml: the id risks is used twice'],
  [
    'a link to an id',
    () => inChapter('</h1>', '</h1><a href="#no">x</a>'),
    'risks.xhtml: #no leads to no id',
  ],
  [
    'a link to a file',
    () => inChapter('</h1>', "</h1><a href='no.xhtml#a'>x</a>"),
    'risks.xhtml: no.xhtml#a leads to no file of the package',
  ],
];

test.each(BROKEN)('finds an invalid %s', (_name, broken, expected) => {
  expect(faultsOf(broken())).toContainEqual(expect.stringContaining(expected));
});

test('finds a file that is not listed', () => {
  const bytes = zipSync({ ...Object.fromEntries(packed.entries), 'OEBPS/left.txt': new Uint8Array(1) });
  expect(faultsOf(whole, bytes)).toEqual([
    'content.opf: OEBPS/left.txt is in the archive and not in the manifest',
  ]);
});

test('ignores elements inside comments', () => {
  expect(
    faultsOf(inChapter('</h1>', '</h1><!-- <img src="no.png"> <a href="no"> --><![CDATA[<img>]]>')),
  ).toEqual([]);
});
