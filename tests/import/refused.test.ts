/** Files that cannot be imported are refused with the reason, and nothing is written. */
import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { exitCode } from '../../src/core/diagnostics/diagnostic.ts';
import { text, writeDocx } from './docx-files.ts';
import { importBytes } from './imported.ts';

const utf16 = (words: string): Uint8Array => Buffer.from(words, 'utf16le');
const COMPOUND_FILE = Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1);
const zip = (...names: readonly string[]): Uint8Array =>
  zipSync(Object.fromEntries(names.map((name) => [name, strToU8('<x/>')])));

/** A document whose body is one element in another. */
const nested = (depth: number): string => `${'<w:ins>'.repeat(depth)}${'</w:ins>'.repeat(depth)}`;

const ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><x>&b;</x>';
const FOREIGN = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>';
const BOMB = new Uint8Array(60_000_000);

test.each([
  ['nothing', new Uint8Array(), 'it is empty'],
  ['a renamed .doc', Buffer.concat([COMPOUND_FILE, utf16('WordDocument')]), 'Word 97 to 2003'],
  [
    'an encrypted document',
    Buffer.concat([COMPOUND_FILE, utf16('EncryptedPackage')]),
    'encrypted with a password',
  ],
  ['a PDF', strToU8('%PDF-1.7 …'), 'it is a PDF'],
  ['Rich Text', strToU8('{\\rtf1 x}'), 'Rich Text Format'],
  ['a page of HTML', strToU8('\uFEFF<html></html>'), 'it is an HTML or XML file'],
  ['plain text', strToU8('PKs are rare'), 'zip archive is damaged'],
  ['some bytes', Uint8Array.of(1, 2, 3), 'no Word document'],
  ['a renamed zip', zip('a.txt', 'b/c.txt'), 'zip archive without a Word document'],
  ['a workbook', zip('[Content_Types].xml', 'xl/workbook.xml'), 'Excel'],
  ['slides', zip('[Content_Types].xml', 'ppt/presentation.xml'), 'PowerPoint'],
  ['an OpenDocument', zip('mimetype', 'content.xml'), 'OpenDocument'],
  ['an e-book', zip('mimetype', 'META-INF/container.xml'), 'EPUB'],
  ['the half of a document', writeDocx({ body: text('x') }).subarray(0, 900), 'zip archive is damaged'],
  ['XML that is not well-formed', writeDocx({ body: '<w:p>' }), 'a part of it is damaged'],
  [
    'XML with entities',
    writeDocx({ body: '', parts: { 'word/document.xml': ENTITIES } }),
    'declares entities',
  ],
  [
    'an entity of another file',
    writeDocx({ body: '', parts: { 'word/styles.xml': FOREIGN } }),
    'declares entities',
  ],
  ['XML that is too deep', writeDocx({ body: nested(100_000) }), 'a part of it is damaged'],
  [
    'a zip bomb of XML',
    writeDocx({ body: '', parts: { 'word/styles.xml': BOMB } }),
    'too large when unpacked',
  ],
  ['a document without words', writeDocx({ body: '<w:p/>' }), 'it has no text'],
])('refuses %s', async (_name, bytes, reason) => {
  const { diagnostics, files } = await importBytes(bytes);
  expect(files).toEqual([]);
  expect(diagnostics.map(({ code }) => code)).toEqual(['word-unreadable']);
  expect(diagnostics[0]?.message).toContain(reason);
  expect(exitCode(diagnostics)).toBe(1);
});

test('refuses an archive of too many parts', async () => {
  const parts = Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`x/${at}`, '']));
  const { diagnostics, files } = await importBytes(writeDocx({ body: text('x'), parts }));
  expect(files).toEqual([]);
  expect(diagnostics[0]?.message).toContain('too large when unpacked');
});

test('cuts a part off that is larger than its entry says', async () => {
  const bytes = Buffer.from(zipSync({ 'word/document.xml': strToU8('x'.repeat(1000)) }));
  // The sizes in the entry of the central directory (APPNOTE 4.3.12) and in the local one (4.3.7).
  for (const signature of [0x02014b50, 0x04034b50]) {
    const at = bytes.indexOf(Buffer.from(Uint32Array.of(signature).buffer));
    bytes.writeUInt32LE(10, at + (signature === 0x02014b50 ? 24 : 22));
  }
  expect((await importBytes(bytes)).diagnostics.map(({ code }) => code)).toEqual(['word-unreadable']);
});

test('reports a document that is not there', async () => {
  const { diagnostics } = await importBytes(new Uint8Array(), {}, 'other.docx');
  expect(diagnostics).toHaveLength(1);
});

test('replaces no file, and names the first in the way', async () => {
  const there = { 'leaflet/leaflet.md': 'mine', 'leaflet/publication.yaml': 'title: Mine' };
  const { diagnostics, files, read } = await importBytes(writeDocx({ body: text('x') }), there);
  expect(files).toEqual([]);
  expect(diagnostics).toMatchObject([
    {
      code: 'import-in-way',
      message: '`leaflet/publication.yaml` is there already, and 1 other file. Nothing was written.',
    },
  ]);
  expect(exitCode(diagnostics)).toBe(2);
  expect(await read('leaflet/leaflet.md')).toBe('mine');
});

test('puts the publication into `content/` if the project has this folder', async () => {
  const others = { 'content/other.md': '# Other' };
  const { files } = await importBytes(writeDocx({ body: text('x') }), others, 'My Leaflet.docx');
  expect(files).toEqual(['content/my-leaflet/publication.yaml', 'content/my-leaflet/my-leaflet.md']);
});
